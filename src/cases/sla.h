// SLA clocks: first reply, next reply, resolution. Each is a function of what has happened in a case, of what
// was promised, of the business hours and of the present moment; nothing is counted up anywhere, so a change
// of promise or priority is simply another answer. Pure. Whole microseconds.
//
//   first reply   from the opening to the first public reply of ours
//   next reply    from a customer's words after that to our next public reply; each time anew
//   resolution    from the opening until it is solved; goes on when it is opened again
//
// All stand still while the case waits for the customer, and while it is solved or closed.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/instant.h"
#include "cases/business_time.h"
#include "cases/status.h"
#include "platform/contract/describe.h"

namespace rapport::cases {

enum class MomentKind : std::uint8_t { opened, customer_reply, agent_reply, status };
struct Moment {
  Instant at;
  MomentKind kind = MomentKind::opened;
  CaseStatus status = CaseStatus::fresh;  // of opened and status: where the case stands from then on
};

// In business minutes; absent: nothing is promised.
struct CaseTargets {
  std::optional<std::int32_t> first_reply_min, next_reply_min, resolution_min;
};
BOOST_DESCRIBE_STRUCT(CaseTargets, (), (first_reply_min, next_reply_min, resolution_min))
contract::Notes contract_notes(contract::Tag<CaseTargets>);

enum class ClockState : std::uint8_t { none, running, paused, met, breached };
BOOST_DESCRIBE_ENUM(ClockState, none, running, paused, met, breached)

struct CaseClock {
  ClockState state = ClockState::none;
  std::optional<Instant> due_at;
  std::optional<std::int64_t> left_s;
  std::optional<Instant> breach_at;
  friend bool operator==(const CaseClock&, const CaseClock&) = default;
};
BOOST_DESCRIBE_STRUCT(CaseClock, (), (state, due_at, left_s, breach_at))
contract::Notes contract_notes(contract::Tag<CaseClock>);

struct CaseClocks {
  CaseClock first_reply, next_reply, resolution;
  friend bool operator==(const CaseClocks&, const CaseClocks&) = default;
};
BOOST_DESCRIBE_STRUCT(CaseClocks, (), (first_reply, next_reply, resolution))

// `moments` in order of time, the first of them `opened`; those after `now` do not count.
CaseClocks clocks_of(const std::vector<Moment>& moments, const CaseTargets& targets, BusinessTime& time,
                     Instant now);

// When the first of those that are still to be met runs out, or has; nullopt: nothing runs.
std::optional<Instant> due_of(const CaseClocks& clocks);
bool is_breached(const CaseClocks& clocks);  // any of them, also what was done too late

}  // namespace rapport::cases
