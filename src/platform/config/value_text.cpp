#include "platform/config/value_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/json_text.h"
#include "base/utf8.h"

namespace rapport::config {
namespace {

struct Unit {
  std::string_view name;
  std::int64_t us;
};
// Largest first; "m" must not be found in "ms", so units are compared as a whole.
constexpr Unit kUnits[] = {
    {"d", 86'400'000'000}, {"h", 3'600'000'000}, {"m", 60'000'000}, {"s", 1'000'000}, {"ms", 1'000}};

std::string duration_text(Duration duration) {
  for (const Unit& unit : kUnits)
    if (duration.us % unit.us == 0) return fmt::format("{}{}", duration.us / unit.us, unit.name);
  return fmt::format("{}ms", duration.us / 1000);
}

Duration from_seconds(double seconds_count) {
  return {static_cast<std::int64_t>(std::llround(seconds_count * 1e6))};
}

template <class Number>
std::optional<Number> parse_number(std::string_view text) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  return first == std::string_view::npos ? std::string_view()
                                         : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::size_t comma = text.find(',');
    const std::string_view part = trimmed(text.substr(0, comma));
    if (!part.empty()) parts.emplace_back(part);
    text = comma == std::string_view::npos ? std::string_view() : text.substr(comma + 1);
  }
  return parts;
}

template <class T>
std::optional<Value> optional_value(std::optional<T> parsed) {
  if (!parsed) return std::nullopt;
  return Value(*parsed);
}

std::optional<Value> parse_flag(std::string_view text) {
  if (text == "true" || text == "1") return Value(true);
  if (text == "false" || text == "0") return Value(false);
  return std::nullopt;
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j)
    row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0u : 1u)});
      diagonal = above;
    }
  }
  return row[b.size()];
}

std::string_view last_part(std::string_view key) {
  return key.substr(key.rfind('.') + 1);
}

}  // namespace

std::string quoted_text(std::string_view text) {
  constexpr std::size_t kShown = 200;
  std::string out;
  append_json_string(out, utf8_front(text, kShown));
  if (text.size() > kShown) out += "…";
  return out;
}

std::string toml_text(const Value& value) {
  if (const bool* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  if (const std::int64_t* integer = std::get_if<std::int64_t>(&value)) return std::to_string(*integer);
  if (const double* number = std::get_if<double>(&value)) return fmt::format("{}", *number);
  if (const Duration* duration = std::get_if<Duration>(&value)) return quoted_text(duration_text(*duration));
  if (const std::string* text = std::get_if<std::string>(&value)) return quoted_text(*text);
  std::string out = "[";
  for (const std::string& text : std::get<std::vector<std::string>>(value)) {
    if (out.size() > 1) out += ", ";
    out += quoted_text(text);
  }
  return out + "]";
}

std::string expectation(const Setting& setting) {
  const Value& kind = setting.fallback;
  if (std::holds_alternative<bool>(kind)) return "true or false";
  if (std::holds_alternative<std::int64_t>(kind))
    return fmt::format("integer between {:.0f} and {:.0f}", setting.low, setting.high);
  if (std::holds_alternative<double>(kind))
    return fmt::format("number between {} and {}", setting.low, setting.high);
  if (std::holds_alternative<Duration>(kind))
    return fmt::format("duration between \"{}\" and \"{}\"", duration_text(from_seconds(setting.low)),
                       duration_text(from_seconds(setting.high)));
  if (std::holds_alternative<std::vector<std::string>>(kind)) return "list of strings";
  if (setting.choices.empty()) return "string";
  std::string out = "one of ";
  for (const std::string& choice : setting.choices) {
    if (&choice != &setting.choices.front()) out += ", ";
    out += quoted_text(choice);
  }
  return out;
}

std::optional<Duration> parse_duration(std::string_view text) {
  const std::size_t digits = text.find_first_not_of("0123456789");
  if (digits == std::string_view::npos || digits == 0) return std::nullopt;
  const auto count = parse_number<std::int64_t>(text.substr(0, digits));
  const std::string_view name = trimmed(text.substr(digits));
  for (const Unit& unit : kUnits) {
    if (unit.name != name) continue;
    if (!count || *count > std::numeric_limits<std::int64_t>::max() / unit.us) return std::nullopt;
    return Duration{*count * unit.us};
  }
  return std::nullopt;
}

std::optional<Value> parse_value(const Setting& setting, const std::string& text) {
  const Value& kind = setting.fallback;
  if (std::holds_alternative<bool>(kind)) return parse_flag(text);
  if (std::holds_alternative<std::int64_t>(kind)) return optional_value(parse_number<std::int64_t>(text));
  if (std::holds_alternative<double>(kind)) return optional_value(parse_number<double>(text));
  if (std::holds_alternative<Duration>(kind)) return optional_value(parse_duration(text));
  if (std::holds_alternative<std::vector<std::string>>(kind)) return Value(split(text));
  return Value(text);
}

bool is_allowed(const Setting& setting, const Value& value) {
  const auto is_between = [&](double number) { return number >= setting.low && number <= setting.high; };
  if (const std::int64_t* integer = std::get_if<std::int64_t>(&value))
    return is_between(static_cast<double>(*integer));
  if (const double* number = std::get_if<double>(&value)) return is_between(*number);
  if (const Duration* duration = std::get_if<Duration>(&value))
    return is_between(static_cast<double>(duration->us) / 1e6);
  if (const std::string* text = std::get_if<std::string>(&value))
    return setting.choices.empty() ||
           std::find(setting.choices.begin(), setting.choices.end(), *text) != setting.choices.end();
  return true;
}

std::string nearest(const std::string& name, const std::vector<std::string>& known) {
  std::string best;
  std::size_t best_distance = std::max<std::size_t>(2, name.size() / 4) + 1;
  if (name.size() > 200) return best;
  for (const std::string& candidate : known) {
    const std::size_t distance = last_part(candidate) == last_part(name) ? 1 : edit_distance(name, candidate);
    if (distance >= best_distance) continue;
    best_distance = distance;
    best = candidate;
  }
  return best;
}

}  // namespace rapport::config
