// Upsert: what somebody else's system says of a customer, in words, brought into our rows: whoever is known
// by the company's own id, else by address or number, is changed; nobody known is made. Said again it changes
// nothing. Within a transaction of the caller's; what does not fit is refused before anything is written.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "customers/customer_store.h"
#include "customers/profile_store.h"
#include "org/changes.h"

namespace rapport::customers {

// external_id, name, email, phone, birthday, language, note; address, salutation, household,
// preferred_channel, quiet_hours; names of custom fields. What is absent or "" stays as it is.
using CustomerWords = std::map<std::string, std::string>;
inline constexpr std::size_t words_length_max = 5'000;  // bytes of one value

struct FieldChange {
  std::string field, before, after;
};
BOOST_DESCRIBE_STRUCT(FieldChange, (), (field, before, after))

struct Upserted {
  CustomerId id;
  bool is_new = false;
  std::vector<FieldChange> changes;  // empty: all of it was known
};

struct UpsertPlan {
  std::optional<CustomerId> known;  // absent: nobody
  CustomerWords words;              // in their one spelling
  std::vector<FieldChange> changes;
};
// The company's own id of the person whose row this is, "" for none.
std::string company_id_of(database::Session& sql, OrgId org, CustomerId row);
bool is_upsert_field(const std::string& field, const std::vector<CustomField>& custom);
// What would become of it; nothing is written. invalid, with the fields; conflict, several_customers.
Result<UpsertPlan> plan_upsert(database::Session& sql, OrgId org, const CustomerWords& said,
                               const std::vector<CustomField>& custom);
Upserted upsert(org::Change& change, const UpsertPlan& plan);

// The other way: each field that is still as it became, to what it was. The fields that have changed since.
std::vector<std::string> take_back(org::Change& change, CustomerId id, const std::vector<FieldChange>& made);
// A row that nothing has come to hang on since; false: it stays, whatever was said of it.
bool remove_fresh(org::Change& change, CustomerId id, const std::vector<FieldChange>& made);

}  // namespace rapport::customers
