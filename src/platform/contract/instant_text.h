// Instants as RFC 3339 text.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/instant.h"

namespace rapport::contract {

// "2026-03-01T09:30:00.123456Z". Outside the years 1 to 9999: the nearest inside.
std::string format_instant(Instant instant);
void format_instant_to(std::string& out, Instant instant);

// Any offset, up to nine digits of fraction (beyond microseconds cut off). Nothing when it is not RFC 3339,
// has a leap second, or leaves the years 1 to 9999.
std::optional<Instant> parse_instant(std::string_view text);

// "2026-12-25": a day that exists.
bool is_date(std::string_view text);

}  // namespace rapport::contract
