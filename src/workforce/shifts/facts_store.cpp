#include "workforce/shifts/facts_store.h"

#include <fmt/format.h>

#include <limits>

#include "org/entity.h"
#include "org/named.h"
#include "org/user.h"
#include "platform/database/statement.h"

namespace rapport::workforce {
namespace {

enum class ItemKind : std::uint8_t { work_contract, shift_template };
constexpr std::int64_t everything = std::numeric_limits<std::int32_t>::max();

template <class Whole>
Whole item_from(std::int64_t id, const std::string& body) {
  using Fields =
      std::conditional_t<std::is_same_v<Whole, KeptContract>, schedule::Contract, schedule::Template>;
  Whole whole;
  static_cast<Fields&>(whole) = contract::decode<Fields>(body, {.ignores_unknown = true}).value_or(Fields{});
  whole.id.value = id;
  return whole;
}

template <class Whole>
std::optional<Whole> find_item(database::Session& sql, OrgId org, ItemKind kind, std::int64_t id) {
  const auto body = database::first<std::string>(
      sql, "select body from planning_item where org = :org and id = :id and kind = :kind", org, id, kind);
  if (!body) return std::nullopt;
  return item_from<Whole>(id, *body);
}

template <class Whole>
std::vector<Whole> list_items(database::Session& sql, OrgId org, ItemKind kind, std::int64_t after,
                              std::int64_t limit) {
  std::vector<Whole> all;
  database::each<std::int64_t, std::string>(
      sql,
      "select id, body from planning_item where org = :org and id > :after and kind = :kind order by id"
      " limit :limit",
      [&](std::int64_t id, const std::string& body) { all.push_back(item_from<Whole>(id, body)); }, org,
      after, kind, limit);
  return all;
}

std::int64_t count_items(database::Session& sql, OrgId org, ItemKind kind) {
  return database::first<std::int64_t>(
             sql, "select count(*) from planning_item where org = :org and kind = :kind", org, kind)
      .value_or(0);
}

void insert_item(org::Change& change, ItemKind kind, std::int64_t id, const std::string& name,
                 const std::string& body) {
  database::execute(change.sql,
                    "insert into planning_item (org, id, kind, name, body)"
                    " values (:org, :id, :kind, :name, :body)",
                    change.org(), id, kind, name, body);
}

void update_item(org::Change& change, std::int64_t id, const std::string& name, const std::string& body) {
  database::execute(change.sql,
                    "update planning_item set name = :name, body = :body where org = :org and id = :id", name,
                    body, change.org(), id);
}

void remove_item(org::Change& change, std::int64_t id) {
  database::execute(change.sql, "delete from planning_item where org = :org and id = :id", change.org(), id);
}

AgentFacts facts_from(const std::string& body) {
  return contract::decode<AgentFacts>(body, {.ignores_unknown = true}).value_or(AgentFacts{});
}

std::map<AgentId, AgentFacts> kept_facts(database::Session& sql, OrgId org) {
  std::map<AgentId, AgentFacts> kept;
  database::each<AgentId, std::string>(
      sql, "select agent, body from agent_planning where org = :org",
      [&](AgentId agent, const std::string& body) { kept[agent] = facts_from(body); }, org);
  return kept;
}

std::vector<Issue> uses_of_contract(database::Session& sql, OrgId org, const std::string& name) {
  std::vector<Issue> uses;
  database::each<std::int64_t, std::string>(
      sql, "select agent, body from agent_planning where org = :org order by agent",
      [&](std::int64_t agent, const std::string& body) {
        if (facts_from(body).contract == name)
          uses.push_back({fmt::format("/workforce/agents/{}", agent), "has this contract"});
      },
      org);
  return uses;
}

std::vector<Issue> uses_of_template(database::Session& sql, OrgId org, const std::string& name) {
  std::vector<Issue> uses;
  for (const KeptContract& one : work_contracts.list(sql, org, {}, everything))
    for (const std::string& shift : one.shifts)
      if (shift == name)
        uses.push_back({fmt::format("/workforce/contracts/{}", one.id.value), one.name + " has this shift"});
  database::each<std::int64_t, std::string>(
      sql, "select agent, body from agent_planning where org = :org order by agent",
      [&](std::int64_t agent, const std::string& body) {
        for (const schedule::Wish& wish : facts_from(body).wishes)
          if (wish.shift == name)
            uses.push_back({fmt::format("/workforce/agents/{}", agent), "has a wish about this shift"});
      },
      org);
  return uses;
}

Result<void> check_facts(const Facts& facts, const std::string& pointer) {
  if (auto faults = faults_below(problem_of(facts), pointer); !faults.empty())
    return org::wrong(std::move(faults));
  return {};
}

}  // namespace

std::optional<KeptContract> Contracts::find(database::Session& sql, OrgId org, ContractId id) const {
  return find_item<KeptContract>(sql, org, ItemKind::work_contract, id.value);
}
std::vector<KeptContract> Contracts::list(database::Session& sql, OrgId org, ContractId after,
                                          std::int64_t limit) const {
  return list_items<KeptContract>(sql, org, ItemKind::work_contract, after.value, limit);
}
std::int64_t Contracts::count(database::Session& sql, OrgId org) const {
  return count_items(sql, org, ItemKind::work_contract);
}
Result<void> Contracts::check(org::Change& change, ContractId, const KeptContract* before,
                              const schedule::Contract& fields) const {
  if (before && before->name != fields.name)
    if (auto uses = uses_of_contract(change.sql, change.org(), before->name); !uses.empty())
      return org::in_use(kind, std::move(uses));
  Facts facts;
  for (KeptTemplate& one : shift_templates.list(change.sql, change.org(), {}, everything))
    facts.templates.push_back(std::move(one));
  facts.contracts = {fields};
  return check_facts(facts, "/contracts/0");
}
void Contracts::insert(org::Change& change, ContractId id, const schedule::Contract& fields) const {
  insert_item(change, ItemKind::work_contract, id.value, fields.name, contract::encode(fields));
}
void Contracts::update(org::Change& change, ContractId id, const schedule::Contract& fields) const {
  update_item(change, id.value, fields.name, contract::encode(fields));
}
Result<void> Contracts::remove(org::Change& change, const KeptContract& whole) const {
  if (auto uses = uses_of_contract(change.sql, change.org(), whole.name); !uses.empty())
    return org::in_use(kind, std::move(uses));
  remove_item(change, whole.id.value);
  return {};
}

std::optional<KeptTemplate> ShiftTemplates::find(database::Session& sql, OrgId org,
                                                 ShiftTemplateId id) const {
  return find_item<KeptTemplate>(sql, org, ItemKind::shift_template, id.value);
}
std::vector<KeptTemplate> ShiftTemplates::list(database::Session& sql, OrgId org, ShiftTemplateId after,
                                               std::int64_t limit) const {
  return list_items<KeptTemplate>(sql, org, ItemKind::shift_template, after.value, limit);
}
std::int64_t ShiftTemplates::count(database::Session& sql, OrgId org) const {
  return count_items(sql, org, ItemKind::shift_template);
}
Result<void> ShiftTemplates::check(org::Change& change, ShiftTemplateId, const KeptTemplate* before,
                                   const schedule::Template& fields) const {
  if (before && before->name != fields.name)
    if (auto uses = uses_of_template(change.sql, change.org(), before->name); !uses.empty())
      return org::in_use(kind, std::move(uses));
  Facts facts;
  facts.templates = {fields};
  return check_facts(facts, "/shifts/0");
}
void ShiftTemplates::insert(org::Change& change, ShiftTemplateId id, const schedule::Template& fields) const {
  insert_item(change, ItemKind::shift_template, id.value, fields.name, contract::encode(fields));
}
void ShiftTemplates::update(org::Change& change, ShiftTemplateId id, const schedule::Template& fields) const {
  update_item(change, id.value, fields.name, contract::encode(fields));
}
Result<void> ShiftTemplates::remove(org::Change& change, const KeptTemplate& whole) const {
  if (auto uses = uses_of_template(change.sql, change.org(), whole.name); !uses.empty())
    return org::in_use(kind, std::move(uses));
  remove_item(change, whole.id.value);
  return {};
}

namespace facts_store {

std::vector<AgentPlanning> agents(database::Session& sql, OrgId org) {
  std::map<SkillId, std::string> skills;
  for (const auto& skill : org::skills.list(sql, org, {}, everything))
    skills[skill.id] = skill.name;
  std::map<AgentId, AgentFacts> kept = kept_facts(sql, org);
  std::vector<AgentPlanning> all;
  for (const org::User& user : org::Users{}.list(sql, org, {}, everything)) {
    if (!user.is_active) continue;
    AgentPlanning one;
    static_cast<AgentFacts&>(one) = kept[user.id];
    one.agent_id = user.id;
    one.name = user.name;
    for (const org::SkillLevel& level : user.skills)
      if (const auto known = skills.find(level.skill_id); known != skills.end())
        one.skills.push_back(known->second);
    all.push_back(std::move(one));
  }
  return all;
}

std::map<AgentId, double> costs_per_hour(database::Session& sql, OrgId org) {
  std::map<AgentId, double> costs;
  for (const auto& [agent, facts] : kept_facts(sql, org))
    costs.emplace(agent, facts.cost_per_hour);
  return costs;
}

Facts all(database::Session& sql, OrgId org) {
  Facts facts;
  for (KeptContract& one : work_contracts.list(sql, org, {}, everything))
    facts.contracts.push_back(std::move(one));
  for (KeptTemplate& one : shift_templates.list(sql, org, {}, everything))
    facts.templates.push_back(std::move(one));
  facts.agents = agents(sql, org);
  return facts;
}

Result<AgentPlanning> put_agent(org::Change& change, AgentId agent, const AgentFacts& facts) {
  Facts whole = all(change.sql, change.org());
  const auto found = std::find_if(whole.agents.begin(), whole.agents.end(),
                                  [&](const AgentPlanning& one) { return one.agent_id == agent; });
  if (found == whole.agents.end()) return org::no_such("agent", agent.value);
  const std::string before = contract::encode(*found);
  static_cast<AgentFacts&>(*found) = facts;
  AgentPlanning made = *found;
  whole.agents = {made};
  if (auto sound = check_facts(whole, "/agents/0"); !sound) return tl::unexpected<Error>(sound.error());
  database::execute(change.sql,
                    "insert into agent_planning (org, agent, body) values (:org, :agent, :body)"
                    " on conflict (org, agent) do update set body = excluded.body",
                    change.org(), agent, contract::encode(facts));
  change.audit({"change", "agent_planning", agent.value, before, contract::encode(made)});
  return made;
}

}  // namespace facts_store
}  // namespace rapport::workforce
