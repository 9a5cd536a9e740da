// Times as tables write them: what a wall clock shows, without an offset. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/instant.h"
#include "base/result.h"
#include "workforce/calendar/intervals.h"

namespace rapport::workforce {

// "2026-03-02T08:15", "2026/3/2 8:15:00.000", "2026.3.2 8:15"; absent when it is none, or has parts of a
// second.
std::optional<LocalTime> parse_local(std::string_view text);

// When the clock shows this (for the first time, where it goes back that day); absent where it goes forward
// and never does.
std::optional<Instant> moment_of(const Zone& zone, const LocalTime& local);

// The other moment at which the wall clock shows the same as at `first`, if there is one.
std::optional<Instant> again_at(const Zone& zone, Instant first);

// "there is no 2026-03-29 02:30 in Europe/Berlin, where the clock goes forward"
std::string no_such_time(const Zone& zone, std::string_view text);

}  // namespace rapport::workforce
