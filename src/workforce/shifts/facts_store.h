// The only SQL for the tables `planning_item` and `agent_planning`. Stateless; within transactions of the
// caller's.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "org/changes.h"
#include "workforce/shifts/facts.h"

namespace rapport::workforce {

inline constexpr std::int64_t contracts_max = 200;
inline constexpr std::int64_t shift_templates_max = 200;

// As org/entity.h wants them.
struct Contracts {
  using Key = ContractId;
  using Fields = schedule::Contract;
  using Whole = KeptContract;
  static constexpr const char* kind = "work_contract";
  static constexpr const char* what = "";
  static constexpr std::int64_t most = contracts_max;
  std::optional<Whole> find(database::Session& sql, OrgId org, Key id) const;
  std::vector<Whole> list(database::Session& sql, OrgId org, Key after, std::int64_t limit) const;
  std::int64_t count(database::Session& sql, OrgId org) const;
  Result<void> check(org::Change& change, Key id, const Whole* before, const Fields& fields) const;
  void insert(org::Change& change, Key id, const Fields& fields) const;
  void update(org::Change& change, Key id, const Fields& fields) const;
  Result<void> remove(org::Change& change, const Whole& whole) const;
};
inline constexpr Contracts work_contracts{};

struct ShiftTemplates {
  using Key = ShiftTemplateId;
  using Fields = schedule::Template;
  using Whole = KeptTemplate;
  static constexpr const char* kind = "shift_template";
  static constexpr const char* what = "";
  static constexpr std::int64_t most = shift_templates_max;
  std::optional<Whole> find(database::Session& sql, OrgId org, Key id) const;
  std::vector<Whole> list(database::Session& sql, OrgId org, Key after, std::int64_t limit) const;
  std::int64_t count(database::Session& sql, OrgId org) const;
  Result<void> check(org::Change& change, Key id, const Whole* before, const Fields& fields) const;
  void insert(org::Change& change, Key id, const Fields& fields) const;
  void update(org::Change& change, Key id, const Fields& fields) const;
  Result<void> remove(org::Change& change, const Whole& whole) const;
};
inline constexpr ShiftTemplates shift_templates{};

namespace facts_store {

// Everybody who is active and has agents' skills, with what is kept of them; by id.
std::vector<AgentPlanning> agents(database::Session& sql, OrgId org);
Facts all(database::Session& sql, OrgId org);
// Of everybody something is kept of, also who has left since.
std::map<AgentId, double> costs_per_hour(database::Session& sql, OrgId org);
// not_found; invalid with the places.
Result<AgentPlanning> put_agent(org::Change& change, AgentId agent, const AgentFacts& facts);

}  // namespace facts_store
}  // namespace rapport::workforce
