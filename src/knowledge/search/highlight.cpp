#include "knowledge/search/highlight.h"

#include <algorithm>

#include "base/utf8.h"
#include "knowledge/search/tokens.h"
#include "platform/text/text.h"

namespace rapport::knowledge::search {
namespace {

constexpr std::size_t looked_at_max = 12'000;  // bytes

bool is_blank(char byte) {
  return byte == '\n' || byte == '\r' || byte == '\t';
}

// Not inside a character.
std::size_t character_at(std::string_view text, std::size_t at) {
  while (at > 0 && at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80)
    --at;
  return std::min(at, text.size());
}

std::string on_one_line(std::string_view text) {
  std::string line(text);
  for (char& byte : line)
    if (is_blank(byte)) byte = ' ';
  return line;
}

}  // namespace

Highlighter::Highlighter(const Plan& plan) {
  for (const Term& term : plan.terms) {
    if (term.is_common) continue;
    if (term.where == Where::pairs) pairs_.insert(term.text);
    if (term.where == Where::words) words_.insert(term.text);
  }
}

std::vector<Highlighter::Range> Highlighter::matches(std::string_view text) const {
  std::vector<Range> found;
  for (const text::Word& pair : text::han_pairs(text))
    if (pairs_.contains(pair.text)) found.push_back({pair.begin, pair.end});
  if (!words_.empty()) {
    // Latin words by their bytes: ICU's breaks would cost more than the whole search.
    std::size_t begin = 0;
    for (std::size_t at = 0; at <= text.size(); ++at) {
      const auto byte = static_cast<unsigned char>(at < text.size() ? text[at] : ' ');
      const bool is_letter = (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
                             (byte >= 'A' && byte <= 'Z') || (byte >= 0x80 && byte < 0xE0) ||
                             ((byte & 0xC0) == 0x80);
      if (is_letter) continue;
      if (at > begin) {
        const auto tokens = word_tokens(text.substr(begin, at - begin));
        for (const Token& token : tokens)
          if (!token.is_han && words_.contains(token.text)) {
            found.push_back({begin, at});
            break;
          }
      }
      begin = at + 1;
    }
  }
  std::sort(found.begin(), found.end(), [](const Range& a, const Range& b) { return a.begin < b.begin; });
  std::vector<Range> joined;
  for (const Range& range : found) {
    if (!joined.empty() && range.begin <= joined.back().end)
      joined.back().end = std::max(joined.back().end, range.end);
    else
      joined.push_back(range);
  }
  return joined;
}

std::vector<Piece> Highlighter::all(std::string_view text) const {
  std::vector<Piece> pieces;
  std::size_t at = 0;
  for (const Range& range : matches(text)) {
    if (range.begin > at) pieces.push_back({on_one_line(text.substr(at, range.begin - at)), false});
    pieces.push_back({on_one_line(text.substr(range.begin, range.end - range.begin)), true});
    at = range.end;
  }
  if (at < text.size()) pieces.push_back({on_one_line(text.substr(at)), false});
  return pieces;
}

std::vector<Piece> Highlighter::best(std::string_view whole, std::size_t bytes) const {
  const std::string_view text = utf8_front(whole, looked_at_max);
  const std::vector<Range> ranges = matches(text);
  std::size_t best_begin = 0, best_sum = 0;
  for (std::size_t i = 0; i < ranges.size(); ++i) {
    std::size_t sum = 0;
    for (std::size_t j = i; j < ranges.size() && ranges[j].end <= ranges[i].begin + bytes * 3 / 4; ++j)
      sum += ranges[j].end - ranges[j].begin;
    if (sum > best_sum) {
      best_sum = sum;
      best_begin = ranges[i].begin;
    }
  }
  const std::size_t lead = bytes / 4;
  const std::size_t begin = character_at(text, best_begin > lead ? best_begin - lead : 0);
  const std::size_t end = character_at(text, std::min(text.size(), begin + bytes));
  std::vector<Piece> pieces = all(text.substr(begin, end - begin));
  if (begin > 0) pieces.insert(pieces.begin(), {"…", false});
  if (end < whole.size()) pieces.push_back({"…", false});
  return pieces;
}

}  // namespace rapport::knowledge::search
