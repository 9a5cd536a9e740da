// What is kept of a past day: how far off the twin was, and how the switchboard stood when the day ended. The
// only SQL for the table. In a read or a transaction of the caller's.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/id.h"
#include "platform/database/migration.h"
#include "platform/database/session.h"
#include "twin/day_recorder.h"
#include "workforce/calendar/day.h"

namespace rapport::workforce {

std::vector<database::Migration> twin_day_migrations();

namespace twin_day_store {

struct Kept {
  Day day;
  std::string errors;  // JSON of twin::ValidatedDay; "": there was nothing to play
  std::optional<twin::DayEnd> end;
};
void keep(database::Session& sql, OrgId org, const Kept& kept);
bool is_kept(database::Session& sql, OrgId org, Day day);
// Absent when it was not kept, or is of another version of the program.
std::optional<twin::DayEnd> end_of(database::Session& sql, OrgId org, Day day);
// Of days with something to show, in order.
std::vector<std::pair<Day, std::string>> errors(database::Session& sql, OrgId org, Day first, Day last);
// Ends before `day` are let go, but not their errors; errors go after two years.
void forget(database::Session& sql, OrgId org, Day day);

}  // namespace twin_day_store
}  // namespace rapport::workforce
