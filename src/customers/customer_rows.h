// The row of a customer inside a transaction or a read of the caller's: what it knows, which rows are one
// person, and the index by which two of them meet (customer_key). Joins are pointers (customer.person), so
// every row keeps its own. Borrowed session, on its thread. Where a statement of this folder begins at a
// person it says "cross join": without it SQLite, which has no statistics, may begin at the other table and
// read an organisation from end to end.
#pragma once

#include <optional>
#include <vector>

#include "base/id.h"
#include "customers/matching.h"
#include "platform/database/session.h"

namespace rapport::customers {

inline constexpr std::int64_t rows_per_person_max = 500;  // further ones are not read

// How each value in the row came there; one integer in the table.
struct Proofs {
  Proof name = Proof::stated, email = Proof::stated, phone = Proof::stated, birthday = Proof::stated;
  std::int64_t packed() const;
  static Proofs unpacked(std::int64_t packed);
};

// Who the row belongs to; nullopt: no such row.
std::optional<CustomerId> person_of(database::Session& sql, OrgId org, CustomerId row);
// All rows of that person, oldest first.
std::vector<CustomerId> rows_of(database::Session& sql, OrgId org, CustomerId person);

Facts facts_of_row(database::Session& sql, OrgId org, CustomerId row);
Facts facts_of_person(database::Session& sql, OrgId org, CustomerId person);

// When the first of the person's rows was made.
Instant known_since(database::Session& sql, OrgId org, CustomerId person);
// Persons by id, those behind `after`.
std::vector<CustomerId> persons_after(database::Session& sql, OrgId org, CustomerId after, std::int64_t most);

// Something about this row is not as it was, for whoever computes from it (`value`). Who takes it says how
// often it had been told, so that what comes meanwhile stays.
struct Touched {
  CustomerId row;
  std::int64_t times = 0;
};
void touch(database::Session& sql, OrgId org, CustomerId row);
std::vector<OrgId> touched_organisations(database::Session& sql);
std::vector<Touched> touched(database::Session& sql, OrgId org, std::int64_t most);
void untouch(database::Session& sql, OrgId org, const Touched& seen);

// Brings the row's lines in the index to what it knows now; `before`: what row_keys() said before the change.
std::vector<MatchKey> row_keys(database::Session& sql, OrgId org, CustomerId row);
void write_keys(database::Session& sql, OrgId org, CustomerId row, const std::vector<MatchKey>& before);

}  // namespace rapport::customers
