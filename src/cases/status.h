// Where a case stands, and where it may go from there. Pure.
#pragma once

#include <cstdint>
#include <optional>

#include "base/instant.h"
#include "base/result.h"
#include "platform/contract/describe.h"

namespace rapport::cases {

enum class CaseStatus : std::uint8_t { fresh, open, waiting_customer, waiting_other, solved, closed };
BOOST_DESCRIBE_ENUM(CaseStatus, fresh, open, waiting_customer, waiting_other, solved, closed)
contract::Notes contract_notes(contract::Tag<CaseStatus>);

const char* name_of(CaseStatus status);  // as the API says it: "new"

// Somebody still has to do something.
constexpr bool is_live(CaseStatus status) {
  return status < CaseStatus::solved;
}

// What is asked about one move.
struct StatusMove {
  CaseStatus from = CaseStatus::fresh;
  CaseStatus to = CaseStatus::fresh;
  std::optional<Instant> solved_at;
  Instant now;
  std::int32_t reopen_days = 0;  // how long after it was solved a case may be opened again
};

// From new anywhere but to closed; between the live ones as one likes, never back to new; solved or closed
// back to open within reopen_days. conflict: bad_move, or reopen_over (then a follow-up case is the way).
Result<void> check(const StatusMove& move);

// What a customer's words do to a case that is in `from`.
enum class ReplyLands : std::uint8_t { here, reopens, follow_up };
ReplyLands where_reply_lands(const StatusMove& move);

}  // namespace rapport::cases
