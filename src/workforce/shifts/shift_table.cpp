#include "workforce/shifts/shift_table.h"

#include <fmt/format.h>

#include <map>

#include "platform/contract/parameters.h"
#include "workforce/calendar/intervals.h"
#include "workforce/jobs/job_operations.h"

namespace rapport::workforce {

struct ExportSchedule {
  bool is_workbook = false;
};
BOOST_DESCRIBE_STRUCT(ExportSchedule, (), (is_workbook))
contract::Notes contract_notes(contract::Tag<ExportSchedule>) {
  return {.all_optional = true};
}

namespace {

constexpr double seconds_an_hour = 3'600;

TableLine head_of(const std::vector<std::string>& all) {
  return {all.begin(), all.end()};
}

// "17:30".
std::string clock_of(const Zone& zone, Instant at) {
  const std::int32_t second = zone.local(at).second;
  return fmt::format("{:02}:{:02}", second / 3'600, second / 60 % 60);
}

std::string breaks_of(const Zone& zone, const Shift& shift) {
  std::string all;
  for (const schedule::PlannedBreak& pause : shift.breaks)
    all += fmt::format("{}{} {}-{}", all.empty() ? "" : "; ", pause.name, clock_of(zone, pause.start),
                       clock_of(zone, pause.end));
  return all;
}

// Agents below each other, days beside each other.
TableSheet roster(const Zone& zone, const ScheduleShown& schedule,
                  const std::function<std::string(AgentId)>& name_of) {
  TableSheet sheet{"roster", {head_of({"agent"})}};
  std::map<std::string, std::size_t> column_of;
  const auto first = parse_day(schedule.plan.first_day).value_or(Day{});
  for (std::int32_t i = 0; i < schedule.plan.days; ++i) {
    column_of[text(first + i)] = static_cast<std::size_t>(i) + 1;
    sheet.lines[0].emplace_back(text(first + i));
  }
  std::map<AgentId, TableLine> rows;
  for (const Shift& shift : schedule.shifts) {
    const auto column = column_of.find(shift.day);
    if (column == column_of.end()) continue;
    TableLine& row = rows[shift.agent_id];
    if (row.empty()) {
      row.resize(column_of.size() + 1);
      row[0] = name_of(shift.agent_id);
    }
    row[column->second] = fmt::format("{}-{}", clock_of(zone, shift.start), clock_of(zone, shift.end));
  }
  for (auto& [agent, row] : rows)
    sheet.lines.push_back(std::move(row));
  return sheet;
}

}  // namespace

Result<std::vector<TableSheet>> schedule_sheets(const ScheduleShown& schedule,
                                                const std::function<std::string(AgentId)>& name_of) {
  const auto zone = Zone::named(schedule.plan.time_zone);
  if (!zone) return tl::unexpected<Error>(zone.error());
  TableSheet shifts{"shifts", {head_of({"day", "agent", "shift", "start", "end", "paid_h", "breaks"})}};
  for (const Shift& shift : schedule.shifts)
    shifts.lines.push_back({shift.day, name_of(shift.agent_id), shift.shift, clock_of(*zone, shift.start),
                            clock_of(*zone, shift.end), static_cast<double>(shift.paid_s) / seconds_an_hour,
                            breaks_of(*zone, shift)});
  TableSheet coverage{"coverage", {head_of({"day", "time", "requirement", "needed", "scheduled"})}};
  for (const StaffCoverage& one : schedule.coverage)
    for (const CoveragePoint& point : one.points)
      coverage.lines.push_back({text(zone->local(point.start).day), clock_of(*zone, point.start),
                                one.requirement, point.needed, point.scheduled});
  return std::vector<TableSheet>{std::move(shifts), roster(*zone, schedule, name_of), std::move(coverage)};
}

namespace {

Result<http::Response> schedule_table(const ShiftTableServices& services, const api::Call& call) {
  const auto wanted = contract::decode_parameters<ExportSchedule>(call.request().query);
  if (!wanted) return tl::unexpected<Error>(wanted.error());
  const auto id = call.id<ShiftPlanId>("id");
  const auto plan = services.schedules.find(call.org(), id);
  if (!plan) return tl::unexpected<Error>(plan.error());
  const auto shifts = services.schedules.shifts(call.org(), id, {}, "");
  if (!shifts) return tl::unexpected<Error>(shifts.error());
  ScheduleShown shown{*plan, *shifts, {}};
  if (wanted->is_workbook) {
    auto coverage = services.schedules.coverage(call.org(), id, "");
    if (!coverage) return tl::unexpected<Error>(coverage.error());
    shown.coverage = std::move(*coverage);
  }
  const auto directory = services.directories.of(call.org());
  const auto sheets = schedule_sheets(shown, [&directory](AgentId agent) {
    const bool is_known = directory && directory->users.contains(agent);
    return is_known ? directory->users.at(agent).name : fmt::format("{}", agent.value);
  });
  if (!sheets) return tl::unexpected<Error>(sheets.error());
  return table_answer({"schedule-" + plan->first_day, wanted->is_workbook, services.folder, plan->id.value},
                      *sheets);
}

}  // namespace

void add_shift_table_operations(api::Api& api, const ShiftTableServices& services) {
  api::Operation table = planner_operation("schedules/{id}/table", "exportSchedule", "Its shifts as a table");
  table.description =
      "Times are by the schedule's clock. In the query: is_workbook=true for XLSX, with the roster of agents "
      "by days, and who is needed and there.";
  table.media_type = "text/csv";
  api.get_bytes(table, [services](const api::Call& call) { return schedule_table(services, call); });
}

}  // namespace rapport::workforce
