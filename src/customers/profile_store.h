// What stands in the tables of profiles: values, consents, events, companies, custom fields, weights; the
// only SQL for them. In a read or a transaction of the caller's. All of a customer stays with its row; what
// is read of a person is read over their rows.
#pragma once

#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "customers/profile.h"
#include "org/entity.h"
#include "platform/database/session.h"

namespace rapport::customers {

using ConsentId = Id<struct ConsentTag>;
using CustomerEventId = Id<struct CustomerEventTag>;

struct CompanyFields {
  std::string name;
  std::string domain;  // of its e-mail addresses; "" unknown
};
BOOST_DESCRIBE_STRUCT(CompanyFields, (), (name, domain))
contract::Notes contract_notes(contract::Tag<CompanyFields>);
struct Company : CompanyFields {
  CompanyId id;
};
BOOST_DESCRIBE_STRUCT(Company, (CompanyFields), (id))

// As org/entity.h wants them.
struct Companies {
  using Key = CompanyId;
  using Fields = CompanyFields;
  using Whole = Company;
  static constexpr const char* kind = "company";
  static constexpr const char* what = "";
  static constexpr std::int64_t most = 1'000'000;
  std::optional<Company> find(database::Session& sql, OrgId org, CompanyId id) const;
  std::vector<Company> list(database::Session& sql, OrgId org, CompanyId after, std::int64_t limit) const;
  std::int64_t count(database::Session& sql, OrgId org) const;
  Result<void> check(org::Change& change, CompanyId id, const Company* before,
                     const CompanyFields& fields) const;
  void insert(org::Change& change, CompanyId id, const CompanyFields& fields) const;
  void update(org::Change& change, CompanyId id, const CompanyFields& fields) const;
  Result<void> remove(org::Change& change, const Company& company) const;  // its people then have none
};
inline constexpr Companies companies{};

struct CustomFields {
  using Key = CustomFieldId;
  using Fields = CustomFieldFields;
  using Whole = CustomField;
  static constexpr const char* kind = "customer_field";
  static constexpr const char* what = "customer-fields";
  static constexpr std::int64_t most = 200;
  std::optional<CustomField> find(database::Session& sql, OrgId org, CustomFieldId id) const;
  std::vector<CustomField> list(database::Session& sql, OrgId org, CustomFieldId after,
                                std::int64_t limit) const;
  std::int64_t count(database::Session& sql, OrgId org) const;
  Result<void> check(org::Change& change, CustomFieldId id, const CustomField* before,
                     const CustomFieldFields& fields) const;
  void insert(org::Change& change, CustomFieldId id, const CustomFieldFields& fields) const;
  void update(org::Change& change, CustomFieldId id, const CustomFieldFields& fields) const;
  Result<void> remove(org::Change& change, const CustomField& field) const;  // with its values
};
inline constexpr CustomFields custom_fields{};

// Of a person, each field once, those of the customer's own row (name, email …) too.
std::map<std::string, ProfileValue> values_of(database::Session& sql, OrgId org, CustomerId person);
// "" takes it away.
void write_value(database::Session& sql, OrgId org, CustomerId row, const std::string& field,
                 const std::string& value, UserId by, Instant now);

std::map<std::string, std::int32_t> weights_of(database::Session& sql, OrgId org);
void write_weights(database::Session& sql, OrgId org, const std::map<std::string, std::int32_t>& weights);

struct Consent {
  ConsentId id;
  CustomerId source_id;
  std::string purpose;  // "marketing", "surveys" …
  std::string channel;  // "email", "voice" …; "any"
  bool is_given = false;
  Instant at;
  std::optional<UserId> user_id;  // absent: by the customer or a system
  std::string how;
};
BOOST_DESCRIBE_STRUCT(Consent, (), (id, source_id, purpose, channel, is_given, at, user_id, how))
void add_consent(database::Session& sql, OrgId org, const Consent& consent);
// Newest first, of all rows of the person.
std::vector<Consent> consents_of(database::Session& sql, OrgId org, CustomerId person, std::int64_t most);
// The newest word for each purpose and channel: of a history newest first.
std::vector<Consent> standing(const std::vector<Consent>& history);

struct CustomerEvent {
  CustomerEventId id;
  CustomerId source_id;
  std::string external_id;  // of the system that it comes from
  std::string kind;         // "purchase", "usage" …
  Instant at;
  std::string amount;    // decimal, "" for none
  std::string currency;  // ISO 4217, with an amount
  std::string text;
};
BOOST_DESCRIBE_STRUCT(CustomerEvent, (), (id, source_id, external_id, kind, at, amount, currency, text))
std::optional<CustomerEvent> find_event(database::Session& sql, OrgId org, const std::string& external_id);
// Made, or brought to what is said now; the same again changes nothing.
void upsert_event(database::Session& sql, OrgId org, const CustomerEvent& event);
// Of a person, in no order, without their words.
void each_event(database::Session& sql, OrgId org, CustomerId person,
                const std::function<void(const CustomerEvent&)>& on_event);
// Newest first, those behind this place. `text`: somewhere in its words; "" for all.
struct EventPlace {
  Instant at{std::numeric_limits<std::int64_t>::max()};
  CustomerEventId id;
};
std::vector<CustomerEvent> events_of(database::Session& sql, OrgId org, CustomerId person,
                                     const EventPlace& behind, const std::string& text, std::int64_t most);

}  // namespace rapport::customers
