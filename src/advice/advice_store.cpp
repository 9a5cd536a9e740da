#include "advice/advice_store.h"

#include "platform/database/statement.h"

namespace rapport::advice {
namespace {

AdviceRule rule_from(AdviceRuleId id, const std::string& body) {
  AdviceRule rule;
  static_cast<AdviceRuleFields&>(rule) =
      contract::decode<AdviceRuleFields>(body, {.ignores_unknown = true}).value_or(AdviceRuleFields{});
  rule.id = id;
  return rule;
}

std::optional<std::string> kept_settings(database::Session& sql, OrgId org) {
  return database::first<std::string>(sql, "select body from advice_settings where org = :org", org);
}

void insert_rule(database::Session& sql, OrgId org, AdviceRuleId id, const AdviceRuleFields& fields) {
  database::execute(sql, "insert into advice_rule (org, id, name, body) values (:org, :id, :name, :body)",
                    org, id, fields.name, contract::encode(fields));
}

// The program's own rules become the organisation's.
void write_down(database::Session& sql, OrgId org) {
  if (kept_settings(sql, org)) return;
  database::execute(sql, "insert into advice_settings (org, body) values (:org, :body)", org,
                    contract::encode(AdviceSettings{}));
  for (const AdviceRule& rule : default_rules())
    insert_rule(sql, org, rule.id, rule);
}

}  // namespace

std::vector<database::Migration> advice_migrations() {
  return {
      {0, "next best action",
       "create table advice_settings (org bigint not null, body text not null, primary key (org));"
       "create table advice_rule (org bigint not null, id bigint not null, name text not null, body text not"
       " null, primary key (org, id));"
       "create unique index advice_rule_by_name on advice_rule (org, name);"
       "create table advice_outcome (org bigint not null, id bigint not null, customer bigint not null,"
       " rule bigint not null, kind integer not null, outcome integer not null, at_us bigint not null,"
       " by_user bigint not null, interaction bigint, primary key (org, id));"
       "create index advice_outcome_by_customer on advice_outcome (org, customer, id)",
       ""}};
}

std::vector<AdviceRule> rules_of(database::Session& sql, OrgId org) {
  if (!kept_settings(sql, org)) return default_rules();
  std::vector<AdviceRule> all;
  database::each<AdviceRuleId, std::string>(
      sql, "select id, body from advice_rule where org = :org order by id",
      [&](AdviceRuleId id, const std::string& body) { all.push_back(rule_from(id, body)); }, org);
  return all;
}

std::optional<AdviceRule> AdviceRules::find(database::Session& sql, OrgId org, AdviceRuleId id) const {
  for (AdviceRule& rule : rules_of(sql, org))
    if (rule.id == id) return std::move(rule);
  return std::nullopt;
}

std::vector<AdviceRule> AdviceRules::list(database::Session& sql, OrgId org, AdviceRuleId after,
                                          std::int64_t limit) const {
  std::vector<AdviceRule> all;
  for (AdviceRule& rule : rules_of(sql, org))
    if (rule.id > after && static_cast<std::int64_t>(all.size()) < limit) all.push_back(std::move(rule));
  return all;
}

std::int64_t AdviceRules::count(database::Session& sql, OrgId org) const {
  return static_cast<std::int64_t>(rules_of(sql, org).size());
}

Result<void> AdviceRules::check(org::Change& change, AdviceRuleId, const AdviceRule*,
                                const AdviceRuleFields& fields) const {
  write_down(change.sql, change.org());
  std::vector<Issue> issues;
  const auto own = customers::custom_fields.list(change.sql, change.org(), {}, customers::custom_fields.most);
  if (const auto code = value::compiled(fields.condition, vocabulary_of(own)); !code)
    issues.push_back({"/condition", code.error().detail});
  if (fields.kind != AdviceKind::collect && fields.text.empty())
    issues.push_back({"/text", "say what is to be done"});
  if (!issues.empty()) return org::wrong(std::move(issues));
  return {};
}

void AdviceRules::insert(org::Change& change, AdviceRuleId id, const AdviceRuleFields& fields) const {
  insert_rule(change.sql, change.org(), id, fields);
}

void AdviceRules::update(org::Change& change, AdviceRuleId id, const AdviceRuleFields& fields) const {
  database::execute(change.sql,
                    "update advice_rule set name = :name, body = :body where org = :org and id = :id",
                    fields.name, contract::encode(fields), change.org(), id);
}

Result<void> AdviceRules::remove(org::Change& change, const AdviceRule& rule) const {
  write_down(change.sql, change.org());
  database::execute(change.sql, "delete from advice_rule where org = :org and id = :id", change.org(),
                    rule.id);
  return {};
}

AdviceSettings settings_of(database::Session& sql, OrgId org) {
  const auto kept = kept_settings(sql, org);
  if (!kept) return {};
  return contract::decode<AdviceSettings>(*kept, {.ignores_unknown = true}).value_or(AdviceSettings{});
}

void keep_settings(database::Session& sql, OrgId org, const AdviceSettings& settings) {
  write_down(sql, org);
  database::execute(sql, "update advice_settings set body = :body where org = :org",
                    contract::encode(settings), org);
}

void add_outcome(database::Session& sql, OrgId org, const NotedOutcome& outcome) {
  database::execute(
      sql,
      "insert into advice_outcome (org, id, customer, rule, kind, outcome, at_us, by_user, interaction)"
      " values (:org, :id, :customer, :rule, :kind, :outcome, :at, :by, :interaction)",
      org, outcome.id, outcome.source_id, outcome.rule_id, outcome.kind, outcome.outcome, outcome.at,
      outcome.user_id, outcome.interaction_id);
}

std::vector<NotedOutcome> outcomes_of(database::Session& sql, OrgId org, CustomerId person,
                                      std::int64_t most) {
  std::vector<NotedOutcome> all;
  database::each<OutcomeId, CustomerId, AdviceRuleId, AdviceKind, AdviceOutcome, Instant, UserId,
                 std::optional<InteractionId>>(
      sql,
      "select o.id, o.customer, o.rule, o.kind, o.outcome, o.at_us, o.by_user, o.interaction from customer c"
      " cross join advice_outcome o where o.org = c.org and o.customer = c.id and c.org = :org and c.person ="
      " :person order by o.id desc limit :most",
      [&](OutcomeId id, CustomerId row, AdviceRuleId rule, AdviceKind kind, AdviceOutcome outcome, Instant at,
          UserId by, std::optional<InteractionId> interaction) {
        all.push_back({id, row, rule, kind, outcome, at, by, interaction});
      },
      org, person, most);
  return all;
}

}  // namespace rapport::advice
