// Joins: which rows of customers are one person. A join is an edge between two rows and never a copy; a
// person is what live edges connect, called by its oldest row, and `customer.person` says so in each row.
// Undoing one edge therefore splits exactly in two, whatever was joined since. Refused pairs are never joined
// again by rule. The only SQL for customer_join, customer_never and customer_proposal; in a transaction of
// the caller's.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/id.h"
#include "base/instant.h"
#include "base/result.h"
#include "customers/matching.h"
#include "platform/database/session.h"

namespace rapport::customers {

using JoinId = Id<struct JoinTag>;
using ProposalId = Id<struct ProposalTag>;

struct Join {
  JoinId id;
  CustomerId row_a, row_b;      // what the evidence is about
  CustomerId survivor, joined;  // the persons at that time; the second one's rows moved
  std::int64_t moved = 0;       // rows
  std::int32_t per_mille = 0;   // 1000 by hand
  std::vector<Reason> evidence;
  Instant at;
  std::optional<UserId> by_user;  // absent: by rule
  std::optional<Instant> undone_at;
  std::optional<UserId> undone_by;
};

struct Proposal {
  ProposalId id;
  CustomerId row_a, row_b;
  std::int32_t per_mille = 0;
  std::vector<Reason> evidence;
  Instant at;
};

// A pair without an order.
struct RowPair {
  CustomerId a, b;  // a < b
  static RowPair of(CustomerId x, CustomerId y) { return x < y ? RowPair{x, y} : RowPair{y, x}; }
};

// The persons that these edges make of these rows: for each row, in their order, the oldest row it hangs
// together with. Pure.
std::vector<CustomerId> persons_of(const std::vector<CustomerId>& rows, const std::vector<RowPair>& edges);

// nullopt: they were one person before. Takes back what was said about never joining these two, and their
// proposals.
struct NewJoin {
  JoinId id;
  RowPair rows;
  std::int32_t per_mille = 0;
  std::vector<Reason> evidence;
  UserId by;  // 0: by rule
};
std::optional<Join> join(database::Session& sql, OrgId org, const NewJoin& wanted, Instant now);

std::optional<Join> find_join(database::Session& sql, OrgId org, JoinId id);
// Newest first, undone ones too.
std::vector<Join> joins_of(database::Session& sql, OrgId org, CustomerId person, std::int64_t most);
// conflict, already_undone. The two are never joined by rule again. `by` 0: by rule.
Result<Join> undo(database::Session& sql, OrgId org, const Join& join, UserId by, Instant now);

void never_join(database::Session& sql, OrgId org, RowPair rows, UserId by, Instant now);
// Whether any of these was said never to be any of those.
bool is_never(database::Session& sql, OrgId org, CustomerId person_a, CustomerId person_b);

// Proposes, or brings a proposal of the same two persons up to date. True: it is new.
bool propose(database::Session& sql, OrgId org, const Proposal& proposal);
std::optional<Proposal> find_proposal(database::Session& sql, OrgId org, ProposalId id);
// Of this person, those that still stand, likeliest first. 0: of everybody, newest first.
std::vector<Proposal> proposals_of(database::Session& sql, OrgId org, CustomerId person, std::int64_t most);
void remove_proposal(database::Session& sql, OrgId org, ProposalId id);

}  // namespace rapport::customers
