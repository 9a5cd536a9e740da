#include "advice/advice_operations.h"

#include "customers/customer_rows.h"
#include "customers/operations.h"
#include "org/by.h"
#include "org/entity_api.h"

namespace rapport::advice {

struct NextActionQuery {
  std::optional<InteractionId> interaction_id;
};
BOOST_DESCRIBE_STRUCT(NextActionQuery, (), (interaction_id))
contract::Notes contract_notes(contract::Tag<NextActionQuery>) {
  return {.fields = {{.name = "interaction_id",
                      .doc = "the conversation with them, for their mood and the channel"}}};
}

struct NotedOutcomes {
  std::vector<NotedOutcome> items;
};
BOOST_DESCRIBE_STRUCT(NotedOutcomes, (), (items))

namespace {

using api::Call;

constexpr std::int64_t outcomes_shown = 100;

api::Operation advice_operation(std::string path, std::string id, std::string summary,
                                api::Permissions any_of) {
  api::Operation made =
      customers::customer_operation(std::move(path), std::move(id), std::move(summary), any_of);
  made.tag = "next action";
  return made;
}

Result<NotedOutcomes> outcomes_shown_of(Advisor& advisor, const Call& call) {
  const auto id = call.id<CustomerId>("id");
  return advisor.changes().database().read([&](database::Session& sql) -> Result<NotedOutcomes> {
    const auto person = customers::person_of(sql, call.org(), id);
    if (!person) return org::no_such("customer", id.value);
    return NotedOutcomes{outcomes_of(sql, call.org(), *person, outcomes_shown)};
  });
}

Result<AdviceSettings> put_settings(Advisor& advisor, const Call& call, const AdviceSettings& wanted) {
  return advisor.changes().make<AdviceSettings>(
      org::by(call), advice_rules.what, [&](org::Change& change) -> Result<AdviceSettings> {
        const AdviceSettings before = settings_of(change.sql, change.org());
        keep_settings(change.sql, change.org(), wanted);
        change.audit(
            {"change", "next_action_settings", 0, contract::encode(before), contract::encode(wanted)});
        return wanted;
      });
}

}  // namespace

void add_operations(api::Api& api, Advisor& advisor) {
  const api::Permissions owners{api::Permission::manage_routing, api::Permission::manage_organisation};
  api.get<NextActionQuery, NextAction>(
      advice_operation("customers/{id}/next-action", "getNextAction",
                       "What is best done for them next, and why", customers::customer_readers),
      [&advisor](const Call& call, const NextActionQuery& query) {
        return advisor.next(call.org(), call.id<CustomerId>("id"),
                            query.interaction_id.value_or(InteractionId{}));
      });
  api::Operation said =
      advice_operation("customers/{id}/next-action-outcomes", "sayNextActionOutcome",
                       "What came of an action; gives the next one", customers::customer_writers);
  said.status = 200;
  api.post<SaidOutcome, NextAction>(said, [&advisor](const Call& call, const SaidOutcome& outcome) {
    return advisor.note(org::by(call), call.id<CustomerId>("id"), outcome);
  });
  api.get<NotedOutcomes>(
      advice_operation("customers/{id}/next-action-outcomes", "listNextActionOutcomes",
                       "What came of actions so far, newest first", customers::customer_readers),
      [&advisor](const Call& call) { return outcomes_shown_of(advisor, call); });
  org::register_all(api, advisor.changes(),
                    {"/api/v1/next-action-rules", "NextActionRule", "NextActionRules", "next action",
                     customers::customer_readers, owners},
                    advice_rules);
  api.get<AdviceSettings>(
      advice_operation("next-action-settings", "getNextActionSettings", "How often customers are approached",
                       customers::customer_readers),
      [&advisor](const Call& call) {
        return advisor.changes().database().read(
            [&](database::Session& sql) -> Result<AdviceSettings> { return settings_of(sql, call.org()); });
      });
  api.put<AdviceSettings, AdviceSettings>(advice_operation("next-action-settings", "changeNextActionSettings",
                                                           "Approach them more or less often", owners),
                                          [&advisor](const Call& call, const AdviceSettings& wanted) {
                                            return put_settings(advisor, call, wanted);
                                          });
}

}  // namespace rapport::advice
