#include "workforce/calendar/wall_clock.h"

#include <fmt/format.h>

#include <array>
#include <charconv>

namespace rapport::workforce {

std::optional<LocalTime> parse_local(std::string_view text) {
  // Databases write seconds with parts, which are zero at the beginning of an interval.
  if (const auto dot = text.rfind('.'); dot != std::string_view::npos && text.find(':') < dot) {
    if (text.find_first_not_of('0', dot + 1) != std::string_view::npos) return std::nullopt;
    text = text.substr(0, dot);
  }
  std::array<int, 6> parts{};
  std::size_t count = 0;
  const char* at = text.data();
  const char* const end = at + text.size();
  constexpr std::array<std::string_view, 5> between{"-/.", "-/.", "T ", ":", ":"};
  while (count < parts.size()) {
    const auto [next, failed] = std::from_chars(at, end, parts[count]);
    if (failed != std::errc() || next == at || parts[count] < 0) return std::nullopt;
    ++count;
    at = next;
    if (at == end) break;
    if (count == parts.size() || between[count - 1].find(*at) == std::string_view::npos) return std::nullopt;
    ++at;
  }
  if (at != end || count < 5 || parts[0] < 1970 || parts[0] > 9999) return std::nullopt;
  if (parts[3] > 23 || parts[4] > 59 || parts[5] > 59) return std::nullopt;
  const auto day = parse_day(fmt::format("{:04}-{:02}-{:02}", parts[0], parts[1], parts[2]));
  if (!day) return std::nullopt;
  return LocalTime{*day, parts[3] * 3'600 + parts[4] * 60 + parts[5]};
}

std::optional<Instant> moment_of(const Zone& zone, const LocalTime& local) {
  const Instant at = zone.at(local.day, local.second);
  if (zone.local(at) != local) return std::nullopt;
  return at;
}

std::optional<Instant> again_at(const Zone& zone, Instant first) {
  for (const Duration later : {minutes(30), minutes(60), minutes(120)})
    if (zone.local(first) == zone.local(first + later)) return first + later;
  return std::nullopt;
}

std::string no_such_time(const Zone& zone, std::string_view text) {
  return fmt::format("there is no {} in {}, where the clock goes forward", text.substr(0, 40), zone.name());
}

}  // namespace rapport::workforce
