// Legal holds: what nothing may delete: a customer (then all of that person), a case. Recordings carry
// their own mark (recordings/, under the same name), which counts here as well. The only SQL for the table
// legal_hold; in a read or a transaction of the caller's.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/instant.h"
#include "base/result.h"
#include "platform/contract/describe.h"
#include "protection/scope.h"

namespace rapport::protection {

enum class HeldKind : std::uint8_t { customer, case_record, recording };
BOOST_DESCRIBE_ENUM(HeldKind, customer, case_record, recording)

using HeldId = Id<struct HeldTag>;

struct Hold {
  HeldKind kind = HeldKind::customer;
  HeldId target_id;
  std::string why;
  std::optional<Instant> at;  // absent: of a recording
  std::optional<UserId> user_id;
};
BOOST_DESCRIBE_STRUCT(Hold, (), (kind, target_id, why, at, user_id))

void put_hold(database::Session& sql, OrgId org, const Hold& hold);
void lift_hold(database::Session& sql, OrgId org, HeldKind kind, HeldId target);
// All that keeps something of this person.
std::vector<Hold> holds_of(database::Session& sql, OrgId org, CustomerId person);
std::optional<Hold> hold_of_case(database::Session& sql, OrgId org, CaseId of);
// conflict, under_legal_hold, with what is held and why.
tl::unexpected<Error> under_hold(const std::vector<Hold>& holds);

}  // namespace rapport::protection
