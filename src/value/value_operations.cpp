#include "value/value_operations.h"

#include <fmt/format.h>

#include <algorithm>

#include "customers/contract.h"
#include "customers/customer_rows.h"
#include "customers/operations.h"
#include "org/by.h"
#include "org/entity_api.h"
#include "platform/contract/parameters.h"
#include "switchboard/model/described.h"
#include "value/segment_store.h"
#include "value/value_store.h"

namespace rapport::value {

struct SegmentMark {
  SegmentId id;
  std::string name, name_zh;
  SegmentColour colour = SegmentColour::grey;
};
BOOST_DESCRIBE_STRUCT(SegmentMark, (), (id, name, name_zh, colour))

struct CustomerValue {
  CustomerId id, person_id;
  std::string currency;
  Stage stage = Stage::prospect;
  std::int32_t recency = 0, frequency = 0, monetary = 0;
  std::int64_t purchases = 0, uncounted = 0;
  std::optional<Instant> first_purchase_at, last_purchase_at, last_contact_at;
  std::int64_t spent = 0, margin = 0, lifetime_value = 0, contact_cost = 0;
  std::int32_t horizon_days = 0, churn_per_mille = 0;
  std::int64_t gap_days = 0, silent_days = 0, contacts = 0, handled_s = 0;
  std::vector<SegmentMark> segments;
};
BOOST_DESCRIBE_STRUCT(CustomerValue, (),
                      (id, person_id, currency, stage, recency, frequency, monetary, purchases, uncounted,
                       first_purchase_at, last_purchase_at, last_contact_at, spent, margin, lifetime_value,
                       contact_cost, horizon_days, churn_per_mille, gap_days, silent_days, contacts,
                       handled_s, segments))
contract::Notes contract_notes(contract::Tag<CustomerValue>) {
  return {
      .doc = "What a person is worth, as of now; money in hundredths of `currency`.",
      .fields = {{.name = "recency", .doc = "fifth among the buyers, 5 the latest; 0: never bought"},
                 {.name = "uncounted", .doc = "purchases in currencies without a rate, not in `spent`"},
                 {.name = "lifetime_value",
                  .doc = "margin expected over `horizon_days`, less the contacts; below 0: they cost more"},
                 {.name = "churn_per_mille", .doc = "how likely they have left for good"},
                 {.name = "gap_days", .doc = "expected between two purchases"},
                 {.name = "silent_days", .doc = "since the last purchase or sign of use"},
                 {.name = "segments", .doc = "by rank, as of the last look"}}};
}

struct SegmentCustomer {
  customers::CustomerRow customer;
  Stage stage = Stage::prospect;
  std::int64_t lifetime_value = 0;
  std::int32_t churn_per_mille = 0;
};
BOOST_DESCRIBE_STRUCT(SegmentCustomer, (), (customer, stage, lifetime_value, churn_per_mille))

struct TrySegment {
  std::string condition;
};
BOOST_DESCRIBE_STRUCT(TrySegment, (), (condition))
contract::Notes contract_notes(contract::Tag<TrySegment>) {
  return {.fields = {{.name = "condition", .min_length = 1, .max_length = 1'000}}};
}
struct SegmentTrial {
  std::int64_t looked_at = 0, members = 0;
  bool is_everybody = true;
  std::vector<SegmentCustomer> examples;
};
BOOST_DESCRIBE_STRUCT(SegmentTrial, (), (looked_at, members, is_everybody, examples))
contract::Notes contract_notes(contract::Tag<SegmentTrial>) {
  return {.doc = "Who would be in a segment with this condition. Nothing is kept.",
          .fields = {{.name = "looked_at", .doc = "customers that the condition was asked of"},
                     {.name = "members", .doc = "of these, those in it"},
                     {.name = "is_everybody", .doc = "false: there are more customers than a trial looks at"},
                     {.name = "examples", .doc = "the first few of them"}}};
}

namespace {

using api::Call;

Result<CustomerValue> value_of(database::Session& sql, OrgId org, CustomerId id, Instant now) {
  const auto person = customers::person_of(sql, org, id);
  if (!person) return org::no_such("customer", id.value);
  const ValueSettings settings = settings_of(sql, org);
  const auto state = state_of(sql, org);
  const ValueFacts facts = facts_of(sql, org, *person, settings);
  const Scores scores = score(facts, state ? state->cuts : Cuts{}, settings, now);
  const auto at = [](Instant when) {
    return when == Instant{} ? std::nullopt : std::optional<Instant>(when);
  };
  CustomerValue shown;
  shown.id = id;
  shown.person_id = *person;
  shown.currency = settings.currency;
  shown.stage = scores.stage;
  shown.recency = scores.recency;
  shown.frequency = scores.frequency;
  shown.monetary = scores.monetary;
  shown.purchases = facts.purchases;
  shown.uncounted = facts.uncounted;
  shown.first_purchase_at = at(facts.first_purchase);
  shown.last_purchase_at = at(facts.last_purchase);
  shown.last_contact_at = at(facts.last_contact);
  shown.spent = facts.spent;
  shown.margin = scores.margin;
  shown.lifetime_value = scores.lifetime_value;
  shown.contact_cost = facts.contact_cost;
  shown.horizon_days = settings.horizon_days;
  shown.churn_per_mille = scores.churn_per_mille;
  shown.gap_days = scores.gap_days;
  shown.silent_days = scores.silent_days;
  shown.contacts = facts.contacts;
  shown.handled_s = facts.handled_s;
  for (const Segment& segment : segments_of(sql, org, *person))
    shown.segments.push_back({segment.id, segment.name, segment.name_zh, segment.colour});
  return shown;
}

constexpr std::int64_t tried_max = 20'000;  // customers that a trial looks at
constexpr std::int64_t tried_at_once = 500;
constexpr std::size_t examples_max = 10;

customers::CustomerRow row_of(database::Session& sql, OrgId org, CustomerId person) {
  if (const auto row = customers::CustomerStore::find(sql, org, person)) return customers::present(*row);
  customers::CustomerRow shown;
  shown.id = shown.person_id = person;
  return shown;
}

Result<SegmentTrial> tried(database::Session& sql, OrgId org, const std::string& condition, Instant now) {
  const Vocabulary vocabulary =
      vocabulary_of(customers::custom_fields.list(sql, org, {}, customers::custom_fields.most));
  const auto code = compiled(condition, vocabulary);
  if (!code) return org::wrong({{"/condition", code.error().detail}});
  const ValueSettings settings = settings_of(sql, org);
  const auto state = state_of(sql, org);
  const Cuts cuts = state ? state->cuts : Cuts{};
  const bool has_traits = asks_profile(*code);
  SegmentTrial trial;
  CustomerId after;
  for (bool has_more = true; has_more;) {
    const auto persons = customers::persons_after(sql, org, after, tried_at_once);
    has_more = persons.size() == static_cast<std::size_t>(tried_at_once);
    for (const CustomerId person : persons) {
      if (trial.looked_at == tried_max) {
        trial.is_everybody = false;
        return trial;
      }
      after = person;
      ++trial.looked_at;
      const ValueFacts facts = facts_of(sql, org, person, settings);
      const Scores scores = score(facts, cuts, settings, now);
      const Traits traits = has_traits ? traits_of(sql, org, person) : Traits{};
      if (!holds(*code, answers_of(vocabulary, facts, scores, traits, now))) continue;
      ++trial.members;
      if (trial.examples.size() < examples_max)
        trial.examples.push_back(
            {row_of(sql, org, person), scores.stage, scores.lifetime_value, scores.churn_per_mille});
    }
  }
  return trial;
}

Result<api::Page<SegmentCustomer>> members_shown(const ValueServices& services, const Call& call,
                                                 const api::PageQuery& query) {
  auto after = api::read_cursor<CustomerId>(query);
  if (!after) return tl::unexpected<Error>(after.error());
  const auto id = call.id<SegmentId>("id");
  return services.changes.database().read([&](database::Session& sql) -> Result<api::Page<SegmentCustomer>> {
    if (!segments.find(sql, call.org(), id)) return org::no_such("segment", id.value);
    std::vector<SegmentCustomer> all;
    for (const CustomerId person :
         members_of(sql, call.org(), id, after->value_or(CustomerId{}), query.limit + 1)) {
      SegmentCustomer shown;
      shown.customer = row_of(sql, call.org(), person);
      const Worth worth = worth_of(sql, call.org(), person).value_or(Worth{});
      shown.stage = worth.stage;
      shown.lifetime_value = worth.lifetime_value;
      shown.churn_per_mille = worth.churn_per_mille;
      all.push_back(std::move(shown));
    }
    return api::page_of(std::move(all), query.limit,
                        [](const SegmentCustomer& shown) { return shown.customer.person_id; });
  });
}

bool is_channel_name(const std::string& text) {
  for (std::size_t i = 0; i < switchboard::channel_count; ++i)
    if (text == contract::name_of(static_cast<switchboard::Channel>(i))) return true;
  return false;
}

bool is_currency(const std::string& text) {
  return text.size() == 3 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

Result<ValueSettings> put_settings(const ValueServices& services, const Call& call,
                                   const ValueSettings& wanted) {
  std::vector<Issue> issues;
  if (!is_currency(wanted.currency)) issues.push_back({"/currency", "expected three letters like CNY"});
  for (const auto& rate : wanted.rates)
    if (!is_currency(rate.first))
      issues.push_back({"/rates/" + rate.first, "expected three letters like CNY"});
  for (const auto& cost : wanted.minute_costs)
    if (!is_channel_name(cost.first))
      issues.push_back(
          {"/minute_costs/" + cost.first, "expected voice, chat, message, email, task or voicemail"});
  if (!issues.empty()) return org::wrong(std::move(issues));
  return services.changes.make<ValueSettings>(
      org::by(call), "value_settings", [&](org::Change& change) -> Result<ValueSettings> {
        const ValueSettings before = settings_of(change.sql, change.org());
        keep_settings(change.sql, change.org(), wanted);
        change.audit({"change", "value_settings", 0, contract::encode(before), contract::encode(wanted)});
        return wanted;
      });
}

api::Operation value_operation(std::string path, std::string id, std::string summary,
                               api::Permissions any_of) {
  api::Operation made =
      customers::customer_operation(std::move(path), std::move(id), std::move(summary), any_of);
  made.tag = "value";
  return made;
}

}  // namespace

void add_operations(api::Api& api, const ValueServices& services) {
  const api::Permissions owners{api::Permission::manage_routing, api::Permission::manage_organisation};
  api.get<CustomerValue>(value_operation("customers/{id}/value", "getCustomerValue",
                                         "What the person is worth, and which segments they are in",
                                         customers::customer_readers),
                         [services](const Call& call) {
                           return services.changes.database().read([&](database::Session& sql) {
                             return value_of(sql, call.org(), call.id<CustomerId>("id"),
                                             services.changes.now());
                           });
                         });
  org::register_all(api, services.changes,
                    {"/api/v1/segments", "Segment", "Segments", "value", customers::customer_readers, owners},
                    segments);
  api::Operation trial = value_operation("segment-trials", "trySegment",
                                         "How many would be in a segment with this condition, and who for "
                                         "example; nothing is kept",
                                         owners);
  trial.status = 200;
  api.post<TrySegment, SegmentTrial>(trial, [services](const Call& call, const TrySegment& wanted) {
    return services.changes.database().read([&](database::Session& sql) {
      return tried(sql, call.org(), wanted.condition, services.changes.now());
    });
  });
  api.get<api::PageQuery, api::Page<SegmentCustomer>>(
      value_operation("segments/{id}/customers", "listSegmentCustomers", "Who is in the segment, by id",
                      customers::customer_readers),
      [services](const Call& call, const api::PageQuery& query) {
        return members_shown(services, call, query);
      });
  api.get<ValueSettings>(
      value_operation("value-settings", "getValueSettings", "By what values are computed",
                      customers::customer_readers),
      [services](const Call& call) {
        return services.changes.database().read(
            [&](database::Session& sql) -> Result<ValueSettings> { return settings_of(sql, call.org()); });
      });
  api.put<ValueSettings, ValueSettings>(
      value_operation("value-settings", "changeValueSettings", "Compute by others", owners),
      [services](const Call& call, const ValueSettings& wanted) {
        return put_settings(services, call, wanted);
      });
}

}  // namespace rapport::value
