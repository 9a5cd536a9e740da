#include "community/rules.h"

#include <algorithm>

#include "org/entity.h"
#include "platform/markdown/markdown.h"
#include "platform/text/text.h"

namespace rapport::community {
namespace {

std::size_t code_points_in(const std::string& text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char byte) { return (byte & 0xC0) != 0x80; }));
}

bool is_blank(const std::string& text) {
  return text::words(text).empty();
}

bool is_letter(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9');
}

// Han anywhere, Latin as whole words: "class" holds no "ass".
bool holds_word(const std::string& text, const std::string& word) {
  if (word.empty()) return false;
  const bool is_han = text::has_han(word);
  for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
    if (is_han) return true;
    const std::size_t end = at + word.size();
    if ((at == 0 || !is_letter(text[at - 1])) && (end == text.size() || !is_letter(text[end]))) return true;
  }
  return false;
}

std::size_t links_in(const std::string& text) {
  std::size_t links = 0;
  for (const char* mark : {"://", "www."})
    for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + 1))
      ++links;
  return links;
}

}  // namespace

std::string name_key(const std::string& name) {
  std::string key;
  for (const text::Word& word : text::words(name))
    key += word.text;
  return key;
}

Result<void> check_name(const std::string& name) {
  const auto refuse = [](const char* why) { return org::wrong({{"/name", why}}); };
  if (is_blank(name)) return refuse("say what you want to be called");
  if (code_points_in(name) > name_length_max) return refuse("at most 40 characters");
  if (name.find('@') != std::string::npos || links_in(name) > 0)
    return refuse("a name is shown to everybody: no address");
  for (const char byte : name)
    if (static_cast<unsigned char>(byte) < 0x20) return refuse("one line");
  return {};
}

Result<void> check_body(const std::string& body) {
  if (is_blank(body)) return org::wrong({{"/body", "say something"}});
  if (code_points_in(body) > body_length_max) return org::wrong({{"/body", "at most 5000 characters"}});
  if (auto readable = markdown::check(body); !readable)
    return org::wrong({{"/body", readable.error().detail}});
  return {};
}

Result<void> check_question(const std::string& title, const std::string& body) {
  if (is_blank(title)) return org::wrong({{"/title", "say what it is about"}});
  if (code_points_in(title) > title_length_max) return org::wrong({{"/title", "at most 150 characters"}});
  for (const char byte : title)
    if (static_cast<unsigned char>(byte) < 0x20) return org::wrong({{"/title", "one line"}});
  return check_body(body);
}

HeldFor held_for(const CommunitySettings& settings, const Member& member, const std::string& text) {
  const std::string folded = text::folded(text);
  for (const std::string& word : settings.words)
    if (holds_word(folded, text::folded(word))) return HeldFor::word;
  if (member.approved >= settings.approvals_needed) return HeldFor::nothing;
  return links_in(folded) > links_max ? HeldFor::links : HeldFor::new_member;
}

}  // namespace rapport::community
