#include "value/segment.h"

#include <algorithm>
#include <charconv>

namespace rapport::value {
namespace {

using switchboard::flow::Code;
using switchboard::flow::Instruction;
using switchboard::flow::Name;
using switchboard::flow::Op;
using switchboard::flow::ValueType;

// Nobody has been away for so long: what was never is longest ago.
constexpr std::int64_t never_days = 99'999;

constexpr std::size_t figures = 16;  // names that need no profile

std::vector<Name> standard_names() {
  std::vector<Name> names{
      {"stage", ValueType::choice, {"prospect", "newcomer", "active", "loyal", "at_risk", "lapsed"}}};
  for (const char* number : {"recency", "frequency", "monetary", "purchases", "spent", "margin",
                             "lifetime_value", "churn_percent", "contacts", "contact_cost", "handled_min",
                             "days_since_purchase", "days_since_active", "days_since_contact", "days_known"})
    names.push_back({number, ValueType::integer, {}});
  for (const char* said : {"is_verified", "has_marketing_consent"})
    names.push_back({said, ValueType::boolean, {}});
  for (const char* field : {"language", "company", "household", "preferred_channel", "birthday"})
    names.push_back({field, ValueType::text, {}});
  return names;
}

std::int64_t days_since(Instant then, Instant now) {
  return then == Instant{} ? never_days : days_between(then, now);
}

std::int64_t number_in(const std::string& text) {
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

// In whole units, as authors think.
std::int64_t units(std::int64_t in_hundredths) {
  return in_hundredths / 100;
}

constexpr const char* field_prefix = "field_";

}  // namespace

Vocabulary vocabulary_of(const std::vector<customers::CustomField>& fields, const std::vector<Name>& more) {
  Vocabulary made{standard_names()};
  for (const customers::CustomField& field : fields) {
    Name name{field_prefix + field.name, ValueType::text, {}};
    if (field.type == customers::FieldType::integer) name.type = ValueType::integer;
    if (field.type == customers::FieldType::boolean) name.type = ValueType::boolean;
    if (field.type == customers::FieldType::choice) {
      name.type = ValueType::choice;
      // Their place counts from 1: a customer who has not chosen is at none.
      name.choices = {""};
      name.choices.insert(name.choices.end(), field.choices.begin(), field.choices.end());
    }
    made.names.push_back(std::move(name));
  }
  made.names.insert(made.names.end(), more.begin(), more.end());
  return made;
}

Answers answers_of(const Vocabulary& vocabulary, const ValueFacts& facts, const Scores& scores,
                   const Traits& traits, Instant now, const std::vector<std::int64_t>& more) {
  Answers made;
  made.numbers = {static_cast<std::int64_t>(scores.stage),
                  scores.recency,
                  scores.frequency,
                  scores.monetary,
                  facts.purchases,
                  units(facts.spent),
                  units(scores.margin),
                  units(scores.lifetime_value),
                  scores.churn_per_mille / 10,
                  facts.contacts,
                  units(facts.contact_cost),
                  facts.handled_s / 60,
                  days_since(facts.last_purchase, now),
                  days_since(facts.last_active, now),
                  days_since(facts.last_contact, now),
                  days_between(facts.known_since, now),
                  traits.is_verified ? 1 : 0,
                  traits.marketing_channels.empty() ? 0 : 1};
  made.numbers.resize(vocabulary.names.size());
  made.words.resize(vocabulary.names.size());
  const std::size_t own = vocabulary.names.size() - more.size();
  for (std::size_t i = figures; i < own; ++i) {
    const Name& name = vocabulary.names[i];
    const bool is_field = name.name.rfind(field_prefix, 0) == 0;
    if (!is_field && name.type != ValueType::text) continue;
    const auto known = traits.values.find(is_field ? name.name.substr(6) : name.name);
    if (known == traits.values.end()) continue;
    if (name.type == ValueType::text) made.words[i] = known->second;
    if (name.type == ValueType::boolean) made.numbers[i] = known->second == "true" ? 1 : 0;
    if (name.type == ValueType::integer) made.numbers[i] = number_in(known->second);
    if (name.type == ValueType::choice) {
      const auto place = std::find(name.choices.begin(), name.choices.end(), known->second);
      made.numbers[i] = place == name.choices.end() ? 0 : place - name.choices.begin();
    }
  }
  std::copy(more.begin(), more.end(), made.numbers.begin() + static_cast<std::ptrdiff_t>(own));
  return made;
}

Result<Code> compiled(const std::string& condition, const Vocabulary& vocabulary) {
  auto made = switchboard::flow::compile(condition, {vocabulary.names, {}}, {ValueType::boolean, {}});
  if (!made) return tl::unexpected<Error>(made.error());
  return std::move(made->code);
}

bool holds(const Code& code, const Answers& answers) {
  const auto value = switchboard::flow::evaluate(code, {answers.numbers, answers.words, nullptr});
  const auto* yes = std::get_if<std::int64_t>(&value.value);
  return value.fault == switchboard::flow::Fault::none && yes != nullptr && *yes != 0;
}

bool asks_profile(const Code& code) {
  return std::any_of(code.instructions.begin(), code.instructions.end(), [](const Instruction& one) {
    return (one.op == Op::attribute || one.op == Op::saying) &&
           one.value >= static_cast<std::int64_t>(figures);
  });
}

contract::Notes contract_notes(contract::Tag<SegmentFields>) {
  return {
      .doc = "Customers to be treated alike.",
      .fields = {
          {.name = "name", .min_length = 1, .max_length = 60, .format = contract::Format::line},
          {.name = "name_zh", .max_length = 60, .format = contract::Format::line, .has_default = true},
          {.name = "rank",
           .doc = "of a customer's segments the lowest comes first, and is the segment of their cases",
           .min = 0,
           .max = 1'000,
           .has_default = true},
          {.name = "condition",
           .doc = "who is in it, in the language of flows: stage == \"loyal\" and lifetime_value >= 5000. "
                  "Names: stage (prospect, newcomer, active, loyal, at_risk, lapsed), recency, frequency, "
                  "monetary (1 to 5), purchases, spent, margin, lifetime_value, contact_cost (whole units), "
                  "churn_percent, contacts, handled_min, days_since_purchase, days_since_active, "
                  "days_since_contact, days_known, is_verified, has_marketing_consent, language, company, "
                  "household, preferred_channel, birthday, and field_NAME for fields of one's own",
           .min_length = 1,
           .max_length = 1'000},
          {.name = "head_start_min",
           .doc = "minutes that these customers are taken to have waited already",
           .min = 0,
           .max = 1'000,
           .has_default = true},
          {.name = "queue_id",
           .doc = "takes these customers instead, while it is open and somebody of it is signed in"},
          {.name = "colour", .doc = "of its mark", .has_default = true}}};
}
contract::Notes contract_notes(contract::Tag<Segment>) {
  return {.fields = {{.name = "members", .doc = "customers in it; 100001: more than 100,000"}}};
}

}  // namespace rapport::value
