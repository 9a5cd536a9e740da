#include <fmt/format.h>

#include "customers/contract.h"
#include "customers/customer_rows.h"
#include "platform/database/statement.h"

namespace rapport::customers {
namespace {

constexpr std::int64_t consents_shown = 500;
constexpr std::int64_t fields_shown = 200;
constexpr std::int64_t identities_shown = 500;

// The row as it is, or its bare number when it has gone meanwhile.
CustomerRow row_shown(database::Session& sql, OrgId org, CustomerId id) {
  if (const auto found = CustomerStore::find(sql, org, id)) return present(*found);
  CustomerRow bare;
  bare.id = bare.person_id = id;
  return bare;
}

std::vector<ProfileIdentity> identities_of(database::Session& sql, OrgId org, CustomerId person) {
  std::vector<ProfileIdentity> all;
  database::each<std::string, std::string, bool, CustomerId>(
      sql,
      "select i.kind, i.value, i.is_verified, i.customer from customer c cross join customer_identity i "
      "where i.org = c.org and i.customer = c.id and c.org = :org and c.person = :person order by "
      "i.added_us, i.customer, i.kind, i.value limit :most",
      [&](std::string kind, std::string value, bool is_verified, CustomerId row) {
        // A browser's is half a key, and says nothing to anybody.
        if (kind == "chat_visitor") value.clear();
        all.push_back({std::move(kind), std::move(value), is_verified, row});
      },
      org, person, identities_shown);
  return all;
}

std::optional<Company> company_of(database::Session& sql, OrgId org,
                                  const std::map<std::string, ProfileValue>& values) {
  const auto found = values.find("company");
  if (found == values.end()) return std::nullopt;
  return companies.find(sql, org, {std::strtoll(found->second.value.c_str(), nullptr, 10)});
}

}  // namespace

CustomerRow present(const Customer& customer) {
  return {customer.id,    customer.person,      customer.name,        customer.email,
          customer.phone, customer.external_id, customer.is_verified, customer.created_at};
}

CustomerJoin present(database::Session& sql, OrgId org, const Join& join) {
  return {join.id,
          row_shown(sql, org, join.row_a),
          row_shown(sql, org, join.row_b),
          join.per_mille,
          join.evidence,
          join.at,
          join.by_user,
          join.undone_at,
          join.undone_by};
}

CustomerProposal present(database::Session& sql, OrgId org, const Proposal& proposal, CustomerId person) {
  CustomerRow a = row_shown(sql, org, proposal.row_a);
  CustomerRow b = row_shown(sql, org, proposal.row_b);
  if (b.person_id == person) std::swap(a, b);
  return {proposal.id, std::move(a), std::move(b), proposal.per_mille, proposal.evidence, proposal.at};
}

Result<CustomerProfile> profile_of(database::Session& sql, OrgId org, CustomerId id) {
  const auto person = person_of(sql, org, id);
  if (!person) return fail(ErrorCode::not_found, "unknown_customer", fmt::format("no customer {}", id.value));
  CustomerProfile profile;
  profile.id = id;
  profile.person_id = *person;
  profile.values = values_of(sql, org, *person);
  profile.company = company_of(sql, org, profile.values);
  profile.identities = identities_of(sql, org, *person);
  for (const CustomerId row : rows_of(sql, org, *person))
    profile.rows.push_back(row_shown(sql, org, row));
  profile.consents = standing(consents_of(sql, org, *person, consents_shown));
  profile.completeness =
      completeness(profile.values, weights_of(sql, org), custom_fields.list(sql, org, {}, fields_shown));
  return profile;
}

contract::Notes contract_notes(contract::Tag<CustomerRow>) {
  return {.doc = "One way in which somebody came to us. Rows of one `person_id` are one person."};
}
contract::Notes contract_notes(contract::Tag<CustomerJoin>) {
  return {.doc = "Two rows that are one person, until it is undone.",
          .fields = {{.name = "per_mille", .doc = "how sure: 1000 by hand"},
                     {.name = "user_id", .doc = "absent: by rule"}}};
}
contract::Notes contract_notes(contract::Tag<CustomerProposal>) {
  return {.doc = "Two who are likely one person: for people to decide."};
}
contract::Notes contract_notes(contract::Tag<CustomerProfile>) {
  return {
      .doc = "What is known of a person, over all their rows.",
      .fields = {{.name = "values", .doc = "by field: name, email, birthday …, and the organisation's own"},
                 {.name = "rows", .doc = "oldest first"},
                 {.name = "consents", .doc = "the newest word for each purpose and channel"}}};
}

}  // namespace rapport::customers
