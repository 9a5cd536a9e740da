#include "platform/contract/instant_text.h"

#include <algorithm>

namespace rapport::contract {
namespace {

constexpr std::int64_t day_us = 86'400'000'000;

struct Day {
  std::int64_t year;
  unsigned month, day;
};

// Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": days_from_civil, civil_from_days.
constexpr std::int64_t days_from_civil(Day d) {
  const std::int64_t y = d.year - (d.month <= 2);
  const std::int64_t era = (y >= 0 ? y : y - 399) / 400;
  const auto yoe = static_cast<unsigned>(y - era * 400);
  const unsigned doy = (153 * (d.month > 2 ? d.month - 3 : d.month + 9) + 2) / 5 + d.day - 1;
  const unsigned doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
  return era * 146'097 + static_cast<std::int64_t>(doe) - 719'468;
}
constexpr Day civil_from_days(std::int64_t z) {
  z += 719'468;
  const std::int64_t era = (z >= 0 ? z : z - 146'096) / 146'097;
  const auto doe = static_cast<unsigned>(z - era * 146'097);
  const unsigned yoe = (doe - doe / 1460 + doe / 36'524 - doe / 146'096) / 365;
  const unsigned doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  const unsigned mp = (5 * doy + 2) / 153;
  const unsigned month = mp < 10 ? mp + 3 : mp - 9;
  return {static_cast<std::int64_t>(yoe) + era * 400 + (month <= 2), month, doy - (153 * mp + 2) / 5 + 1};
}

constexpr std::int64_t instant_min = days_from_civil({1, 1, 1}) * day_us;
constexpr std::int64_t instant_max = days_from_civil({10'000, 1, 1}) * day_us - 1;

constexpr unsigned days_in_month(std::int64_t year, unsigned month) {
  if (month == 2) return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

char* put(char* to, std::uint64_t value, int digits) {
  for (int i = digits - 1; i >= 0; --i) {
    to[i] = static_cast<char>('0' + value % 10);
    value /= 10;
  }
  return to + digits;
}

// Takes exactly `digits` digits off the front.
bool take(std::string_view& text, std::size_t digits, unsigned& value) {
  if (text.size() < digits) return false;
  value = 0;
  for (std::size_t i = 0; i < digits; ++i) {
    if (text[i] < '0' || text[i] > '9') return false;
    value = value * 10 + static_cast<unsigned>(text[i] - '0');
  }
  text.remove_prefix(digits);
  return true;
}
bool take(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

bool take_date(std::string_view& text, Day& day) {
  unsigned year = 0;
  if (!take(text, 4, year) || !take(text, '-') || !take(text, 2, day.month) || !take(text, '-') ||
      !take(text, 2, day.day))
    return false;
  day.year = year;
  return year >= 1 && day.month >= 1 && day.month <= 12 && day.day >= 1 &&
         day.day <= days_in_month(day.year, day.month);
}

// "Z", "+08:00"; in minutes.
bool take_offset(std::string_view& text, std::int64_t& offset_min) {
  offset_min = 0;
  if (take(text, 'Z') || take(text, 'z')) return true;
  const bool is_negative = !text.empty() && text.front() == '-';
  unsigned hour = 0, minute = 0;
  if (!(take(text, '+') || take(text, '-')) || !take(text, 2, hour) || !take(text, ':') ||
      !take(text, 2, minute))
    return false;
  if (hour > 23 || minute > 59) return false;
  offset_min = static_cast<std::int64_t>(hour * 60 + minute) * (is_negative ? -1 : 1);
  return true;
}

bool take_fraction(std::string_view& text, std::int64_t& us) {
  us = 0;
  if (!take(text, '.')) return true;
  std::int64_t scale = 100'000;
  std::size_t digits = 0;
  while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
    if (++digits > 9) return false;
    us += (text.front() - '0') * scale;
    scale /= 10;
    text.remove_prefix(1);
  }
  return digits > 0;
}

}  // namespace

void format_instant_to(std::string& out, Instant instant) {
  const std::int64_t us = std::clamp(instant.us, instant_min, instant_max);
  const std::int64_t days = (us >= 0 ? us : us - (day_us - 1)) / day_us;
  const auto of_day = static_cast<std::uint64_t>(us - days * day_us);
  const Day day = civil_from_days(days);
  const std::uint64_t second = of_day / 1'000'000;
  char buffer[27];
  char* to = put(buffer, static_cast<std::uint64_t>(day.year), 4);
  *to++ = '-';
  to = put(to, day.month, 2);
  *to++ = '-';
  to = put(to, day.day, 2);
  *to++ = 'T';
  to = put(to, second / 3600, 2);
  *to++ = ':';
  to = put(to, second / 60 % 60, 2);
  *to++ = ':';
  to = put(to, second % 60, 2);
  *to++ = '.';
  to = put(to, of_day % 1'000'000, 6);
  *to++ = 'Z';
  out.append(buffer, to);
}

std::string format_instant(Instant instant) {
  std::string out;
  format_instant_to(out, instant);
  return out;
}

std::optional<Instant> parse_instant(std::string_view text) {
  Day day{};
  unsigned hour = 0, minute = 0, second = 0;
  std::int64_t us = 0, offset_min = 0;
  if (!take_date(text, day) || !(take(text, 'T') || take(text, 't') || take(text, ' '))) return {};
  if (!take(text, 2, hour) || !take(text, ':') || !take(text, 2, minute) || !take(text, ':') ||
      !take(text, 2, second))
    return {};
  if (hour > 23 || minute > 59 || second > 59) return {};
  if (!take_fraction(text, us) || !take_offset(text, offset_min) || !text.empty()) return {};
  const auto of_day = static_cast<std::int64_t>(hour * 3600 + minute * 60 + second);
  const std::int64_t total =
      days_from_civil(day) * day_us + of_day * 1'000'000 + us - offset_min * 60'000'000;
  if (total < instant_min || total > instant_max) return {};
  return Instant{total};
}

bool is_date(std::string_view text) {
  Day day{};
  return take_date(text, day) && text.empty();
}

}  // namespace rapport::contract
