#include <fmt/format.h>

#include "workforce/calendar/intervals.h"
#include "workforce/staffing/requirements.h"

namespace rapport::workforce::staffing {
namespace {

std::string percent(const std::optional<Spread>& spread) {
  if (!spread) return fmt::format("{:>16}", "-");
  return fmt::format("{:>7.1f}% {:>6.1f}%", 100 * spread->mean, 100 * spread->at_confidence);
}

}  // namespace

std::string to_table(const Requirements& requirements) {
  const auto zone = Zone::named(requirements.time_zone);
  const auto clock = [&](Instant at) {
    if (!zone) return std::string();
    const LocalTime local = zone->local(at);
    return fmt::format("{} {:02}:{:02}", text(local.day), local.second / 3'600, local.second / 60 % 60);
  };
  std::string out = fmt::format("{}: agents needed, {} simulated days, kept on {:.0f}% of them\n",
                                requirements.name, requirements.replications, 100 * requirements.confidence);
  for (const GroupRequirement& group : requirements.groups) {
    out += fmt::format("\n{}: {:.1f} agent hours, {:.1f} with shrinkage\n", group.group, group.agent_hours,
                       group.position_hours);
    out += fmt::format("  {:<16} {:>7} {:>10} {:>9}  {}\n", "", "agents", "positions", "Erlang A", "binds");
    for (const RequirementPoint& point : group.points)
      out += fmt::format("  {:<16} {:>7} {:>10} {:>9}  {}\n", clock(point.start), point.agents,
                         point.positions, point.first_guess, point.binds);
  }
  for (const QueueFound& queue : requirements.queues) {
    out += fmt::format("\n{}: {:.0f}% of fresh days keep it\n", queue.queue, 100 * queue.fresh_days_kept);
    out += fmt::format("  {:<16} {:>9} {:>16} {:>16} {:>12} {:>10}\n", "", "contacts", "service level",
                       "abandoned", "mean wait", "days kept");
    const auto row = [&](const std::string& name, const WindowFigures& at) {
      out += fmt::format("  {:<16} {:>9.1f} {:>16} {:>16} {:>10} s {:>9.0f}%{}\n", name, at.contacts,
                         percent(at.service_level), percent(at.abandonment),
                         at.asa_s ? fmt::format("{:.1f}", at.asa_s->mean) : std::string("-"),
                         100 * at.days_kept, at.is_kept ? "" : " !");
    };
    for (const WindowFigures& window : queue.windows)
      row(clock(window.start), window);
    row("all", queue.day);
  }
  out += "\n";
  for (const std::string& sentence : requirements.explanation)
    out += sentence + "\n";
  return out;
}

}  // namespace rapport::workforce::staffing
