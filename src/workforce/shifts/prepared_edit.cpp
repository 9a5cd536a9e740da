#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "org/entity.h"
#include "platform/contract/json.h"
#include "workforce/schedule/local_days.h"
#include "workforce/shifts/board.h"
#include "workforce/shifts/schedules.h"
#include "workforce/shifts/time_off_cuts.h"

namespace rapport::workforce {
namespace {

BoardChange board_change(const ShiftEdit& edit) {
  BoardChange change{fmt::format("{}", edit.agent_id.value), edit.day, std::nullopt, true};
  if (!edit.put) return change;
  schedule::PlannedShift put;
  put.shift = edit.put->shift;
  put.start = edit.put->start;
  put.end = edit.put->end;
  if (edit.put->breaks) put.breaks = *edit.put->breaks;
  change.places_breaks = !edit.put->breaks;
  change.put = std::move(put);
  return change;
}

bool is_same(const schedule::TimeOff& a, const schedule::TimeOff& b) {
  return a.first_day == b.first_day && a.last_day == b.last_day && a.from == b.from && a.to == b.to &&
         a.paid_day_s == b.paid_day_s;
}

// Whether the problem has the agent, and so is another one now.
bool set_time_off(schedule::Problem& problem, const std::string& name, const TimeOffEdit& edit) {
  const auto agent = std::find_if(problem.agents.begin(), problem.agents.end(),
                                  [&](const schedule::Agent& one) { return one.name == name; });
  if (agent == problem.agents.end()) return false;
  for (const schedule::TimeOff& gone : edit.removed) {
    const auto found = std::find_if(agent->time_off.begin(), agent->time_off.end(),
                                    [&](const schedule::TimeOff& one) { return is_same(one, gone); });
    if (found != agent->time_off.end()) agent->time_off.erase(found);
  }
  agent->time_off.insert(agent->time_off.end(), edit.added.begin(), edit.added.end());
  return true;
}

double under_hours(const schedule::Problem& problem, const schedule::Plan& plan,
                   const std::set<std::int32_t>& days) {
  double hours_short = 0;
  for (const std::int32_t day : days)
    for (const StaffCoverage& one : coverage_of(problem, plan, day, 1))
      hours_short += one.under_hours;
  return hours_short;
}

void count_coverage(const schedule::Problem& problem, const schedule::Plan& before, const BoardOutcome& tried,
                    PreparedEdit& prepared) {
  const schedule::LocalDays local(problem.time_zone, problem.first_day, problem.days);
  std::set<std::int32_t> days;
  std::set<std::string> concerned;
  for (const auto* side : {&tried.before, &tried.after})
    for (const schedule::PlannedShift& one : *side) {
      concerned.insert(one.agent);
      for (const Instant at : {one.start, Instant{one.end.us - 1}})
        if (const auto day = local.day_of(at)) days.insert(*day);
    }
  schedule::Plan after;
  for (const auto* side : {&tried.plan, &before})
    for (const schedule::PlannedShift& one : side->shifts)
      if ((side == &tried.plan) == (concerned.count(one.agent) != 0)) after.shifts.push_back(one);
  prepared.under_hours_before = under_hours(problem, before, days);
  prepared.under_hours_after = under_hours(problem, after, days);
}

// Of the days changed, with what the agents concerned have then.
std::vector<StaffCoverage> coverage_after(const schedule::Problem& problem, const schedule::Plan& before,
                                          const BoardOutcome& tried,
                                          const std::vector<BoardChange>& changes) {
  std::set<std::string> agents, days;
  for (const BoardChange& change : changes) {
    agents.insert(change.agent);
    days.insert(change.day);
  }
  schedule::Plan after = tried.plan;
  for (const schedule::PlannedShift& shift : before.shifts)
    if (agents.count(shift.agent) == 0) after.shifts.push_back(shift);
  return coverage_on(problem, after, days);
}

}  // namespace

Result<PreparedEdit> Schedules::prepare(OrgId org, ShiftPlanId id, const PlanEdit& wanted) {
  auto all = open(org, id);
  if (!all) return tl::unexpected<Error>(std::move(all.error()));
  PreparedEdit prepared;
  std::vector<BoardChange> changes;
  for (const ShiftEdit& edit : wanted.edits)
    changes.push_back(board_change(edit));
  if (wanted.time_off) {
    const std::string name = fmt::format("{}", wanted.time_off->agent_id.value);
    if (set_time_off(all->problem, name, *wanted.time_off)) {
      prepared.problem = contract::encode(all->problem);
      for (BoardChange& cut : cuts_for(all->problem, all->shifts, name, wanted.time_off->added))
        changes.push_back(std::move(cut));
    }
  }
  auto tried = try_on_board(all->problem, all->shifts, changes);
  if (!tried) return tl::unexpected<Error>(std::move(tried.error()));
  prepared.outcome.version = all->plan.version;
  prepared.outcome.shifts = all_kept(tried->after);
  prepared.outcome.caused = all_shown(tried->caused);
  prepared.outcome.cured = all_shown(tried->cured);
  for (const schedule::Violation& one : tried->caused)
    if (all->plan.state == PlanState::published || !is_of_whole_plan(one.rule))
      prepared.refused.push_back(shown(one));
  prepared.change.before = all_kept(tried->before);
  if (wanted.counts_coverage) count_coverage(all->problem, all->shifts, *tried, prepared);
  if (wanted.shows_coverage)
    prepared.outcome.coverage = coverage_after(all->problem, all->shifts, *tried, changes);
  prepared.plan = std::move(all->plan);
  return prepared;
}

Result<EditOutcome> Schedules::write(org::Change& change, const PreparedEdit& prepared, std::int64_t undone) {
  const OrgId org = change.org();
  const ShiftPlanId id = prepared.plan.id;
  const auto found = shift_store::find(change.sql, org, id);
  if (!found) return org::no_such("schedule", id.value);
  if (found->version != prepared.plan.version)
    return fail(ErrorCode::conflict, "changed_meanwhile", "somebody has just changed it: look again");
  EditOutcome made = prepared.outcome;
  ShiftChange note = prepared.change;
  note.version = made.version = found->version + 1;
  note.at = change.now;
  note.by = change.by.user;
  for (const Shift& one : note.before)
    shift_store::take_off(change.sql, org, id, one.agent_id, one.day);
  for (Shift& one : made.shifts) {
    one.sequence = made.version;
    one.changed_at = change.now;
    shift_store::put(change.sql, org, id, one);
  }
  note.after = made.shifts;
  if (!prepared.problem.empty()) shift_store::set_problem(change.sql, org, id, prepared.problem);
  const bool changes_shifts = !note.before.empty() || !note.after.empty();
  if (undone != 0)
    shift_store::remove_edit(change.sql, org, id, undone);
  else if (changes_shifts || prepared.problem.empty())
    shift_store::add_edit(change.sql, org, id, note);
  shift_store::set_version(change.sql, org, id, made.version);
  // A whole schedule that was computed is not written twice.
  if (note.before.size() + note.after.size() > edits_at_once_max * 2) note.before = note.after = {};
  change.audit({undone != 0 ? "undo" : "change", "schedule", id.value, "", contract::encode(note)});
  made.is_kept = true;
  return made;
}

void Schedules::tell(OrgId org, const PreparedEdit& prepared) const {
  if (!told_ || prepared.plan.state != PlanState::published) return;
  std::set<AgentId> seen;
  for (const auto* side : {&prepared.change.before, &prepared.outcome.shifts})
    for (const Shift& one : *side)
      seen.insert(one.agent_id);
  if (!seen.empty()) told_(org, seen);
}

Result<std::vector<ShiftPlan>> Schedules::with_days(OrgId org, const std::string& first_day,
                                                    const std::string& last_day) {
  const auto from = parse_day(first_day), to = parse_day(last_day);
  return changes_.database().read([&](database::Session& sql) -> Result<std::vector<ShiftPlan>> {
    std::vector<ShiftPlan> found;
    for (ShiftPlan& one :
         shift_store::list(sql, org, {std::numeric_limits<std::int64_t>::max()}, shift_plans_max)) {
      const auto first = parse_day(one.first_day);
      if (from && to && first && *first <= *to && *from < *first + one.days) found.push_back(std::move(one));
    }
    return found;
  });
}

}  // namespace rapport::workforce
