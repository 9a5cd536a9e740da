// iCalendar (RFC 5545) of an agent's shifts. Pure; any thread. Times are in UTC, which every calendar shows
// right also in the night when clocks change.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/instant.h"

namespace rapport::workforce {

struct CalendarEvent {
  std::string uid;            // the same for as long as it is the same shift
  std::int64_t sequence = 0;  // grows with every change of it
  Instant changed_at;
  Instant start, end;
  std::string summary, description;
};

// Lines end with CRLF and are folded at 75 bytes, never inside a character.
std::string calendar_text(const std::string& name, const std::vector<CalendarEvent>& events);

}  // namespace rapport::workforce
