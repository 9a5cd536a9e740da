#include "phrases/numbers.h"

#include <charconv>
#include <vector>

#include "phrases/numbers_en.h"
#include "phrases/numbers_zh.h"

namespace rapport::phrases {
namespace {

constexpr const char* digit_words_en[] = {"zero", "one", "two",   "three", "four",
                                          "five", "six", "seven", "eight", "nine"};
constexpr const char* digit_words_zh[] = {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};

bool is_digit_sign(char c) {
  return c >= '0' && c <= '9';
}

std::uint64_t size_of(std::int64_t number) {
  return number < 0 ? ~static_cast<std::uint64_t>(number) + 1 : static_cast<std::uint64_t>(number);
}

std::string signed_words(std::int64_t number, Tongue tongue, std::string words) {
  if (number >= 0) return words;
  return (tongue == Tongue::zh ? "负" : "minus ") + words;
}

std::vector<std::string> groups_in(std::string_view text) {
  std::vector<std::string> groups;
  bool is_open = false;
  for (const char c : text) {
    if (!is_digit_sign(c)) {
      is_open = false;
      continue;
    }
    if (!is_open) groups.emplace_back();
    is_open = true;
    groups.back() += c;
  }
  return groups;
}

// A number written without groups, as people say one: a country code is not known, so fours from the end.
std::vector<std::string> in_fours(const std::string& all) {
  std::vector<std::string> groups;
  std::size_t first = all.size() % 4;
  if (first == 0) first = 4;
  if (all.size() > 8 && first == 1) first = 5;
  for (std::size_t at = 0; at < all.size(); at += first, first = 4)
    groups.push_back(all.substr(at, first));
  return groups;
}

std::string say_groups(const std::vector<std::string>& groups, Tongue tongue, bool is_phone) {
  std::string said;
  for (const std::string& group : groups) {
    if (!said.empty()) said += tongue == Tongue::zh ? "，" : ", ";
    for (std::size_t i = 0; i < group.size(); ++i) {
      const auto digit = static_cast<std::size_t>(group[i] - '0');
      if (tongue == Tongue::zh) {
        said += is_phone && digit == 1 ? "幺" : digit_words_zh[digit];
      } else {
        if (i > 0) said += ' ';
        said += digit_words_en[digit];
      }
    }
  }
  return said;
}

}  // namespace

Tongue tongue_of(std::string_view language) {
  const bool is_chinese = language.size() >= 2 && (language[0] | 0x20) == 'z' &&
                          (language[1] | 0x20) == 'h' &&
                          (language.size() == 2 || language[2] == '-' || language[2] == '_');
  return is_chinese ? Tongue::zh : Tongue::en;
}

std::string cardinal(std::int64_t number, Tongue tongue) {
  const std::uint64_t size = size_of(number);
  return signed_words(number, tongue, tongue == Tongue::zh ? chinese_cardinal(size) : english_cardinal(size));
}

std::string counted(std::int64_t number, Tongue tongue) {
  if (tongue == Tongue::zh && number == 2) return "两";
  return cardinal(number, tongue);
}

std::string ordinal(std::int64_t number, Tongue tongue) {
  if (tongue == Tongue::zh) return "第" + cardinal(number, tongue);
  return signed_words(number, tongue, english_ordinal(size_of(number)));
}

std::string decimal(std::string_view number, Tongue tongue) {
  std::string whole;
  std::size_t at = 0;
  const bool is_negative = !number.empty() && number[0] == '-';
  if (is_negative) ++at;
  for (; at < number.size() && number[at] != '.'; ++at) {
    if (number[at] == ',') continue;
    if (!is_digit_sign(number[at])) return {};
    whole += number[at];
  }
  std::uint64_t value = 0;
  const auto read = std::from_chars(whole.data(), whole.data() + whole.size(), value);
  if (read.ec != std::errc() || read.ptr != whole.data() + whole.size() || value > INT64_MAX) return {};
  std::string said = cardinal(static_cast<std::int64_t>(value), tongue);
  if (is_negative) said = (tongue == Tongue::zh ? "负" : "minus ") + said;
  if (at == number.size()) return said;
  const std::string_view rest = number.substr(at + 1);
  if (rest.empty() || rest.find_first_not_of("0123456789") != std::string_view::npos) return {};
  return said + (tongue == Tongue::zh ? "点" : " point ") + digits(rest, tongue);
}

std::string digits(std::string_view text, Tongue tongue) {
  return say_groups(groups_in(text), tongue, false);
}

std::string phone_number(std::string_view text, Tongue tongue) {
  std::vector<std::string> groups = groups_in(text);
  if (groups.size() == 1 && groups[0].size() > 6) groups = in_fours(groups[0]);
  std::string said = say_groups(groups, tongue, true);
  if (!text.empty() && text[0] == '+') said = (tongue == Tongue::zh ? "加" : "plus ") + said;
  return said;
}

}  // namespace rapport::phrases
