// The tables of advice: rules, settings, outcomes; the only SQL for them. Until somebody changes them, an
// organisation has the rules and settings that the program brings; the first change writes them down.
#pragma once

#include <optional>
#include <vector>

#include "advice/decide.h"
#include "org/entity.h"
#include "platform/database/migration.h"
#include "platform/database/session.h"

namespace rapport::advice {

using OutcomeId = Id<struct AdviceOutcomeTag>;

std::vector<database::Migration> advice_migrations();

struct AdviceRules {
  using Key = AdviceRuleId;
  using Fields = AdviceRuleFields;
  using Whole = AdviceRule;
  static constexpr const char* kind = "next_action_rule";
  static constexpr const char* what = "next_action_rules";
  static constexpr std::int64_t most = 100;
  std::optional<AdviceRule> find(database::Session& sql, OrgId org, AdviceRuleId id) const;
  std::vector<AdviceRule> list(database::Session& sql, OrgId org, AdviceRuleId after,
                               std::int64_t limit) const;
  std::int64_t count(database::Session& sql, OrgId org) const;
  Result<void> check(org::Change& change, AdviceRuleId id, const AdviceRule* before,
                     const AdviceRuleFields& fields) const;
  void insert(org::Change& change, AdviceRuleId id, const AdviceRuleFields& fields) const;
  void update(org::Change& change, AdviceRuleId id, const AdviceRuleFields& fields) const;
  Result<void> remove(org::Change& change, const AdviceRule& rule) const;  // its outcomes stay
};
inline constexpr AdviceRules advice_rules{};

std::vector<AdviceRule> rules_of(database::Session& sql, OrgId org);
AdviceSettings settings_of(database::Session& sql, OrgId org);
void keep_settings(database::Session& sql, OrgId org, const AdviceSettings& settings);

struct NotedOutcome {
  OutcomeId id;
  CustomerId source_id;  // the row they came in
  AdviceRuleId rule_id;
  AdviceKind kind = AdviceKind::care;
  AdviceOutcome outcome = AdviceOutcome::done;
  Instant at;
  UserId user_id;
  std::optional<InteractionId> interaction_id;
};
BOOST_DESCRIBE_STRUCT(NotedOutcome, (), (id, source_id, rule_id, kind, outcome, at, user_id, interaction_id))
void add_outcome(database::Session& sql, OrgId org, const NotedOutcome& outcome);
// Of a person, over all their rows, newest first.
std::vector<NotedOutcome> outcomes_of(database::Session& sql, OrgId org, CustomerId person,
                                      std::int64_t most);

}  // namespace rapport::advice
