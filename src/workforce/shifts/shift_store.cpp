#include "workforce/shifts/shift_store.h"

#include <fmt/format.h>

#include "platform/contract/json.h"
#include "platform/database/statement.h"

namespace rapport::workforce {

std::vector<database::Migration> shift_migrations() {
  return {{0, "schedules of shifts",
           "create table planning_item (org bigint not null, id bigint not null, kind integer not null,"
           " name text not null, body text not null, primary key (org, id), unique (org, kind, name));"
           "create table agent_planning (org bigint not null, agent bigint not null, body text not null,"
           " primary key (org, agent));"
           "create table shift_plan (org bigint not null, id bigint not null, name text not null,"
           " state integer not null, time_zone text not null, first_day text not null, days bigint not null,"
           " version bigint not null, created_us bigint not null, published_us bigint,"
           " published_version bigint not null, problem text not null, primary key (org, id));"
           "create table shift_planned (org bigint not null, schedule bigint not null, agent bigint not null,"
           " day text not null, shift text not null, start_us bigint not null, end_us bigint not null,"
           " paid_s bigint not null, breaks text not null, sequence bigint not null,"
           " changed_us bigint not null, primary key (org, schedule, agent, day));"
           "create index shift_planned_by_agent on shift_planned (org, agent, end_us);"
           "create table shift_edit (org bigint not null, schedule bigint not null, version bigint not null,"
           " body text not null, primary key (org, schedule, version));"
           "create table shift_feed (org bigint not null, agent bigint not null, digest text not null,"
           " created_us bigint not null, primary key (org, agent));"
           "create unique index shift_feed_by_digest on shift_feed (digest)",
           ""}};
}

namespace shift_store {
namespace {

#define PLAN_COLUMNS \
  "select id, name, state, time_zone, first_day, days, version, created_us, published_us from shift_plan"
#define SHIFT_COLUMNS                                                                                 \
  "select s.schedule, s.agent, s.day, s.shift, s.start_us, s.end_us, s.paid_s, s.breaks, s.sequence," \
  " s.changed_us from shift_planned s"

ShiftPlan plan_from(ShiftPlanId id, std::string name, PlanState state, std::string zone,
                    std::string first_day, std::int32_t days, std::int64_t version, Instant created,
                    std::optional<Instant> published_at) {
  return {id,   std::move(name), state,   std::move(zone), std::move(first_day),
          days, version,         created, published_at};
}

Published shift_from(ShiftPlanId schedule, AgentId agent, std::string day, std::string shift, Instant start,
                     Instant end, std::int64_t paid_s, const std::string& breaks, std::int64_t sequence,
                     Instant changed) {
  auto read = contract::decode<std::vector<schedule::PlannedBreak>>(breaks, {.ignores_unknown = true});
  return {schedule,
          {agent, std::move(day), std::move(shift), start, end, paid_s,
           read ? std::move(*read) : std::vector<schedule::PlannedBreak>{}, sequence, changed}};
}

// A schedule that was computed is one change.
Result<ShiftChange> read_change(const std::string& body) {
  contract::DecodeOptions options;
  options.bytes_max = 64 << 20;
  options.items_max = 2'000'000;
  options.ignores_unknown = true;
  return contract::decode<ShiftChange>(body, options);
}

}  // namespace

void insert(database::Session& sql, OrgId org, const ShiftPlan& plan, const std::string& problem) {
  database::execute(sql,
                    "insert into shift_plan (org, id, name, state, time_zone, first_day, days, version,"
                    " created_us, published_us, published_version, problem) values (:org, :id, :name, :state,"
                    " :zone, :first, :days, :version, :created, :published, 0, :problem)",
                    org, plan.id, plan.name, plan.state, plan.time_zone, plan.first_day, plan.days,
                    plan.version, plan.created_at, plan.published_at, problem);
}

std::optional<ShiftPlan> find(database::Session& sql, OrgId org, ShiftPlanId id) {
  const auto row = database::first<ShiftPlanId, std::string, PlanState, std::string, std::string,
                                   std::int32_t, std::int64_t, Instant, std::optional<Instant>>(
      sql, PLAN_COLUMNS " where org = :org and id = :id", org, id);
  if (!row) return std::nullopt;
  return std::apply(plan_from, *row);
}

std::string problem(database::Session& sql, OrgId org, ShiftPlanId id) {
  return database::first<std::string>(sql, "select problem from shift_plan where org = :org and id = :id",
                                      org, id)
      .value_or("");
}

std::vector<ShiftPlan> list(database::Session& sql, OrgId org, ShiftPlanId before, std::int64_t limit) {
  std::vector<ShiftPlan> all;
  database::each<ShiftPlanId, std::string, PlanState, std::string, std::string, std::int32_t, std::int64_t,
                 Instant, std::optional<Instant>>(
      sql, PLAN_COLUMNS " where org = :org and id < :before order by id desc limit :limit",
      [&](auto&&... columns) { all.push_back(plan_from(std::forward<decltype(columns)>(columns)...)); }, org,
      before, limit);
  return all;
}

std::int64_t count(database::Session& sql, OrgId org) {
  return database::first<std::int64_t>(sql, "select count(*) from shift_plan where org = :org", org)
      .value_or(0);
}

void remove(database::Session& sql, OrgId org, ShiftPlanId id) {
  database::execute(sql, "delete from shift_planned where org = :org and schedule = :id", org, id);
  database::execute(sql, "delete from shift_edit where org = :org and schedule = :id", org, id);
  database::execute(sql, "delete from shift_plan where org = :org and id = :id", org, id);
}

void set_version(database::Session& sql, OrgId org, ShiftPlanId id, std::int64_t version) {
  database::execute(sql, "update shift_plan set version = :version where org = :org and id = :id", version,
                    org, id);
}

void set_problem(database::Session& sql, OrgId org, ShiftPlanId id, const std::string& problem) {
  database::execute(sql, "update shift_plan set problem = :problem where org = :org and id = :id", problem,
                    org, id);
}

void set_published(database::Session& sql, OrgId org, ShiftPlanId id, Instant at, std::int64_t version) {
  database::execute(sql,
                    "update shift_plan set state = :state, published_us = :at, version = :version,"
                    " published_version = :version where org = :org and id = :id",
                    PlanState::published, at, version, org, id);
}

std::vector<Shift> shifts(database::Session& sql, OrgId org, ShiftPlanId id, AgentId agent,
                          const std::string& day) {
  std::vector<Shift> all;
  database::each<ShiftPlanId, AgentId, std::string, std::string, Instant, Instant, std::int64_t, std::string,
                 std::int64_t, Instant>(
      sql,
      // Cast: PostgreSQL would take the literal's type.
      SHIFT_COLUMNS
      " where s.org = :org and s.schedule = :id and (cast(:agent as bigint) = 0 or s.agent = :agent)"
      " and (cast(:day as text) = '' or s.day = :day) order by s.agent, s.day",
      [&](auto&&... columns) {
        all.push_back(shift_from(std::forward<decltype(columns)>(columns)...).shift);
      },
      org, id, agent, day);
  return all;
}

void put(database::Session& sql, OrgId org, ShiftPlanId id, const Shift& shift) {
  take_off(sql, org, id, shift.agent_id, shift.day);
  database::execute(sql,
                    "insert into shift_planned (org, schedule, agent, day, shift, start_us, end_us, paid_s,"
                    " breaks, sequence, changed_us) values (:org, :id, :agent, :day, :shift, :start, :end,"
                    " :paid, :breaks, :sequence, :changed)",
                    org, id, shift.agent_id, shift.day, shift.shift, shift.start, shift.end, shift.paid_s,
                    contract::encode(shift.breaks), shift.sequence, shift.changed_at);
}

void take_off(database::Session& sql, OrgId org, ShiftPlanId id, AgentId agent, const std::string& day) {
  database::execute(
      sql, "delete from shift_planned where org = :org and schedule = :id and agent = :agent and day = :day",
      org, id, agent, day);
}

std::vector<Published> published(database::Session& sql, OrgId org, AgentId agent, Instant from, Instant to) {
  std::vector<Published> all;
  database::each<ShiftPlanId, AgentId, std::string, std::string, Instant, Instant, std::int64_t, std::string,
                 std::int64_t, Instant>(
      sql,
      fmt::format(SHIFT_COLUMNS " join shift_plan p on p.org = s.org and p.id = s.schedule where s.org = :org"
                                " and {} and s.end_us > :from and s.start_us < :to and p.state = :state"
                                " order by s.start_us",
                  // As it stands it takes the index; cast: PostgreSQL would take the literal's type.
                  agent ? "s.agent = :agent" : "cast(:agent as bigint) = 0"),
      [&](auto&&... columns) { all.push_back(shift_from(std::forward<decltype(columns)>(columns)...)); }, org,
      agent, from, to, PlanState::published);
  return all;
}

std::optional<std::pair<AgentId, std::string>> published_twice(database::Session& sql, OrgId org,
                                                               ShiftPlanId id) {
  const auto row = database::first<AgentId, std::string>(
      sql,
      "select s.agent, s.day from shift_planned s join shift_planned o on o.org = s.org and o.agent = s.agent"
      " and o.schedule <> s.schedule and o.start_us < s.end_us and o.end_us > s.start_us"
      " join shift_plan p on p.org = o.org and p.id = o.schedule and p.state = :state"
      " where s.org = :org and s.schedule = :id order by s.agent, s.day limit 1",
      PlanState::published, org, id);
  if (!row) return std::nullopt;
  return std::pair<AgentId, std::string>{std::get<0>(*row), std::get<1>(*row)};
}

void add_edit(database::Session& sql, OrgId org, ShiftPlanId id, const ShiftChange& change) {
  database::execute(
      sql, "insert into shift_edit (org, schedule, version, body) values (:org, :id, :version, :body)", org,
      id, change.version, contract::encode(change));
}

std::vector<ShiftChange> edits(database::Session& sql, OrgId org, ShiftPlanId id, std::int64_t after) {
  std::vector<ShiftChange> all;
  database::each<std::string>(
      sql,
      "select body from shift_edit where org = :org and schedule = :id and version > :after order by version",
      [&](const std::string& body) {
        if (auto change = read_change(body)) all.push_back(std::move(*change));
      },
      org, id, after);
  return all;
}

std::optional<ShiftChange> last_edit(database::Session& sql, OrgId org, ShiftPlanId id) {
  const auto body = database::first<std::string>(
      sql, "select body from shift_edit where org = :org and schedule = :id order by version desc limit 1",
      org, id);
  if (!body) return std::nullopt;
  auto change = read_change(*body);
  if (!change) return std::nullopt;
  return std::move(*change);
}

void remove_edit(database::Session& sql, OrgId org, ShiftPlanId id, std::int64_t version) {
  database::execute(sql, "delete from shift_edit where org = :org and schedule = :id and version = :version",
                    org, id, version);
}

std::int64_t published_version(database::Session& sql, OrgId org, ShiftPlanId id) {
  return database::first<std::int64_t>(
             sql, "select published_version from shift_plan where org = :org and id = :id", org, id)
      .value_or(0);
}

void set_feed(database::Session& sql, OrgId org, AgentId agent, const std::string& digest, Instant at) {
  remove_feed(sql, org, agent);
  database::execute(
      sql, "insert into shift_feed (org, agent, digest, created_us) values (:org, :agent, :digest, :at)", org,
      agent, digest, at);
}

void remove_feed(database::Session& sql, OrgId org, AgentId agent) {
  database::execute(sql, "delete from shift_feed where org = :org and agent = :agent", org, agent);
}

std::optional<std::pair<OrgId, AgentId>> feed_of(database::Session& sql, const std::string& digest) {
  const auto row = database::first<OrgId, AgentId>(
      sql, "select org, agent from shift_feed where digest = :digest", digest);
  if (!row) return std::nullopt;
  return std::pair<OrgId, AgentId>{std::get<0>(*row), std::get<1>(*row)};
}

}  // namespace shift_store
}  // namespace rapport::workforce
