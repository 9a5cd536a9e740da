#include "workforce/shifts/shift_operations.h"

#include <limits>

#include "org/entity_api.h"
#include "platform/crypto/digest.h"
#include "platform/http/header_values.h"
#include "workforce/jobs/job_operations.h"
#include "workforce/shifts/facts_store.h"

namespace rapport::workforce {

struct PlannedAgents {
  std::vector<AgentPlanning> items;
};
BOOST_DESCRIBE_STRUCT(PlannedAgents, (), (items))

struct ReadShifts {
  std::optional<AgentId> agent_id;
  std::string day;
};
BOOST_DESCRIBE_STRUCT(ReadShifts, (), (agent_id, day))
contract::Notes contract_notes(contract::Tag<ReadShifts>) {
  return {
      .fields = {{.name = "agent_id", .doc = "absent: of everybody"},
                 {.name = "day", .doc = "2026-12-25; absent: all", .max_length = 10, .has_default = true}}};
}
struct ShiftsShown {
  std::vector<Shift> items;
};
BOOST_DESCRIBE_STRUCT(ShiftsShown, (), (items))

struct ReadCoverage {
  std::string day;
};
BOOST_DESCRIBE_STRUCT(ReadCoverage, (), (day))
contract::Notes contract_notes(contract::Tag<ReadCoverage>) {
  return {
      .fields = {{.name = "day", .doc = "2026-12-25; absent: all", .max_length = 10, .has_default = true}}};
}
struct CoverageShown {
  std::vector<StaffCoverage> items;
};
BOOST_DESCRIBE_STRUCT(CoverageShown, (), (items))

struct ViolationsShown {
  std::vector<ShiftViolation> items;
};
BOOST_DESCRIBE_STRUCT(ViolationsShown, (), (items))
struct ShiftChanges {
  std::vector<ShiftChange> items;
};
BOOST_DESCRIBE_STRUCT(ShiftChanges, (), (items))

struct ReadMyShifts {
  std::optional<Instant> from, to;
};
BOOST_DESCRIBE_STRUCT(ReadMyShifts, (), (from, to))
contract::Notes contract_notes(contract::Tag<ReadMyShifts>) {
  return {.fields = {{.name = "from", .doc = "absent: a week ago"},
                     {.name = "to", .doc = "absent: five weeks after `from`"}}};
}

namespace {

using api::Call;

const api::Permissions planners{api::Permission::plan};
const org::EntityWords contract_words{
    "/api/v1/workforce/contracts", "WorkContract", "WorkContracts", "workforce", planners, planners};
const org::EntityWords template_words{
    "/api/v1/workforce/shift-templates", "ShiftTemplate", "ShiftTemplates", "workforce", planners, planners};

void add_facts(api::Api& api, Schedules& schedules) {
  org::Changes& changes = schedules.changes();
  org::register_all(api, changes, contract_words, work_contracts);
  org::register_all(api, changes, template_words, shift_templates);
  api.get<PlannedAgents>(
      planner_operation("agents", "listPlannedAgents", "Everybody, with what planners keep of them"),
      [&changes](const Call& call) {
        return changes.database().read([&](database::Session& sql) -> Result<PlannedAgents> {
          return PlannedAgents{facts_store::agents(sql, call.org())};
        });
      });
  api.put<AgentFacts, AgentPlanning>(
      planner_operation("agents/{id}", "changePlannedAgent",
                        "Contract, availability, time off and wishes of an agent, as a whole"),
      [&changes](const Call& call, const AgentFacts& facts) {
        return changes.make<AgentPlanning>(org::by(call), "", [&](org::Change& change) {
          return facts_store::put_agent(change, call.id<AgentId>("id"), facts);
        });
      });
}

void add_reads(api::Api& api, Schedules& schedules) {
  api.get<api::PageQuery, api::Page<ShiftPlan>>(
      planner_operation("schedules", "listSchedules", "Schedules, the newest first"),
      [&schedules](const Call& call, const api::PageQuery& query) -> Result<api::Page<ShiftPlan>> {
        auto before = api::read_cursor<ShiftPlanId>(query);
        if (!before) return tl::unexpected<Error>(before.error());
        const ShiftPlanId newest{std::numeric_limits<std::int64_t>::max()};
        return schedules.list(call.org(), before->value_or(newest), query.limit + 1)
            .map([&](std::vector<ShiftPlan>&& found) {
              return api::page_of(std::move(found), query.limit, [](const ShiftPlan& one) { return one.id; });
            });
      });
  api.get<ShiftPlan>(
      planner_operation("schedules/{id}", "getSchedule", "One of them, without its shifts"),
      [&schedules](const Call& call) { return schedules.find(call.org(), call.id<ShiftPlanId>("id")); });
  api.get<schedule::Problem>(
      planner_operation(
          "schedules/{id}/problem", "getScheduleProblem",
          "What it was made for: contracts, templates, agents (by id), requirements. As a file it "
          "goes to rapport schedule."),
      [&schedules](const Call& call) { return schedules.problem(call.org(), call.id<ShiftPlanId>("id")); });
  api.get<ReadShifts, ShiftsShown>(
      planner_operation("schedules/{id}/shifts", "listShifts", "Its shifts: all, of an agent, of a day"),
      [&schedules](const Call& call, const ReadShifts& query) {
        return schedules
            .shifts(call.org(), call.id<ShiftPlanId>("id"), query.agent_id.value_or(AgentId{}), query.day)
            .map([](std::vector<Shift>&& all) { return ShiftsShown{std::move(all)}; });
      });
  api.get<ReadCoverage, CoverageShown>(
      planner_operation("schedules/{id}/coverage", "getCoverage",
                        "Who is needed and who is there, by interval and requirement"),
      [&schedules](const Call& call, const ReadCoverage& query) {
        return schedules.coverage(call.org(), call.id<ShiftPlanId>("id"), query.day)
            .map([](std::vector<StaffCoverage>&& all) { return CoverageShown{std::move(all)}; });
      });
  api.get<ViolationsShown>(
      planner_operation("schedules/{id}/violations", "listViolations", "Every hard rule that it breaks"),
      [&schedules](const Call& call) {
        return schedules.violations(call.org(), call.id<ShiftPlanId>("id"))
            .map([](std::vector<ShiftViolation>&& all) { return ViolationsShown{std::move(all)}; });
      });
  api.get<ShiftChanges>(
      planner_operation("schedules/{id}/changes", "listShiftChanges", "What was changed after publishing"),
      [&schedules](const Call& call) {
        return schedules.changes_since_publishing(call.org(), call.id<ShiftPlanId>("id"))
            .map([](std::vector<ShiftChange>&& all) { return ShiftChanges{std::move(all)}; });
      });
}

void add_writes(api::Api& api, Schedules& schedules) {
  api.post<NewShiftPlan, ShiftPlan>(
      planner_operation("schedules", "createSchedule", "A draft without shifts, for all who have a contract"),
      [&schedules](const Call& call, const NewShiftPlan& wanted) {
        return schedules.create(org::by(call), wanted);
      });
  api.remove(
      planner_operation("schedules/{id}", "deleteSchedule", "Removes a draft"),
      [&schedules](const Call& call) { return schedules.remove(org::by(call), call.id<ShiftPlanId>("id")); });
  api::Operation edit =
      planner_operation("schedules/{id}/edits", "editShifts",
                        "Puts, moves, resizes or removes shifts and breaks, or says what that would break");
  edit.status = 200;
  api.post<EditShifts, EditOutcome>(edit, [&schedules](const Call& call, const EditShifts& wanted) {
    return schedules.edit(org::by(call), call.id<ShiftPlanId>("id"), wanted);
  });
  api::Operation undo = planner_operation("schedules/{id}/undo", "undoShiftEdit", "Takes the last edit back");
  undo.status = 200;
  api.post<Forced, EditOutcome>(undo, [&schedules](const Call& call, const Forced& forced) {
    return schedules.undo(org::by(call), call.id<ShiftPlanId>("id"), forced.force_reason);
  });
  api::Operation publish =
      planner_operation("schedules/{id}/publish", "publishSchedule", "From now on agents see it");
  publish.status = 200;
  api.post<Forced, ShiftPlan>(publish, [&schedules](const Call& call, const Forced& forced) {
    return schedules.publish(org::by(call), call.id<ShiftPlanId>("id"), forced.force_reason);
  });
}

void add_filling(api::Api& api, Jobs& jobs, Schedules& schedules) {
  jobs.add_kind(
      "schedule", JobLength::lasting,
      [&schedules](OrgId org, const std::string& request, const Progress& progress) -> Result<std::string> {
        const auto wanted = contract::decode<FillShiftPlan>(request);
        if (!wanted) return tl::unexpected<Error>(wanted.error());
        return schedules.fill({org, {}}, *wanted, progress).map([](const FilledShiftPlan& filled) {
          return contract::encode(filled);
        });
      });
  api.post<FillOptions, Job>(
      job_operation("schedules/{id}/fill", "fillSchedule",
                    "Computes the shifts of a draft anew: a job, after which they are in it"),
      [&jobs, &schedules](const Call& call, const FillOptions& options) -> Result<Job> {
        const auto plan = schedules.find(call.org(), call.id<ShiftPlanId>("id"));
        if (!plan) return tl::unexpected<Error>(plan.error());
        if (plan->state == PlanState::published)
          return fail(ErrorCode::conflict, "is_published", "agents work by it: change it by hand");
        return submit_job(jobs, call, "schedule", plan->name, FillShiftPlan{plan->id, options.seconds_max});
      });
}

api::Operation agent_operation(std::string path, std::string id, std::string summary) {
  api::Operation made = planner_operation(std::move(path), std::move(id), std::move(summary));
  made.any_of = {};
  return made;
}

void add_agents(api::Api& api, Schedules& schedules) {
  api.get<ReadMyShifts, MyShifts>(
      agent_operation("my-shifts", "listMyShifts", "One's own shifts, of published schedules"),
      [&schedules](const Call& call, const ReadMyShifts& query) {
        const Instant from = query.from.value_or(schedules.now() - hours(24 * 7));
        return schedules.mine(call.org(), call.user(), from, query.to.value_or(from + hours(24 * 35)));
      });
  api.post<Feed>(
      agent_operation("my-calendar", "makeMyCalendar",
                      "The address of a calendar with one's own shifts, shown this once; the last one ends"),
      [&schedules](const Call& call) { return schedules.make_feed(org::by(call)); });
  api.remove(agent_operation("my-calendar", "deleteMyCalendar", "Ends the calendar's address"),
             [&schedules](const Call& call) { return schedules.remove_feed(org::by(call)); });
  api::Operation feed = agent_operation("calendars/{key}", "getCalendar", "Shifts as iCalendar (RFC 5545)");
  feed.is_public = true;
  feed.path_texts = {"key"};
  feed.media_type = "text/calendar";
  api.get_bytes(feed, [&schedules](const Call& call) -> Result<http::Response> {
    auto text = schedules.feed(call.text("key"));
    if (!text) return tl::unexpected<Error>(std::move(text.error()));
    http::Response response;
    const std::string etag = '"' + crypto::token_digest(*text) + '"';
    response.headers.emplace_back("ETag", etag);
    response.headers.emplace_back("Cache-Control", "private, no-cache");
    if (http::matches_etag(call.request().header("if-none-match"), etag)) {
      response.status = 304;
      return response;
    }
    response.content_type = "text/calendar; charset=utf-8";
    response.body = std::move(*text);
    return response;
  });
}

}  // namespace

void add_shift_operations(api::Api& api, Jobs& jobs, Schedules& schedules) {
  add_filling(api, jobs, schedules);
  add_facts(api, schedules);
  add_reads(api, schedules);
  add_writes(api, schedules);
  add_agents(api, schedules);
}

}  // namespace rapport::workforce
