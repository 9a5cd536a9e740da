#include "workforce/schedule/solve.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "workforce/schedule/agent_lines.h"

namespace rapport::workforce::schedule {
namespace {

// What may be left out to see what is in the way: all but the shape of shifts.
constexpr std::array conflicting = {
    Rule::weekends_in_row_max, Rule::weekends_max,    Rule::nights_max,      Rule::nights_in_row_max,
    Rule::rest_after_nights,   Rule::rest_min,        Rule::days_in_row_max, Rule::days_in_row_min,
    Rule::days_off_in_row_min, Rule::days_week_max,   Rule::paid_day_max,    Rule::paid_week_max,
    Rule::paid_total_max,      Rule::contract_shifts, Rule::available,       Rule::time_off,
    Rule::paid_total_min,      Rule::paid_week_min};

// The deletion filter: whatever can be left out while it stays impossible is not part of the conflict.
Conflict conflict_of(const AgentLines& lines, const Problem& problem, std::size_t person) {
  std::vector<Rule> without, kept;
  for (const Rule rule : conflicting) {
    without.push_back(rule);
    if (lines.is_possible(person, without)) {
      without.pop_back();
      kept.push_back(rule);
    }
  }
  Conflict conflict{problem.agents[person].name, std::move(kept), {}};
  std::string names;
  for (const Rule rule : conflict.rules)
    names += (names.empty() ? "" : ", ") + std::string(name_of_rule(rule));
  conflict.what =
      fmt::format("{} cannot keep {} together", conflict.agent, names.empty() ? "any rule" : names);
  return conflict;
}

class Report {
 public:
  Report(const Problem& problem, const AgentLines& lines, const std::vector<Line>& chosen, Solved& solved)
      : problem_(problem), lines_(lines), chosen_(chosen), solved_(solved) {}

  void write() {
    for (std::size_t person = 0; person < chosen_.size(); ++person)
      lines_.add_shifts(person, chosen_[person], solved_.plan.shifts);
    write_pay();
    write_cover();
    Costs& costs = solved_.costs;
    double all = 0;
    for (const Line& line : chosen_)
      all += line.cost;
    costs.total = all + costs.under + costs.over;
    costs.wishes = std::max(0.0, all - costs.pay - costs.fairness);
  }

 private:
  void write_pay() {
    std::size_t next = 0;
    const Frame& frame = lines_.frame();
    for (const Agent& agent : problem_.agents) {
      double unpopular = 0;
      std::vector<bool> weekends(static_cast<std::size_t>(frame.weekends), false);
      for (; next < solved_.plan.shifts.size() && solved_.plan.shifts[next].agent == agent.name; ++next) {
        const PlannedShift& shift = solved_.plan.shifts[next];
        solved_.costs.pay +=
            agent.cost_per_hour * static_cast<double>(shift.paid_s) / 3'600 + agent.cost_per_shift;
        const auto shape = std::find_if(problem_.shifts.begin(), problem_.shifts.end(),
                                        [&](const Template& one) { return one.name == shift.shift; });
        if (shape->is_unpopular) unpopular += 1;
        const auto day = static_cast<std::size_t>(*frame.days.index_of(shift.day));
        if (frame.weekend_of[day] >= 0) weekends[static_cast<std::size_t>(frame.weekend_of[day])] = true;
      }
      const auto worked = static_cast<double>(std::count(weekends.begin(), weekends.end(), true));
      solved_.costs.fairness += problem_.fairness.weekend_cost * worked * worked +
                                problem_.fairness.unpopular_cost * unpopular * unpopular;
    }
  }

  void write_cover() {
    Cover cover(lines_.rows());
    for (const Line& line : chosen_)
      cover.add(line);
    const auto slots = static_cast<std::size_t>(lines_.slots());
    const auto per_point = static_cast<std::size_t>(problem_.interval_s / problem_.grid_s);
    const double slot_hours = static_cast<double>(problem_.grid_s) / 3'600;
    for (std::size_t i = 0; i < problem_.requirements.size(); ++i) {
      RequirementCover made;
      made.requirement = problem_.requirements[i].name;
      for (std::size_t slot = 0; slot < slots; ++slot) {
        const CoverRow& row = lines_.rows()[i * slots + slot];
        const std::int32_t there = cover.covered(i * slots + slot);
        const double missing = row.need - there;
        (missing > 0 ? made.short_hours : made.over_hours) += std::abs(missing) * slot_hours;
        (missing > 0 ? solved_.costs.under : solved_.costs.over) += row.cost(there);
        if (slot % per_point == 0)
          made.points.push_back(
              {lines_.frame().days.begin(0) + seconds(problem_.grid_s * static_cast<std::int64_t>(slot)),
               row.need, 0});
        made.points.back().planned += static_cast<double>(there) / static_cast<double>(per_point);
      }
      // Intervals in which nobody is needed and nobody is there say nothing.
      std::erase_if(made.points,
                    [](const Covered& point) { return point.needed <= 0 && point.planned <= 0; });
      solved_.cover.push_back(std::move(made));
    }
  }

  const Problem& problem_;
  const AgentLines& lines_;
  const std::vector<Line>& chosen_;
  Solved& solved_;
};

Solved reported(const Problem& problem, const AgentLines& lines, const Solution& solution, double bound) {
  Solved solved;
  solved.is_feasible = true;
  Report(problem, lines, solution.lines, solved).write();
  solved.bound = bound;
  solved.gap =
      solved.costs.total > 1e-9 ? std::max(0.0, (solved.costs.total - solved.bound) / solved.costs.total) : 0;
  return solved;
}

}  // namespace

Result<Solved> solve(const Problem& problem, const SolveOptions& options, const Progress& progress,
                     const BetterPlan& better) {
  if (const auto sound = check_problem(problem); !sound) return tl::unexpected<Error>(sound.error());
  const AgentLines lines(problem);
  BetterSolution told;
  if (better)
    told = [&](const Solution& solution, double bound) {
      better(reported(problem, lines, solution, std::max(0.0, bound)));
    };
  const Optimised found = optimise(lines, options, progress, told);
  Solved solved;
  if (!found.hopeless.empty()) {
    for (const std::size_t person : found.hopeless)
      if (!lines.is_possible(person, {})) solved.conflicts.push_back(conflict_of(lines, problem, person));
    // A search that had to leave lines out proves nothing.
    if (solved.conflicts.empty())
      return fail(
          ErrorCode::conflict, "no_plan_found",
          fmt::format("no plan was found for {}, which does not prove that there is none: fewer days at "
                      "once are easier",
                      problem.agents[found.hopeless.front()].name));
    solved.seconds = found.seconds;
    return solved;
  }
  for (const Line& line : found.solution.lines)
    if (line.picks.empty()) return cancelled();
  solved = reported(problem, lines, found.solution, std::max(0.0, found.bound));
  solved.seconds = found.seconds;
  solved.is_stopped = found.is_stopped;
  solved.violations = judge(problem, solved.plan);
  if (!solved.violations.empty()) {
    const Violation& first = solved.violations.front();
    return fail(ErrorCode::internal, "broken_rule",
                fmt::format("the plan found breaks {} for {} on {}: it is not given out",
                            name_of_rule(first.rule), first.agent, first.day));
  }
  return solved;
}

}  // namespace rapport::workforce::schedule
