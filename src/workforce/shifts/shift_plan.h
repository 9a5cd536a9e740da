// Shift plans as planners and agents see them: a named schedule over days, its shifts, changes by hand and
// what the rules say of them. Values.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "api/page.h"
#include "base/id.h"
#include "base/instant.h"
#include "workforce/schedule/described.h"
#include "workforce/shifts/coverage.h"

namespace rapport::workforce {

using ShiftPlanId = Id<struct ShiftPlanTag>;

inline constexpr std::int64_t shift_plans_max = 500;
inline constexpr std::int32_t plan_days_max = 92;
inline constexpr std::size_t edits_at_once_max = 500;

// published: agents see it; what changes from then on is listed.
enum class PlanState : std::uint8_t { draft, published };
BOOST_DESCRIBE_ENUM(PlanState, draft, published)

struct ShiftPlan {
  ShiftPlanId id;
  std::string name;
  PlanState state = PlanState::draft;
  std::string time_zone, first_day;
  std::int32_t days = 0;
  std::int64_t version = 0;  // grows with every change
  Instant created_at;
  std::optional<Instant> published_at;
};
BOOST_DESCRIBE_STRUCT(ShiftPlan, (),
                      (id, name, state, time_zone, first_day, days, version, created_at, published_at))

struct Shift {
  AgentId agent_id;
  std::string day;
  std::string shift;  // the template
  Instant start, end;
  std::int64_t paid_s = 0;
  std::vector<schedule::PlannedBreak> breaks;
  std::int64_t sequence = 0;  // the version of the schedule in which it became so
  Instant changed_at;
};
BOOST_DESCRIBE_STRUCT(Shift, (), (agent_id, day, shift, start, end, paid_s, breaks, sequence, changed_at))

struct NewShiftPlan {
  std::string name;
  std::string first_day;
  std::int32_t days = 7;
  std::int64_t interval_s = 1'800;
  std::vector<schedule::Requirement> requirements;
};
BOOST_DESCRIBE_STRUCT(NewShiftPlan, (), (name, first_day, days, interval_s, requirements))
contract::Notes contract_notes(contract::Tag<NewShiftPlan>);

struct ShiftPut {
  std::string shift;
  Instant start, end;
  std::optional<std::vector<schedule::PlannedBreak>> breaks;
};
BOOST_DESCRIBE_STRUCT(ShiftPut, (), (shift, start, end, breaks))
contract::Notes contract_notes(contract::Tag<ShiftPut>);

struct ShiftEdit {
  AgentId agent_id;
  std::string day;
  std::optional<ShiftPut> put;
};
BOOST_DESCRIBE_STRUCT(ShiftEdit, (), (agent_id, day, put))
contract::Notes contract_notes(contract::Tag<ShiftEdit>);

struct EditShifts {
  bool is_trial = false;
  std::vector<ShiftEdit> edits;
  std::string force_reason;
  std::optional<std::int64_t> version;
  bool with_coverage = false;
};
BOOST_DESCRIBE_STRUCT(EditShifts, (), (is_trial, edits, force_reason, version, with_coverage))
contract::Notes contract_notes(contract::Tag<EditShifts>);

struct ShiftViolation {
  schedule::Rule rule = schedule::Rule::known;
  AgentId agent_id;
  std::string day;
  double limit = 0, found = 0;
  std::string what;
};
BOOST_DESCRIBE_STRUCT(ShiftViolation, (), (rule, agent_id, day, limit, found, what))

struct EditOutcome {
  bool is_kept = false;
  std::int64_t version = 0;
  std::vector<Shift> shifts;  // as they are, or would be, after it
  std::vector<ShiftViolation> caused, cured;
  std::vector<StaffCoverage> coverage;  // where it was asked for: of the days edited, as it is or would be
};
BOOST_DESCRIBE_STRUCT(EditOutcome, (), (is_kept, version, shifts, caused, cured, coverage))
contract::Notes contract_notes(contract::Tag<EditOutcome>);

struct ShiftChange {
  std::int64_t version = 0;
  Instant at;
  UserId by;
  std::string force_reason;
  std::vector<Shift> before, after;
};
BOOST_DESCRIBE_STRUCT(ShiftChange, (), (version, at, by, force_reason, before, after))

struct Forced {
  std::string force_reason;
};
BOOST_DESCRIBE_STRUCT(Forced, (), (force_reason))
contract::Notes contract_notes(contract::Tag<Forced>);

// Of a job whose result is FilledShiftPlan.
struct FillShiftPlan {
  ShiftPlanId schedule_id;
  double seconds_max = 120;
};
BOOST_DESCRIBE_STRUCT(FillShiftPlan, (), (schedule_id, seconds_max))
struct FillOptions {
  double seconds_max = 120;
};
BOOST_DESCRIBE_STRUCT(FillOptions, (), (seconds_max))
contract::Notes contract_notes(contract::Tag<FillOptions>);

struct FilledShiftPlan {
  ShiftPlanId schedule_id;
  std::int64_t version = 0;
  std::int64_t shifts = 0;
  double cost = 0, bound = 0, gap = 0;  // no schedule costs less than the bound; (cost - bound) / cost
  std::string stopped_by;               // what ended the search before its time; the best until then is in
};
BOOST_DESCRIBE_STRUCT(FilledShiftPlan, (), (schedule_id, version, shifts, cost, bound, gap, stopped_by))

schedule::PlannedShift planned(const Shift& shift);
Shift kept(const schedule::PlannedShift& shift);
ShiftViolation shown(const schedule::Violation& violation);
std::vector<Shift> all_kept(const std::vector<schedule::PlannedShift>& shifts);
std::vector<ShiftViolation> all_shown(const std::vector<schedule::Violation>& violations);
// conflict, an issue per rule at "/agents/11/2026-03-24".
tl::unexpected<Error> breaks_rules(const std::vector<ShiftViolation>& violations);

}  // namespace rapport::workforce
