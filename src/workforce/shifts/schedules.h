// What planners and agents do with schedules. Judged on the caller's thread by what was read, and written
// only if the schedule is still at that version (conflict "changed_meanwhile"); workers only. A hard rule is
// broken by nobody unless they say why, and that is in the audit log.
#pragma once

#include <functional>
#include <set>

#include "base/progress.h"
#include "org/changes.h"
#include "org/directory.h"
#include "workforce/schedule/solve.h"
#include "workforce/shifts/coverage.h"
#include "workforce/shifts/shift_store.h"

namespace rapport::workforce {

struct Feed {
  std::string path;  // with its secret; shown this once
};
BOOST_DESCRIBE_STRUCT(Feed, (), (path))

// What an agent has on a day instead of what they had, since it was published.
struct MyShiftChange {
  std::string day;
  Instant at;
  std::optional<Shift> before, after;  // absent: nothing
};
BOOST_DESCRIBE_STRUCT(MyShiftChange, (), (day, at, before, after))

struct MyShifts {
  std::string time_zone;
  std::vector<Shift> items;
  std::vector<MyShiftChange> changes;  // the newest first
};
BOOST_DESCRIBE_STRUCT(MyShifts, (), (time_zone, items, changes))

// Time off that begins to count in a schedule, or no longer does.
struct TimeOffEdit {
  AgentId agent_id;
  std::vector<schedule::TimeOff> added, removed;
};

// What is to be done to one schedule. Shifts that lie in time off that is added are taken off or cut by
// themselves.
struct PlanEdit {
  std::vector<ShiftEdit> edits;
  std::optional<TimeOffEdit> time_off;
  bool counts_coverage = false;  // fills in the hours that are short
  bool shows_coverage = false;   // fills in the outcome's coverage, of the days edited
};

// A change that is judged and not written yet.
struct PreparedEdit {
  ShiftPlan plan;
  EditOutcome outcome;
  ShiftChange change;
  std::vector<ShiftViolation> refused;  // of the caused: what nobody may do without a reason
  std::string problem;                  // JSON, where it changes
  // Of the days concerned, all requirements together; where it was asked for.
  double under_hours_before = 0, under_hours_after = 0;
};

// As schedule::solve or, where this process must outlive it, schedule::solve_apart.
using ScheduleSolver = std::function<Result<schedule::Solved>(
    const schedule::Problem&, const schedule::SolveOptions&, const Progress&)>;
inline Result<schedule::Solved> solve_here(const schedule::Problem& problem,
                                           const schedule::SolveOptions& options, const Progress& progress) {
  return schedule::solve(problem, options, progress);
}

class Schedules {
 public:
  // Whose shifts agents see differently from now on; on the changing thread, after the commit.
  using Told = std::function<void(OrgId, const std::set<AgentId>&)>;

  // Borrows the first two.
  Schedules(org::Changes& changes, const org::Directories& directories, ScheduleSolver solver = solve_here)
      : changes_(changes), directories_(directories), solver_(std::move(solver)) {}

  // invalid: places in the request; or in the facts ("/facts/agents/3/skills").
  Result<ShiftPlan> create(const org::By& by, const NewShiftPlan& wanted);
  Result<ShiftPlan> find(OrgId org, ShiftPlanId id);
  Result<std::vector<ShiftPlan>> list(OrgId org, ShiftPlanId before, std::int64_t limit);
  Result<void> remove(const org::By& by, ShiftPlanId id);  // drafts only

  Result<schedule::Problem> problem(OrgId org, ShiftPlanId id);
  Result<std::vector<Shift>> shifts(OrgId org, ShiftPlanId id, AgentId agent, const std::string& day);
  Result<std::vector<ShiftViolation>> violations(OrgId org, ShiftPlanId id);
  // All days, or one.
  Result<std::vector<StaffCoverage>> coverage(OrgId org, ShiftPlanId id, const std::string& day);

  // conflict "breaks_rules" with an issue per rule, unless forced. In a draft minimums of the whole are said
  // and refuse nothing: it is still being filled.
  Result<EditOutcome> edit(const org::By& by, ShiftPlanId id, const EditShifts& wanted);
  // The same in two steps, for those whose own rows change with it in one transaction: judged first, then
  // written if the schedule is still at that version (conflict "changed_meanwhile"), and told after the
  // commit.
  Result<PreparedEdit> prepare(OrgId org, ShiftPlanId id, const PlanEdit& wanted);
  static Result<EditOutcome> write(org::Change& change, const PreparedEdit& prepared,
                                   std::int64_t undone = 0);
  void tell(OrgId org, const PreparedEdit& prepared) const;
  // Of all schedules that have one of these days.
  Result<std::vector<ShiftPlan>> with_days(OrgId org, const std::string& first_day,
                                           const std::string& last_day);
  // The last change by hand; not what was there when it was published. conflict "nothing_to_undo".
  Result<EditOutcome> undo(const org::By& by, ShiftPlanId id, const std::string& force_reason);
  // conflict "breaks_rules"; "published_twice": somebody has a shift then in another one.
  Result<ShiftPlan> publish(const org::By& by, ShiftPlanId id, const std::string& force_reason);
  // Computes all shifts of a draft anew and puts them in, as one change that can be undone. Minutes long: on
  // a thread of Jobs. conflict "no_legal_schedule" with the rules in conflict, by agent.
  Result<FilledShiftPlan> fill(const org::By& by, const FillShiftPlan& wanted, const Progress& progress);
  Result<std::vector<ShiftChange>> changes_since_publishing(OrgId org, ShiftPlanId id);

  Result<MyShifts> mine(OrgId org, AgentId agent, Instant from, Instant to);
  Result<Feed> make_feed(const org::By& by);  // the old one ends
  Result<void> remove_feed(const org::By& by);
  Result<std::string> feed(const std::string& token);  // iCalendar; not_found
  Instant now() const { return changes_.now(); }
  org::Changes& changes() { return changes_; }
  // Before the first change.
  void on_changed(Told told) { told_ = std::move(told); }

 private:
  struct Open {
    ShiftPlan plan;
    schedule::Problem problem;
    schedule::Plan shifts;
  };
  Result<Open> open(OrgId org, ShiftPlanId id);
  Result<EditOutcome> keep(const org::By& by, const Open& open, EditOutcome outcome, ShiftChange change,
                           std::int64_t undone);

  org::Changes& changes_;
  const org::Directories& directories_;
  Told told_;
  const ScheduleSolver solver_;
};

}  // namespace rapport::workforce
