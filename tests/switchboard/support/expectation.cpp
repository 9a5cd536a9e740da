#include "switchboard/support/expectation.h"

#include <fmt/format.h>

#include "switchboard/support/standing.h"
#include "switchboard/support/why_clauses.h"

namespace rapport::switchboard::scenario {
namespace {

// The line is the sentence, followed by any of its tails.
bool matches(const Told& told, const std::string& line) {
  if (line.rfind(told.text, 0) != 0) return false;
  std::string left = trimmed(line.substr(told.text.size()));
  if (!left.empty() && line[told.text.size()] != ' ') return false;
  bool is_shorter = true;
  while (!left.empty() && is_shorter) {
    is_shorter = false;
    for (const std::string& tail : told.tails) {
      if (left != tail && left.rfind(tail + " ", 0) != 0) continue;
      left = trimmed(left.substr(tail.size()));
      is_shorter = true;
      break;
    }
  }
  return left.empty();
}

// Since the last event line.
std::string nothing_else(const Stage& stage) {
  for (std::size_t i = stage.act; i < stage.told.size(); ++i) {
    const Told& told = stage.told[i];
    if (!told.is_seen && !told.is_quiet) return fmt::format("{} {}", text_of(told.at), told.text);
  }
  return "";
}

// "c1 is not offered", "c1 is not offered to bo": in this block so far.
std::string no_offer(const Stage& stage, const std::string& offered) {
  for (std::size_t i = stage.chapter; i < stage.told.size(); ++i) {
    const std::string& text = stage.told[i].text;
    if (text == offered || text.rfind(offered + " ", 0) == 0)
      return fmt::format("{} {}", text_of(stage.told[i].at), text);
  }
  return "";
}

std::string no_such_event(const Stage& stage, const std::string& line) {
  for (const Told& told : stage.told) {
    if (told.at == stage.driver.now() && line.rfind(told.text, 0) == 0) {
      std::string tails;
      for (const std::string& tail : told.tails)
        tails += ", " + tail;
      return fmt::format("{}{}", told.text, tails);
    }
  }
  return fmt::format("no such thing at {}", text_of(stage.driver.now()));
}

}  // namespace

std::string happened(const Stage& stage) {
  std::string all;
  for (std::size_t i = stage.chapter; i < stage.told.size(); ++i) {
    const Told& told = stage.told[i];
    all += fmt::format("\n      {}  {}", text_of(told.at), told.text);
    for (const std::string& tail : told.tails)
      all += ", " + tail;
  }
  return all.empty() ? "\n      nothing" : all;
}

std::string unmet(Stage& stage, const std::string& line) {
  if (line == "nothing" || line == "nothing else") return nothing_else(stage);
  Words words(line);
  if (words.take("why")) return unmet_why(stage, words);
  const std::size_t denied = line.find(" is not offered");
  if (denied != std::string::npos)
    return no_offer(stage, line.substr(0, denied) + " is offered" + line.substr(denied + 15));
  for (std::size_t i = stage.chapter; i < stage.told.size(); ++i) {
    Told& told = stage.told[i];
    if (told.is_seen || told.at != stage.driver.now() || !matches(told, line)) continue;
    told.is_seen = true;
    return "";
  }
  if (const auto standing = unmet_standing(stage, line)) return *standing;
  return no_such_event(stage, line);
}

}  // namespace rapport::switchboard::scenario
