// Past day: a day of an organisation's journal, by its own calendar and names, as the twin plays it. Read
// from where the day before ended, when that was kept; else from the journal's beginning. On a thread that
// may block.
#pragma once

#include "base/progress.h"
#include "org/directory.h"
#include "platform/database/database.h"
#include "twin/recorded_day.h"
#include "workforce/calendar/day.h"

namespace rapport::workforce {

// not_found, "empty_day" (nobody came or worked); invalid, "unknown_time_zone"; conflict, "cancelled".
Result<twin::RecordedDay> past_day(database::Database& database, const org::Directory& directory, Day day,
                                   const Progress& progress = {});

}  // namespace rapport::workforce
