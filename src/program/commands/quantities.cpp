#include "program/commands/quantities.h"

#include <charconv>
#include <cmath>

namespace rapport::program {
namespace {

// Takes a number off the front.
std::optional<double> take_number(std::string_view& text) {
  if (text.empty() || !((text.front() >= '0' && text.front() <= '9') || text.front() == '.')) return {};
  double value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
  if (read.ec != std::errc() || !std::isfinite(value)) return {};
  text.remove_prefix(static_cast<std::size_t>(read.ptr - text.data()));
  return value;
}

std::optional<double> unit_s(char unit) {
  switch (unit) {
    case 's':
      return 1;
    case 'm':
      return 60;
    case 'h':
      return 3'600;
    case 'd':
      return 86'400;
    default:
      return {};
  }
}

}  // namespace

std::optional<double> number_of(std::string_view text) {
  const auto value = take_number(text);
  return text.empty() ? value : std::nullopt;
}

std::optional<double> share_of(std::string_view text) {
  const bool is_percent = !text.empty() && text.back() == '%';
  if (is_percent) text.remove_suffix(1);
  const auto value = number_of(text);
  return value && is_percent ? *value / 100 : value;
}

std::optional<double> seconds_of(std::string_view text) {
  if (const auto plain = number_of(text)) return plain;
  if (text.empty()) return {};
  double sum = 0;
  while (!text.empty()) {
    const auto value = take_number(text);
    const auto unit = text.empty() ? std::nullopt : unit_s(text.front());
    if (!value || !unit) return {};
    sum += *value * *unit;
    text.remove_prefix(1);
  }
  return sum;
}

}  // namespace rapport::program
