// The only SQL for the tables `shift_plan`, `shift_planned`, `shift_edit` and `shift_feed`. Stateless; within
// reads and transactions of the caller's.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "platform/database/database.h"
#include "workforce/shifts/shift_plan.h"

namespace rapport::workforce {

// Of all of this folder.
std::vector<database::Migration> shift_migrations();

namespace shift_store {

void insert(database::Session& sql, OrgId org, const ShiftPlan& plan, const std::string& problem);
std::optional<ShiftPlan> find(database::Session& sql, OrgId org, ShiftPlanId id);
std::string problem(database::Session& sql, OrgId org, ShiftPlanId id);  // JSON
std::vector<ShiftPlan> list(database::Session& sql, OrgId org, ShiftPlanId before, std::int64_t limit);
std::int64_t count(database::Session& sql, OrgId org);
void remove(database::Session& sql, OrgId org, ShiftPlanId id);
void set_version(database::Session& sql, OrgId org, ShiftPlanId id, std::int64_t version);
void set_problem(database::Session& sql, OrgId org, ShiftPlanId id, const std::string& problem);
void set_published(database::Session& sql, OrgId org, ShiftPlanId id, Instant at, std::int64_t version);

// By agent and day. agent 0: everybody's; day "": all.
std::vector<Shift> shifts(database::Session& sql, OrgId org, ShiftPlanId id, AgentId agent,
                          const std::string& day);
void put(database::Session& sql, OrgId org, ShiftPlanId id, const Shift& shift);
void take_off(database::Session& sql, OrgId org, ShiftPlanId id, AgentId agent, const std::string& day);

// Of published schedules, in order of time; with the id of their schedule. agent 0: everybody's.
struct Published {
  ShiftPlanId schedule_id;
  Shift shift;
};
std::vector<Published> published(database::Session& sql, OrgId org, AgentId agent, Instant from, Instant to);
// An agent and day that have a published shift in another schedule as well.
std::optional<std::pair<AgentId, std::string>> published_twice(database::Session& sql, OrgId org,
                                                               ShiftPlanId id);

void add_edit(database::Session& sql, OrgId org, ShiftPlanId id, const ShiftChange& change);
// From the version on (exclusive), oldest first.
std::vector<ShiftChange> edits(database::Session& sql, OrgId org, ShiftPlanId id, std::int64_t after);
std::optional<ShiftChange> last_edit(database::Session& sql, OrgId org, ShiftPlanId id);
void remove_edit(database::Session& sql, OrgId org, ShiftPlanId id, std::int64_t version);
// The version in which it was published; 0: not.
std::int64_t published_version(database::Session& sql, OrgId org, ShiftPlanId id);

// The feed's token is kept as a digest only.
void set_feed(database::Session& sql, OrgId org, AgentId agent, const std::string& digest, Instant at);
void remove_feed(database::Session& sql, OrgId org, AgentId agent);
std::optional<std::pair<OrgId, AgentId>> feed_of(database::Session& sql, const std::string& digest);

}  // namespace shift_store
}  // namespace rapport::workforce
