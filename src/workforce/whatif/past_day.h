// Past day: a day of an organisation's journal, by its own calendar and names, as the twin plays it. Read
// from where the day before ended, when that was kept; else from the journal's beginning. On a thread that
// may block.
#pragma once

#include <cstdint>

#include <set>

#include "base/progress.h"
#include "org/directory.h"
#include "platform/database/database.h"
#include "twin/recorded_day.h"
#include "workforce/calendar/day.h"

namespace rapport::workforce {

// Who began with a flow: begins with it again, or comes when they reached their queue.
enum class InFlows : std::uint8_t { played, left_out };

// not_found, "empty_day" (nobody came or worked); invalid, "unknown_time_zone"; conflict, "cancelled".
Result<twin::RecordedDay> past_day(database::Database& database, const org::Directory& directory, Day day,
                                   const Progress& progress = {}, InFlows in_flows = InFlows::played);

// The same of a day that goes on, until some time of it: nobody is followed further, and flows are left out.
struct DaySoFar {
  Day day;
  Instant until;
  Duration interval = minutes(30);
  std::set<AgentId> expected;  // who is in it though they have not come yet
};
Result<twin::RecordedDay> day_so_far(database::Database& database, const org::Directory& directory,
                                     const DaySoFar& wanted, const Progress& progress = {});

}  // namespace rapport::workforce
