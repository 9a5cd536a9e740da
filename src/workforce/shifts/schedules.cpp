#include "workforce/shifts/schedules.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>

#include "org/entity.h"
#include "platform/contract/parameters.h"
#include "platform/crypto/digest.h"
#include "platform/crypto/random.h"
#include "workforce/schedule/frame.h"
#include "workforce/schedule/solve.h"
#include "workforce/shifts/board.h"
#include "workforce/shifts/calendar_text.h"
#include "workforce/shifts/days_before.h"
#include "workforce/shifts/facts_store.h"

namespace rapport::workforce {
namespace {

constexpr const char* schedule_kind = "schedule";
constexpr Duration feed_reaches_back = hours(24 * 60), feed_reaches_on = hours(24 * 366);

}  // namespace

Result<ShiftPlan> Schedules::create(const org::By& by, const NewShiftPlan& wanted) {
  const auto directory = directories_.of(by.org);
  if (!directory) return org::no_such("organisation", by.org.value);
  const auto facts = changes_.database().read(
      [&](database::Session& sql) -> Result<Facts> { return facts_store::all(sql, by.org); });
  if (!facts) return tl::unexpected<Error>(facts.error());
  schedule::Problem problem = problem_of(*facts);
  problem.name = wanted.name;
  problem.time_zone = directory->time_zone;
  problem.first_day = wanted.first_day;
  problem.days = wanted.days;
  problem.interval_s = wanted.interval_s;
  problem.requirements = wanted.requirements;
  // One of a skill that nobody has is short, not wrong.
  for (const auto& [id, name] : directory->skills)
    if (std::find(problem.skills.begin(), problem.skills.end(), name) == problem.skills.end())
      problem.skills.push_back(name);
  if (problem.agents.empty())
    return fail(ErrorCode::conflict, "nobody_planned", "no agent has a contract: give them one first");
  if (auto sound = schedule::check_problem(problem); !sound) {
    Error error = sound.error();
    for (Issue& issue : error.issues)
      if (!issue.where.starts_with("/requirements") && !issue.where.starts_with("/interval_s"))
        issue.where = "/facts" + issue.where;
    return tl::unexpected<Error>(std::move(error));
  }
  const DaysBefore before(problem);
  const auto past = changes_.database().read([&](database::Session& sql) -> Result<bool> {
    for (schedule::Agent& agent : problem.agents) {
      AgentId id;
      contract::parse_id(agent.name, id.value);
      agent.before =
          before.of(shift_store::published(sql, by.org, id, before.from(), before.to() + hours(24)));
    }
    return true;
  });
  if (!past) return tl::unexpected<Error>(past.error());
  const std::string body = contract::encode(problem);
  return changes_.make<ShiftPlan>(by, "", [&](org::Change& change) -> Result<ShiftPlan> {
    if (shift_store::count(change.sql, by.org) >= shift_plans_max)
      return fail(ErrorCode::conflict, "limit_reached",
                  fmt::format("there are {} of these, and more is not possible", shift_plans_max));
    ShiftPlan plan;
    plan.id = change.new_id<ShiftPlanId>();
    plan.name = wanted.name;
    plan.time_zone = problem.time_zone;
    plan.first_day = problem.first_day;
    plan.days = problem.days;
    plan.version = 1;
    plan.created_at = change.now;
    shift_store::insert(change.sql, by.org, plan, body);
    change.audit({"create", schedule_kind, plan.id.value, "", contract::encode(plan)});
    return plan;
  });
}

Result<ShiftPlan> Schedules::find(OrgId org, ShiftPlanId id) {
  return changes_.database().read([&](database::Session& sql) -> Result<ShiftPlan> {
    auto found = shift_store::find(sql, org, id);
    if (!found) return org::no_such(schedule_kind, id.value);
    return std::move(*found);
  });
}

Result<std::vector<ShiftPlan>> Schedules::list(OrgId org, ShiftPlanId before, std::int64_t limit) {
  return changes_.database().read([&](database::Session& sql) -> Result<std::vector<ShiftPlan>> {
    return shift_store::list(sql, org, before, limit);
  });
}

Result<void> Schedules::remove(const org::By& by, ShiftPlanId id) {
  return changes_.make<void>(by, "", [&](org::Change& change) -> Result<void> {
    const auto found = shift_store::find(change.sql, by.org, id);
    if (!found) return org::no_such(schedule_kind, id.value);
    if (found->state == PlanState::published)
      return fail(ErrorCode::conflict, "is_published", "agents work by it: it stays");
    shift_store::remove(change.sql, by.org, id);
    change.audit({"delete", schedule_kind, id.value, contract::encode(*found), ""});
    return {};
  });
}

Result<Schedules::Open> Schedules::open(OrgId org, ShiftPlanId id) {
  std::string body;
  auto opened = changes_.database().read([&](database::Session& sql) -> Result<Open> {
    auto found = shift_store::find(sql, org, id);
    if (!found) return org::no_such(schedule_kind, id.value);
    body = shift_store::problem(sql, org, id);
    Open all{std::move(*found), {}, {}};
    for (const Shift& shift : shift_store::shifts(sql, org, id, {}, ""))
      all.shifts.shifts.push_back(planned(shift));
    return all;
  });
  if (!opened) return opened;
  auto problem = contract::decode<schedule::Problem>(
      body, {.bytes_max = 64 << 20, .items_max = 2'000'000, .ignores_unknown = true});
  if (!problem) return tl::unexpected<Error>(problem.error());
  opened->problem = std::move(*problem);
  return opened;
}

Result<schedule::Problem> Schedules::problem(OrgId org, ShiftPlanId id) {
  return open(org, id).map([](Open&& all) { return std::move(all.problem); });
}

Result<std::vector<Shift>> Schedules::shifts(OrgId org, ShiftPlanId id, AgentId agent,
                                             const std::string& day) {
  return changes_.database().read([&](database::Session& sql) -> Result<std::vector<Shift>> {
    if (!shift_store::find(sql, org, id)) return org::no_such(schedule_kind, id.value);
    return shift_store::shifts(sql, org, id, agent, day);
  });
}

Result<std::vector<ShiftViolation>> Schedules::violations(OrgId org, ShiftPlanId id) {
  const auto all = open(org, id);
  if (!all) return tl::unexpected<Error>(all.error());
  return all_shown(schedule::judge(all->problem, all->shifts));
}

Result<std::vector<StaffCoverage>> Schedules::coverage(OrgId org, ShiftPlanId id, const std::string& day) {
  const auto all = open(org, id);
  if (!all) return tl::unexpected<Error>(all.error());
  std::int32_t first = 0, days = all->problem.days;
  if (!day.empty()) {
    const auto found =
        schedule::LocalDays(all->problem.time_zone, all->problem.first_day, all->problem.days).index_of(day);
    if (!found) return org::wrong({{"day", "is not one of the schedule's days"}});
    first = *found;
    days = 1;
  }
  return coverage_of(all->problem, all->shifts, first, days);
}

Result<EditOutcome> Schedules::keep(const org::By& by, const Open& open, EditOutcome outcome,
                                    ShiftChange change, std::int64_t undone) {
  const PreparedEdit prepared{open.plan, std::move(outcome), std::move(change), {}, "", 0, 0};
  auto kept =
      changes_.make<EditOutcome>(by, "", [&](org::Change& now) { return write(now, prepared, undone); });
  if (kept) tell(by.org, prepared);
  return kept;
}

Result<EditOutcome> Schedules::edit(const org::By& by, ShiftPlanId id, const EditShifts& wanted) {
  auto prepared = prepare(by.org, id, {wanted.edits, std::nullopt, false, wanted.with_coverage});
  if (!prepared) return tl::unexpected<Error>(std::move(prepared.error()));
  if (wanted.version && *wanted.version != prepared->plan.version)
    return fail(ErrorCode::conflict, "changed_meanwhile",
                fmt::format("the schedule is at version {} by now", prepared->plan.version));
  if (wanted.is_trial) return std::move(prepared->outcome);
  if (!prepared->refused.empty() && wanted.force_reason.empty()) return breaks_rules(prepared->refused);
  if (!prepared->refused.empty()) prepared->change.force_reason = wanted.force_reason;
  auto kept =
      changes_.make<EditOutcome>(by, "", [&](org::Change& change) { return write(change, *prepared); });
  if (kept) tell(by.org, *prepared);
  return kept;
}

Result<EditOutcome> Schedules::undo(const org::By& by, ShiftPlanId id, const std::string& force_reason) {
  auto all = open(by.org, id);
  if (!all) return tl::unexpected<Error>(std::move(all.error()));
  const auto last = changes_.database().read([&](database::Session& sql) -> Result<ShiftChange> {
    auto found = shift_store::last_edit(sql, by.org, id);
    if (!found || found->version <= shift_store::published_version(sql, by.org, id))
      return fail(ErrorCode::conflict, "nothing_to_undo", "nothing was changed since");
    return std::move(*found);
  });
  if (!last) return tl::unexpected<Error>(last.error());
  std::vector<BoardChange> changes;
  const auto change_at = [&](const Shift& shift) -> BoardChange& {
    const schedule::PlannedShift one = planned(shift);
    for (BoardChange& change : changes)
      if (change.agent == one.agent && change.day == one.day) return change;
    changes.push_back({one.agent, one.day, std::nullopt, false});
    return changes.back();
  };
  for (const Shift& shift : last->after)
    change_at(shift);
  for (const Shift& shift : last->before)
    change_at(shift).put = planned(shift);
  auto tried = try_on_board(all->problem, all->shifts, changes);
  if (!tried) return tl::unexpected<Error>(std::move(tried.error()));
  EditOutcome outcome;
  outcome.shifts = all_kept(tried->after);
  outcome.caused = all_shown(tried->caused);
  outcome.cured = all_shown(tried->cured);
  // What was broken before the change is so again: its reason stands with that change.
  if (all->plan.state == PlanState::published && !outcome.caused.empty() && force_reason.empty())
    return breaks_rules(outcome.caused);
  ShiftChange change;
  change.force_reason = force_reason;
  change.before = all_kept(tried->before);
  return keep(by, *all, std::move(outcome), std::move(change), last->version);
}

Result<FilledShiftPlan> Schedules::fill(const org::By& by, const FillShiftPlan& wanted,
                                        const Progress& progress) {
  auto all = open(by.org, wanted.schedule_id);
  if (!all) return tl::unexpected<Error>(std::move(all.error()));
  if (all->plan.state == PlanState::published)
    return fail(ErrorCode::conflict, "is_published", "agents work by it: change it by hand");
  if (all->problem.requirements.empty())
    return fail(ErrorCode::conflict, "nothing_required", "the schedule has no requirement to fill");
  schedule::SolveOptions options;
  options.time_limit_s = wanted.seconds_max;
  options.threads = 1;  // beside the floor that runs on the same machine
  const auto solved = solver_(all->problem, options, progress);
  if (!solved) return tl::unexpected<Error>(solved.error());
  if (solved->is_stopped && solved->stopped_by.empty()) return cancelled();
  if (!solved->is_feasible) {
    std::vector<Issue> issues;
    for (const schedule::Conflict& one : solved->conflicts)
      issues.push_back({"/agents/" + one.agent, one.what});
    return fail(ErrorCode::conflict, "no_legal_schedule", "these rules cannot be kept together",
                std::move(issues));
  }
  if (!solved->violations.empty()) return breaks_rules(all_shown(solved->violations));
  EditOutcome outcome;
  outcome.shifts = all_kept(solved->plan.shifts);
  ShiftChange change;
  change.before = all_kept(all->shifts.shifts);
  const auto filled = keep(by, *all, std::move(outcome), std::move(change), 0);
  if (!filled) return tl::unexpected<Error>(filled.error());
  return FilledShiftPlan{
      wanted.schedule_id,  filled->version, static_cast<std::int64_t>(filled->shifts.size()),
      solved->costs.total, solved->bound,   solved->gap,
      solved->stopped_by};
}

Result<ShiftPlan> Schedules::publish(const org::By& by, ShiftPlanId id, const std::string& force_reason) {
  const auto all = open(by.org, id);
  if (!all) return tl::unexpected<Error>(all.error());
  if (all->plan.state == PlanState::published)
    return fail(ErrorCode::conflict, "is_published", "it is published already");
  const auto broken = all_shown(schedule::judge(all->problem, all->shifts));
  if (!broken.empty() && force_reason.empty()) return breaks_rules(broken);
  auto published = changes_.make<ShiftPlan>(by, "", [&](org::Change& change) -> Result<ShiftPlan> {
    const auto before = shift_store::find(change.sql, by.org, id);
    if (!before) return org::no_such(schedule_kind, id.value);
    if (before->version != all->plan.version)
      return fail(ErrorCode::conflict, "changed_meanwhile", "somebody has just changed it: look again");
    if (const auto twice = shift_store::published_twice(change.sql, by.org, id))
      return fail(ErrorCode::conflict, "published_twice", "somebody has a shift then in another schedule",
                  {{fmt::format("/agents/{}/{}", twice->first.value, twice->second),
                    "has a shift then in another published schedule"}});
    shift_store::set_published(change.sql, by.org, id, change.now, before->version + 1);
    auto after = shift_store::find(change.sql, by.org, id);
    change.audit({"publish", schedule_kind, id.value, contract::encode(*before),
                  contract::encode(Forced{broken.empty() ? "" : force_reason})});
    return std::move(*after);
  });
  if (!published || !told_) return published;
  std::set<AgentId> seen;
  for (const Shift& one : all_kept(all->shifts.shifts))
    seen.insert(one.agent_id);
  told_(by.org, seen);
  return published;
}

Result<std::vector<ShiftChange>> Schedules::changes_since_publishing(OrgId org, ShiftPlanId id) {
  return changes_.database().read([&](database::Session& sql) -> Result<std::vector<ShiftChange>> {
    const auto found = shift_store::find(sql, org, id);
    if (!found) return org::no_such(schedule_kind, id.value);
    if (found->state != PlanState::published) return std::vector<ShiftChange>{};
    return shift_store::edits(sql, org, id, shift_store::published_version(sql, org, id));
  });
}

namespace {

const Shift* of_agent(const std::vector<Shift>& shifts, AgentId agent, const std::string& day) {
  const auto found = std::find_if(shifts.begin(), shifts.end(),
                                  [&](const Shift& one) { return one.agent_id == agent && one.day == day; });
  return found == shifts.end() ? nullptr : &*found;
}

void add_changes(database::Session& sql, OrgId org, AgentId agent, Instant from, Instant to,
                 std::vector<MyShiftChange>& changes) {
  for (const ShiftPlan& plan :
       shift_store::list(sql, org, {std::numeric_limits<std::int64_t>::max()}, shift_plans_max)) {
    const auto zone = Zone::named(plan.time_zone);
    const auto first = parse_day(plan.first_day);
    if (plan.state != PlanState::published || !zone || !first) continue;
    if (zone->start_of(*first) >= to || zone->start_of(*first + plan.days) <= from) continue;
    for (const ShiftChange& change :
         shift_store::edits(sql, org, plan.id, shift_store::published_version(sql, org, plan.id))) {
      std::set<std::string> days;
      for (const auto* side : {&change.before, &change.after})
        for (const Shift& one : *side)
          if (one.agent_id == agent) days.insert(one.day);
      for (const std::string& day : days) {
        MyShiftChange made{day, change.at, std::nullopt, std::nullopt};
        if (const Shift* before = of_agent(change.before, agent, day)) made.before = *before;
        if (const Shift* after = of_agent(change.after, agent, day)) made.after = *after;
        changes.push_back(std::move(made));
      }
    }
  }
  std::stable_sort(changes.begin(), changes.end(),
                   [](const MyShiftChange& a, const MyShiftChange& b) { return a.at > b.at; });
}

}  // namespace

Result<MyShifts> Schedules::mine(OrgId org, AgentId agent, Instant from, Instant to) {
  if (to <= from) return org::wrong({{"to", "expected a moment after `from`"}});
  const auto directory = directories_.of(org);
  return changes_.database().read([&](database::Session& sql) -> Result<MyShifts> {
    MyShifts mine;
    mine.time_zone = directory ? directory->time_zone : "";
    for (auto& one : shift_store::published(sql, org, agent, from, to))
      mine.items.push_back(std::move(one.shift));
    add_changes(sql, org, agent, from, to, mine.changes);
    return mine;
  });
}

Result<Feed> Schedules::make_feed(const org::By& by) {
  const std::string token = crypto::random_token();
  return changes_.make<Feed>(by, "", [&](org::Change& change) -> Result<Feed> {
    shift_store::set_feed(change.sql, by.org, by.user, crypto::token_digest(token), change.now);
    change.audit({"create", "calendar_feed", by.user.value, "", ""});
    return Feed{"/api/v1/workforce/calendars/" + token};
  });
}

Result<void> Schedules::remove_feed(const org::By& by) {
  return changes_.make<void>(by, "", [&](org::Change& change) -> Result<void> {
    shift_store::remove_feed(change.sql, by.org, by.user);
    change.audit({"delete", "calendar_feed", by.user.value, "", ""});
    return {};
  });
}

Result<std::string> Schedules::feed(const std::string& token) {
  const Instant at = now();
  std::vector<CalendarEvent> events;
  std::string name;
  const auto read = changes_.database().read([&](database::Session& sql) -> Result<bool> {
    const auto whose = shift_store::feed_of(sql, crypto::token_digest(token));
    const auto directory = whose ? directories_.of(whose->first) : nullptr;
    const bool is_active = directory && directory->users.count(whose->second) != 0 &&
                           directory->users.at(whose->second).is_active;
    if (!is_active) return fail(ErrorCode::not_found, "unknown_calendar", "there is no such calendar");
    name = directory->name;
    for (const auto& one : shift_store::published(sql, whose->first, whose->second, at - feed_reaches_back,
                                                  at + feed_reaches_on)) {
      const Zone zone = *Zone::named(directory->time_zone);
      CalendarEvent event;
      event.uid = fmt::format("{}-{}-{}@rapport", one.schedule_id.value, whose->second.value, one.shift.day);
      event.sequence = one.shift.sequence;
      event.changed_at = one.shift.changed_at;
      event.start = one.shift.start;
      event.end = one.shift.end;
      event.summary = one.shift.shift;
      for (const schedule::PlannedBreak& pause : one.shift.breaks) {
        const std::int32_t from = zone.local(pause.start).second, to = zone.local(pause.end).second;
        event.description +=
            fmt::format("{}{:02}:{:02}-{:02}:{:02} {}", event.description.empty() ? "" : "\n", from / 3'600,
                        from / 60 % 60, to / 3'600, to / 60 % 60, pause.name);
      }
      events.push_back(std::move(event));
    }
    return true;
  });
  if (!read) return tl::unexpected<Error>(read.error());
  return calendar_text(name, events);
}

}  // namespace rapport::workforce
