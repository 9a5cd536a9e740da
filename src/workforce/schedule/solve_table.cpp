#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "platform/contract/json.h"
#include "workforce/schedule/local_days.h"
#include "workforce/schedule/solve.h"
#include "workforce/schedule/solve_described.h"

namespace rapport::workforce::schedule {
namespace {

constexpr std::int32_t days_a_block = 7;

std::string clock_text(const LocalDays& days, Instant at) {
  const std::int32_t minutes = days.clock(at);
  return fmt::format("{:02}:{:02}", minutes / 60, minutes % 60);
}

std::string conflicts_of(const Solved& solved) {
  std::string out = "There is no plan: these rules cannot be kept together.\n";
  for (const Conflict& conflict : solved.conflicts) {
    out += fmt::format("  {}:", conflict.agent);
    for (const Rule rule : conflict.rules)
      out += fmt::format(" {}", name_of_rule(rule));
    out += "\n";
  }
  return out;
}

}  // namespace

std::string to_table(const Problem& problem, const Solved& solved) {
  if (!solved.is_feasible) return conflicts_of(solved);
  const LocalDays days(problem.time_zone, problem.first_day, problem.days);
  std::map<std::pair<std::string, std::string>, const PlannedShift*> shifts;
  for (const PlannedShift& shift : solved.plan.shifts)
    shifts[{shift.agent, shift.day}] = &shift;
  std::size_t width = 5;
  for (const Agent& agent : problem.agents)
    width = std::max(width, std::min<std::size_t>(24, agent.name.size()));
  std::string out;
  for (std::int32_t first = 0; first < days.count(); first += days_a_block) {
    const std::int32_t last = std::min(days.count(), first + days_a_block);
    out += fmt::format("{:{}}", "agent", width);
    for (std::int32_t day = first; day < last; ++day)
      out += fmt::format("  {:11}", days.date(day));
    out += "   hours\n";
    for (const Agent& agent : problem.agents) {
      out += fmt::format("{:{}}", agent.name.substr(0, 24), width);
      double paid = 0;
      for (std::int32_t day = first; day < last; ++day) {
        const auto found = shifts.find({agent.name, days.date(day)});
        if (found == shifts.end()) {
          out += fmt::format("  {:11}", "-");
          continue;
        }
        out += fmt::format("  {}-{}", clock_text(days, found->second->start),
                           clock_text(days, found->second->end));
        paid += static_cast<double>(found->second->paid_s) / 3'600;
      }
      out += fmt::format("  {:6.2f}\n", paid);
    }
    out += "\n";
  }
  for (const RequirementCover& cover : solved.cover)
    out += fmt::format("{}: {:.1f} agent hours short, {:.1f} too many\n", cover.requirement,
                       cover.short_hours, cover.over_hours);
  const Costs& costs = solved.costs;
  out +=
      fmt::format("cost {:.2f} (pay {:.2f}, short {:.2f}, too many {:.2f}, wishes {:.2f}, fairness {:.2f})\n",
                  costs.total, costs.pay, costs.under, costs.over, costs.wishes, costs.fairness);
  out += fmt::format("no plan costs less than {:.2f}: gap {:.2f} %; {:.1f} s{}\n", solved.bound,
                     solved.gap * 100, solved.seconds, solved.is_stopped ? ", stopped" : "");
  if (!solved.stopped_by.empty())
    out += fmt::format("{}: this is the best plan until then\n", solved.stopped_by);
  out += fmt::format("violations: {}\n",
                     solved.violations.empty() ? "none" : fmt::format("{}", solved.violations.size()));
  return out;
}

std::string to_json(const Solved& solved) {
  return contract::encode(solved);
}

}  // namespace rapport::workforce::schedule
