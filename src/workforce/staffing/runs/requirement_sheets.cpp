#include "workforce/staffing/runs/requirement_sheets.h"

#include <fmt/format.h>

#include "workforce/calendar/intervals.h"

namespace rapport::workforce::staffing {
namespace {

TableLine titles(const std::vector<std::string>& all) {
  return {all.begin(), all.end()};
}
spreadsheet::Cell level(const std::optional<Spread>& figure) {
  return figure ? spreadsheet::Cell(figure->at_confidence) : spreadsheet::Cell();
}

}  // namespace

Result<std::vector<TableSheet>> requirement_sheets(const Requirements& requirements) {
  const auto zone = Zone::named(requirements.time_zone.empty() ? "UTC" : requirements.time_zone);
  if (!zone) return tl::unexpected<Error>(zone.error());
  TableSheet taken{"requirement", {titles({"requirement", "day", "time", "agents"})}};
  TableSheet why{"why UTC", {titles({"start", "group", "agents", "positions", "first_guess", "binds"})}};
  for (const GroupRequirement& group : requirements.groups)
    for (const RequirementPoint& point : group.points) {
      const LocalTime local = zone->local(point.start);
      taken.lines.push_back({group.group, text(local.day),
                             fmt::format("{:02}:{:02}", local.second / 3'600, local.second / 60 % 60),
                             static_cast<double>(point.positions)});
      why.lines.push_back({table_moment(point.start), group.group, static_cast<double>(point.agents),
                           static_cast<double>(point.positions), static_cast<double>(point.first_guess),
                           point.binds});
    }
  TableSheet kept{
      "queues UTC",
      {titles({"start", "end", "queue", "contacts", "service_level", "abandonment", "asa_s", "days_kept"})}};
  for (const QueueFound& queue : requirements.queues)
    for (const WindowFigures& window : queue.windows)
      kept.lines.push_back({table_moment(window.start), table_moment(window.end), queue.queue,
                            window.contacts, level(window.service_level), level(window.abandonment),
                            level(window.asa_s), window.days_kept});
  return std::vector<TableSheet>{std::move(taken), std::move(why), std::move(kept)};
}

}  // namespace rapport::workforce::staffing
