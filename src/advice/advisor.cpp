#include "advice/advisor.h"

#include <algorithm>

#include "advice/mood.h"
#include "cases/case_store.h"
#include "customers/customer_rows.h"
#include "org/entity.h"
#include "value/value_store.h"

namespace rapport::advice {
namespace {

constexpr std::size_t words_heard = 10;  // of the customer's last messages
constexpr std::int64_t outcomes_read = 1'000;

std::int64_t cases_of(database::Session& sql, OrgId org, const std::vector<CustomerId>& rows,
                      bool is_breached) {
  cases::CaseFilter filter;
  filter.is_open = true;
  filter.customer_id = rows.front();
  filter.person = rows;
  if (is_breached) filter.is_breached = true;
  return cases::CaseStore::count(sql, org, {}, filter);
}

}  // namespace

struct Advisor::Read {
  Situation situation;
  std::vector<AdviceRule> rules;
  std::vector<customers::CustomField> fields;
  std::vector<PastOutcome> past;
  AdviceSettings settings;

  static Read of(database::Session& sql, OrgId org, CustomerId person, Instant now) {
    Read made;
    Situation& known = made.situation;
    const value::ValueSettings by = value::settings_of(sql, org);
    known.facts = value::facts_of(sql, org, person, by);
    const auto state = value::state_of(sql, org);
    known.scores = value::score(known.facts, state ? state->cuts : value::Cuts{}, by, now);
    known.traits = value::traits_of(sql, org, person);
    const auto birthday = known.traits.values.find("birthday");
    if (birthday != known.traits.values.end())
      known.days_from_birthday = days_from_birthday(birthday->second, now);
    const auto rows = customers::rows_of(sql, org, person);
    known.open_cases = cases_of(sql, org, rows, false);
    if (known.open_cases > 0) known.breached_cases = cases_of(sql, org, rows, true);
    for (const CustomerId row : rows)
      known.contacts_7d += conversations::RecordStore::arrived_since(sql, org, row, now - hours(24 * 7));
    made.fields = customers::custom_fields.list(sql, org, {}, customers::custom_fields.most);
    known.question = customers::completeness(customers::values_of(sql, org, person),
                                             customers::weights_of(sql, org), made.fields)
                         .question;
    made.rules = rules_of(sql, org);
    made.settings = settings_of(sql, org);
    for (const NotedOutcome& one : outcomes_of(sql, org, person, outcomes_read))
      made.past.push_back({one.rule_id, one.kind, one.outcome, one.at});
    return made;
  }
};

Result<switchboard::Channel> Advisor::channel_of(OrgId org, CustomerId customer, InteractionId interaction) {
  auto record = parts_.records.find(org, interaction);
  if (!record) return tl::unexpected<Error>(record.error());
  auto is_theirs = parts_.changes.database().read([&](database::Session& sql) -> Result<bool> {
    return customers::person_of(sql, org, record->customer) == customers::person_of(sql, org, customer);
  });
  if (!is_theirs) return tl::unexpected<Error>(is_theirs.error());
  if (!*is_theirs) return org::no_such("interaction", interaction.value);
  return record->channel;
}

Result<std::string> Advisor::word_of(OrgId org, InteractionId interaction) {
  auto messages = parts_.messages.newest(org, interaction, 2 * words_heard, false);
  if (!messages) return tl::unexpected<Error>(messages.error());
  for (const conversations::Message& message : *messages) {
    if (message.author != switchboard::Author::customer) continue;
    std::string word = upset_word(message.text);
    if (!word.empty()) return word;
  }
  return std::string();
}

Result<NextAction> Advisor::next(OrgId org, CustomerId customer, InteractionId interaction) {
  const Instant now = parts_.changes.now();
  auto read = parts_.changes.database().read([&](database::Session& sql) -> Result<Read> {
    const auto person = customers::person_of(sql, org, customer);
    if (!person) return org::no_such("customer", customer.value);
    return Read::of(sql, org, *person, now);
  });
  if (!read) return tl::unexpected<Error>(read.error());
  NextAction shown;
  if (interaction) {
    auto channel = channel_of(org, customer, interaction);
    if (!channel) return tl::unexpected<Error>(channel.error());
    auto word = word_of(org, interaction);
    if (!word) return tl::unexpected<Error>(word.error());
    read->situation.channel = *channel;
    shown.upset_word = std::move(*word);
    shown.is_upset = read->situation.is_upset = !shown.upset_word.empty();
  }
  const Decision decision =
      decide(read->rules, read->fields, read->situation, read->past, read->settings, now);
  for (const Considered& one : decision.considered) {
    const auto rule = std::find_if(read->rules.begin(), read->rules.end(),
                                   [&](const AdviceRule& each) { return each.id == one.rule; });
    shown.considered.push_back({rule->id, rule->kind, rule->name, rule->name_zh, one.passed});
  }
  if (!decision.action) return shown;
  const AdviceRule& rule = *decision.action;
  AdvisedAction action{
      rule.id,   rule.kind,    rule.name, rule.name_zh,
      rule.text, rule.text_zh, {},        reasons_of(rule, read->fields, read->situation, now)};
  if (rule.kind == AdviceKind::collect && rule.text.empty()) {
    const customers::AskNext& question = *read->situation.question;
    action.text = question.text;
    action.text_zh = question.text_zh;
    action.asks_field = question.field;
  }
  shown.action = std::move(action);
  return shown;
}

Result<NextAction> Advisor::note(const org::By& by, CustomerId customer, const SaidOutcome& said) {
  const InteractionId interaction = said.interaction_id.value_or(InteractionId{});
  if (interaction)
    if (auto channel = channel_of(by.org, customer, interaction); !channel)
      return tl::unexpected<Error>(channel.error());
  auto noted = parts_.changes.make<void>(by, "", [&](org::Change& change) -> Result<void> {
    if (!customers::person_of(change.sql, change.org(), customer))
      return org::no_such("customer", customer.value);
    const auto rule = advice_rules.find(change.sql, change.org(), said.rule_id);
    if (!rule) return org::no_such(advice_rules.kind, said.rule_id.value);
    const NotedOutcome outcome{
        change.new_id<OutcomeId>(), customer, rule->id, rule->kind, said.outcome, change.now, change.by.user,
        said.interaction_id};
    add_outcome(change.sql, change.org(), outcome);
    change.audit({"next_action", "customer", customer.value, "", contract::encode(outcome)});
    return {};
  });
  if (!noted) return tl::unexpected<Error>(noted.error());
  return next(by.org, customer, interaction);
}

contract::Notes contract_notes(contract::Tag<NextAction>) {
  return {.doc = "What is best done for a customer next, and why the rest is not.",
          .fields = {{.name = "action", .doc = "absent: nothing for now"},
                     {.name = "upset_word", .doc = "of the customer's, that says they are upset"},
                     {.name = "considered", .doc = "every rule, in the order in which they come"}}};
}

}  // namespace rapport::advice
