// What the operations about customers give, and how it is said.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "customers/customer_store.h"
#include "customers/joins.h"
#include "customers/profile.h"
#include "customers/profile_store.h"
#include "platform/contract/describe.h"

namespace rapport::customers {

// One row: a way in which somebody came to us.
struct CustomerRow {
  CustomerId id, person_id;
  std::string name;
  std::optional<std::string> email, phone, external_id;
  bool is_verified = false;
  Instant created_at;
};
BOOST_DESCRIBE_STRUCT(CustomerRow, (),
                      (id, person_id, name, email, phone, external_id, is_verified, created_at))
contract::Notes contract_notes(contract::Tag<CustomerRow>);
CustomerRow present(const Customer& customer);

struct CustomerJoin {
  JoinId id;
  CustomerRow row_a, row_b;
  std::int32_t per_mille = 0;
  std::vector<Reason> reasons;
  Instant at;
  std::optional<UserId> user_id;
  std::optional<Instant> undone_at;
  std::optional<UserId> undone_by_id;
};
BOOST_DESCRIBE_STRUCT(CustomerJoin, (),
                      (id, row_a, row_b, per_mille, reasons, at, user_id, undone_at, undone_by_id))
contract::Notes contract_notes(contract::Tag<CustomerJoin>);
CustomerJoin present(database::Session& sql, OrgId org, const Join& join);

struct CustomerJoins {
  std::vector<CustomerJoin> items;
};
BOOST_DESCRIBE_STRUCT(CustomerJoins, (), (items))

struct CustomerProposal {
  ProposalId id;
  CustomerRow customer, other;
  std::int32_t per_mille = 0;
  std::vector<Reason> reasons;
  Instant at;
};
BOOST_DESCRIBE_STRUCT(CustomerProposal, (), (id, customer, other, per_mille, reasons, at))
contract::Notes contract_notes(contract::Tag<CustomerProposal>);
// `customer` is whoever of the two is of this person.
CustomerProposal present(database::Session& sql, OrgId org, const Proposal& proposal, CustomerId person);

struct CustomerProposals {
  std::vector<CustomerProposal> items;
};
BOOST_DESCRIBE_STRUCT(CustomerProposals, (), (items))

struct ProfileIdentity {
  std::string kind, value;
  bool is_verified = false;
  CustomerId source_id;
};
BOOST_DESCRIBE_STRUCT(ProfileIdentity, (), (kind, value, is_verified, source_id))

struct CustomerProfile {
  CustomerId id, person_id;
  std::map<std::string, ProfileValue> values;
  std::optional<Company> company;
  std::vector<ProfileIdentity> identities;
  std::vector<CustomerRow> rows;
  std::vector<Consent> consents;  // as they stand
  Completeness completeness;
};
BOOST_DESCRIBE_STRUCT(CustomerProfile, (),
                      (id, person_id, values, company, identities, rows, consents, completeness))
contract::Notes contract_notes(contract::Tag<CustomerProfile>);
// not_found.
Result<CustomerProfile> profile_of(database::Session& sql, OrgId org, CustomerId id);

}  // namespace rapport::customers
