// Swaps: a shift that somebody offers, and what a colleague gives for it. Values, and the edits that carry
// one out. Pure; any thread.
#pragma once

#include <map>

#include "workforce/requests/effect.h"

namespace rapport::workforce {

using ShiftSwapId = Id<struct ShiftSwapTag>;

// waiting: accepted, and for a planner to decide.
enum class SwapState : std::uint8_t { open, waiting, done, declined, withdrawn, expired };
BOOST_DESCRIBE_ENUM(SwapState, open, waiting, done, declined, withdrawn, expired)

// A shift with the schedule that it is in.
struct ShiftIn {
  ShiftPlanId schedule_id;
  Shift shift;
};
BOOST_DESCRIBE_STRUCT(ShiftIn, (), (schedule_id, shift))

struct ShiftSwap {
  ShiftSwapId id;
  AgentId agent_id;  // who offers
  ShiftIn offered;
  std::optional<AgentId> to_agent_id;  // absent: to everybody
  std::string note;
  SwapState state = SwapState::open;
  std::optional<AgentId> taker_id;
  std::optional<ShiftIn> given;  // absent: the taker takes it on top
  Instant asked_at, expires_at;
  std::optional<Instant> decided_at;
  std::optional<UserId> decided_by;  // absent: the rules
  std::string reason;
  std::vector<Finding> findings;
};
BOOST_DESCRIBE_STRUCT(ShiftSwap, (),
                      (id, agent_id, offered, to_agent_id, note, state, taker_id, given, asked_at, expires_at,
                       decided_at, decided_by, reason, findings))

struct OfferSwap {
  std::string day;  // of one's own shift
  std::optional<AgentId> to_agent_id;
  std::string note;
};
BOOST_DESCRIBE_STRUCT(OfferSwap, (), (day, to_agent_id, note))
contract::Notes contract_notes(contract::Tag<OfferSwap>);

struct AcceptSwap {
  std::string day;  // of the shift that is given for it; "": none
  bool is_trial = false;
};
BOOST_DESCRIBE_STRUCT(AcceptSwap, (), (day, is_trial))
contract::Notes contract_notes(contract::Tag<AcceptSwap>);

struct SwapAnswer {
  ShiftSwap swap;  // of a trial: as it is
  ShiftEffect effect;
};
BOOST_DESCRIBE_STRUCT(SwapAnswer, (), (swap, effect))

// By schedule. REQUIRES: a taker. Who has another shift on a day that they get one on: the caller has asked.
std::map<ShiftPlanId, std::vector<ShiftEdit>> edits_of(const ShiftSwap& swap);

// Expired as soon as one of the shifts begins.
SwapState state_at(const ShiftSwap& swap, Instant now);

// Rules that no shift in exchange could mend.
bool is_of_the_shift(schedule::Rule rule);

}  // namespace rapport::workforce
