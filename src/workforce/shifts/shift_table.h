// A schedule as tables, by the clock of its place: shifts, the roster (agents by days), who is needed and
// there.
#pragma once

#include <filesystem>
#include <functional>
#include <vector>

#include "api/api.h"
#include "org/directory.h"
#include "workforce/shifts/schedules.h"
#include "workforce/tables/table_out.h"

namespace rapport::workforce {

struct ScheduleShown {
  ShiftPlan plan;
  std::vector<Shift> shifts;
  std::vector<StaffCoverage> coverage;
};
// Pure. invalid: the schedule's time zone is none.
Result<std::vector<TableSheet>> schedule_sheets(const ScheduleShown& schedule,
                                                const std::function<std::string(AgentId)>& name_of);

struct ShiftTableServices {  // borrowed
  Schedules& schedules;
  const org::Directories& directories;
  std::filesystem::path folder;  // of tables on their way out
};
void add_shift_table_operations(api::Api& api, const ShiftTableServices& services);

}  // namespace rapport::workforce
