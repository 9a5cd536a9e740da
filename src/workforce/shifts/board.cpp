#include "workforce/shifts/board.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "workforce/schedule/frame.h"

namespace rapport::workforce {
namespace {

using schedule::PlannedShift;
using schedule::Rule;
using schedule::Violation;

std::int64_t seconds_of(Duration length) {
  return length.us / 1'000'000;
}

// In the middle of each window, on the grid.
void place_breaks(const schedule::Problem& problem, PlannedShift& shift) {
  shift.breaks.clear();
  const auto shape = std::find_if(problem.shifts.begin(), problem.shifts.end(),
                                  [&](const schedule::Template& one) { return one.name == shift.shift; });
  if (shape == problem.shifts.end()) return;
  const std::int64_t length = seconds_of(shift.end - shift.start);
  for (const schedule::Break& one : shape->breaks) {
    if (length < one.shift_min_s) continue;
    const std::int64_t last = std::min(one.to_s, length - one.length_s);
    const std::int64_t steps = std::max<std::int64_t>(0, last - one.from_s) / (2 * problem.grid_s);
    const Instant start = shift.start + seconds(one.from_s + steps * problem.grid_s);
    shift.breaks.push_back({one.name, start, start + seconds(one.length_s), one.is_paid});
  }
}

void count_paid(PlannedShift& shift) {
  shift.paid_s = seconds_of(shift.end - shift.start);
  for (const schedule::PlannedBreak& one : shift.breaks)
    if (!one.is_paid) shift.paid_s -= seconds_of(one.end - one.start);
}

class Checked {
 public:
  explicit Checked(const schedule::Problem& problem)
      : problem_(problem), days_(problem.time_zone, problem.first_day, problem.days) {}

  Result<void> run(const std::vector<BoardChange>& changes) {
    std::set<std::pair<std::string, std::string>> seen;
    for (std::size_t i = 0; i < changes.size(); ++i) {
      const std::string at = fmt::format("/edits/{}", i);
      check(changes[i], at);
      if (!seen.insert({changes[i].agent, changes[i].day}).second)
        issues_.push_back({at + "/day", "is changed twice for this agent"});
    }
    if (issues_.empty()) return {};
    return fail(ErrorCode::invalid, "bad_value", "some values cannot be", std::move(issues_));
  }

 private:
  void check(const BoardChange& change, const std::string& at) {
    if (std::none_of(problem_.agents.begin(), problem_.agents.end(),
                     [&](const schedule::Agent& one) { return one.name == change.agent; }))
      issues_.push_back({at + "/agent_id", "is not planned in this schedule"});
    const auto day = days_.index_of(change.day);
    if (!day) issues_.push_back({at + "/day", "is not one of the schedule's days"});
    if (!change.put || !day) return;
    const PlannedShift& put = *change.put;
    if (put.end <= put.start || put.end - put.start > hours(24))
      issues_.push_back({at + "/put/end", "is not within a day after the start"});
    if (days_.day_of(put.start) != day) issues_.push_back({at + "/put/start", "is not on this day"});
    for (std::size_t i = 0; i < put.breaks.size(); ++i)
      if (put.breaks[i].start < put.start || put.breaks[i].end > put.end ||
          put.breaks[i].end <= put.breaks[i].start)
        issues_.push_back({fmt::format("{}/put/breaks/{}", at, i), "is not inside the shift"});
  }

  const schedule::Problem& problem_;
  const schedule::LocalDays days_;
  std::vector<Issue> issues_;
};

const Violation* same_in(const std::vector<Violation>& all, const Violation& one) {
  const auto found = std::find_if(all.begin(), all.end(), [&](const Violation& other) {
    return other.rule == one.rule && other.agent == one.agent && other.day == one.day;
  });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace

bool is_of_whole_plan(Rule rule) {
  return rule == Rule::paid_week_min || rule == Rule::paid_total_min || rule == Rule::days_in_row_min ||
         rule == Rule::days_off_in_row_min;
}

Result<BoardOutcome> try_on_board(const schedule::Problem& problem, const schedule::Plan& plan,
                                  const std::vector<BoardChange>& changes) {
  if (auto sound = Checked(problem).run(changes); !sound) return tl::unexpected<Error>(sound.error());
  std::set<std::string> agents;
  for (const BoardChange& change : changes)
    agents.insert(change.agent);
  BoardOutcome outcome;
  schedule::Plan old;
  for (const PlannedShift& shift : plan.shifts)
    if (agents.count(shift.agent) != 0) old.shifts.push_back(shift);
  outcome.plan = old;
  for (const BoardChange& change : changes) {
    const auto is_there = [&](const PlannedShift& one) {
      return one.agent == change.agent && one.day == change.day;
    };
    for (const PlannedShift& one : outcome.plan.shifts)
      if (is_there(one)) outcome.before.push_back(one);
    outcome.plan.shifts.erase(
        std::remove_if(outcome.plan.shifts.begin(), outcome.plan.shifts.end(), is_there),
        outcome.plan.shifts.end());
    if (!change.put) continue;
    PlannedShift put = *change.put;
    put.agent = change.agent;
    put.day = change.day;
    if (change.places_breaks) place_breaks(problem, put);
    count_paid(put);
    outcome.after.push_back(put);
    outcome.plan.shifts.push_back(std::move(put));
  }
  std::vector<Violation> was, is;
  for (const std::string& agent : agents) {
    for (Violation& one : schedule::judge_agent(problem, old, agent))
      was.push_back(std::move(one));
    for (Violation& one : schedule::judge_agent(problem, outcome.plan, agent))
      is.push_back(std::move(one));
  }
  for (const Violation& one : is) {
    const Violation* before = same_in(was, one);
    if (!before || std::abs(one.found - one.limit) > std::abs(before->found - before->limit))
      outcome.caused.push_back(one);
  }
  for (const Violation& one : was)
    if (!same_in(is, one)) outcome.cured.push_back(one);
  return outcome;
}

}  // namespace rapport::workforce
