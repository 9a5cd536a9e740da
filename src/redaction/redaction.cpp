#include "redaction/redaction.h"

#include <array>
#include <optional>
#include <vector>

namespace rapport::redaction {
namespace {

constexpr std::size_t separators_max = 3;
constexpr std::size_t card_digits_min = 14;
constexpr std::size_t card_digits_max = 19;
constexpr std::size_t id_length = 18;
constexpr int check_x = 10;
constexpr std::string_view replaced_mark = "•••• ";

struct Digit {
  int value = 0;  // check_x for the X that ends an identity number
  std::size_t begin = 0, end = 0;
  bool begins_group = false, ends_group = false;
};

// An ASCII or a full-width digit at `at`: its value and length in bytes.
std::optional<std::pair<int, std::size_t>> digit_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) return std::nullopt;
  if (text[at] >= '0' && text[at] <= '9') return std::pair{text[at] - '0', std::size_t{1}};
  if (text.substr(at, 2) == "\xEF\xBC" && at + 2 < text.size()) {
    const int last = static_cast<unsigned char>(text[at + 2]);
    if (last >= 0x90 && last <= 0x99) return std::pair{last - 0x90, std::size_t{3}};
  }
  return std::nullopt;
}

// The length in bytes of what may stand between groups; 0: nothing of that kind.
std::size_t separator_at(std::string_view text, std::size_t at) {
  static constexpr std::array<std::string_view, 10> separators{" ",
                                                               "-",
                                                               ".",
                                                               "\xC2\xA0",       // no-break space
                                                               "\xE2\x80\x91",   // no-break hyphen
                                                               "\xE2\x80\x93",   // en dash
                                                               "\xE2\x80\x89",   // thin space
                                                               "\xE2\x80\xAF",   // narrow no-break space
                                                               "\xE3\x80\x80",   // ideographic space
                                                               "\xEF\xBC\x8D"};  // full-width hyphen
  for (const std::string_view each : separators)
    if (text.substr(at, each.size()) == each) return each.size();
  return 0;
}

bool is_letter(std::string_view text, std::size_t at) {
  if (at >= text.size()) return false;
  const char c = text[at];
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// The digits from `at` on that belong together, and where they end.
std::vector<Digit> row_at(std::string_view text, std::size_t at) {
  std::vector<Digit> row;
  bool begins = true;
  while (const auto digit = digit_at(text, at)) {
    row.push_back({digit->first, at, at + digit->second, begins, false});
    at += digit->second;
    begins = false;
    if (digit_at(text, at)) continue;
    row.back().ends_group = true;
    if (at < text.size() && (text[at] == 'X' || text[at] == 'x') && !is_letter(text, at + 1) &&
        !digit_at(text, at + 1)) {
      row.push_back({check_x, at, at + 1, false, true});
      break;
    }
    std::size_t next = at;
    for (std::size_t i = 0; i < separators_max && !digit_at(text, next); ++i) {
      const std::size_t length = separator_at(text, next);
      if (length == 0) break;
      next += length;
    }
    if (!digit_at(text, next)) break;
    at = next;
    begins = true;
  }
  return row;
}

using Row = std::vector<Digit>;

int number_of(const Row& row, std::size_t from, std::size_t digits) {
  int number = 0;
  for (std::size_t i = 0; i < digits; ++i)
    number = number * 10 + row[from + i].value;
  return number;
}

// The ranges in use, ISO/IEC 7812; wide where issuers change them often.
bool is_issued(const Row& row, std::size_t from, std::size_t length) {
  const int first = row[from].value;
  const int two = number_of(row, from, 2);
  const int four = number_of(row, from, 4);
  if (length == 14) return (four >= 3000 && four < 3060) || two == 36 || two == 38 || two == 39;
  if (length == 15) return two == 34 || two == 37;
  if (length == 16 && (first == 4 || two == 35 || (four >= 2200 && four <= 2720))) return true;
  if (length == 19 && first == 4) return true;
  return first == 5 || first == 6;
}

bool is_card(const Row& row, std::size_t from, std::size_t length) {
  if (length < card_digits_min || length > card_digits_max || row[from + length - 1].value == check_x ||
      !is_issued(row, from, length))
    return false;
  int sum = 0;
  for (std::size_t i = 0; i < length; ++i) {
    const int digit = row[from + length - 1 - i].value;
    const int doubled = i % 2 == 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 == 0;
}

bool is_day(int year, int month, int day) {
  static constexpr std::array<int, 12> days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (year < 1880 || year > 2100 || month < 1 || month > 12 || day < 1) return false;
  const bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return day <= days[static_cast<std::size_t>(month - 1)] + (month == 2 && is_leap ? 1 : 0);
}

// GB 11643-1999: the weights are 2^(17-i) mod 11, the check character makes the sum 1 mod 11.
bool is_resident_id(const Row& row, std::size_t from, std::size_t length) {
  static constexpr std::array<int, id_length> weights{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2, 1};
  if (length != id_length || row[from].value == 0 ||
      !is_day(number_of(row, from + 6, 4), number_of(row, from + 10, 2), number_of(row, from + 12, 2)))
    return false;
  int sum = 0;
  for (std::size_t i = 0; i < id_length; ++i)
    sum += row[from + i].value * weights[i];
  return sum % 11 == 1;
}

// How many digits from `from` on are one such number: whole groups, the longest first; 0: none.
std::size_t number_at(const Row& row, std::size_t from, Rules rules) {
  for (std::size_t length = card_digits_max; length >= card_digits_min; --length) {
    if (from + length > row.size() || !row[from + length - 1].ends_group) continue;
    if (rules.resident_ids && is_resident_id(row, from, length)) return length;
    if (rules.cards && is_card(row, from, length)) return length;
  }
  return 0;
}

}  // namespace

Redacted redact(std::string_view text, Rules rules) {
  Redacted made;
  std::size_t at = 0;
  std::size_t copied = 0;
  while (at < text.size()) {
    if (!digit_at(text, at)) {
      ++at;
      continue;
    }
    Row row = row_at(text, at);
    // The last digits of one that was replaced before begin no other.
    if (at >= replaced_mark.size() &&
        text.substr(at - replaced_mark.size(), replaced_mark.size()) == replaced_mark)
      row.front().begins_group = false;
    const bool is_phone = at > 0 && text[at - 1] == '+';
    for (std::size_t from = 0; from < row.size() && !is_phone;) {
      const std::size_t length = row[from].begins_group ? number_at(row, from, rules) : 0;
      if (length == 0) {
        ++from;
        continue;
      }
      made.text.append(text.substr(copied, row[from].begin - copied));
      made.text += replaced_mark;
      for (std::size_t i = from + length - 4; i < from + length; ++i)
        made.text += row[i].value == check_x ? 'X' : static_cast<char>('0' + row[i].value);
      copied = row[from + length - 1].end;
      ++made.count;
      from += length;
    }
    at = row.back().end;
  }
  made.text.append(text.substr(copied));
  return made;
}

}  // namespace rapport::redaction
