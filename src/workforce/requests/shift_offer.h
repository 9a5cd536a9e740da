// Voluntary overtime and voluntary time off: what a planner offers, and what it makes of an agent's shift.
// Values and rules. Pure; any thread.
#pragma once

#include "workforce/requests/effect.h"

namespace rapport::workforce {

using ShiftOfferId = Id<struct ShiftOfferTag>;

inline constexpr std::int32_t offer_places_max = 1'000;

enum class OfferKind : std::uint8_t { overtime, time_off };
BOOST_DESCRIBE_ENUM(OfferKind, overtime, time_off)
enum class OfferState : std::uint8_t { open, full, closed };
BOOST_DESCRIBE_ENUM(OfferState, open, full, closed)

struct OfferTake {
  AgentId agent_id;
  Instant at;
  std::optional<Shift> before, after;  // absent: no shift
};
BOOST_DESCRIBE_STRUCT(OfferTake, (), (agent_id, at, before, after))

struct NewShiftOffer {
  OfferKind kind = OfferKind::overtime;
  ShiftPlanId schedule_id;
  Instant start, end;
  std::int32_t places = 1;
  std::vector<SkillId> skill_ids = {};  // all of them
  std::optional<TeamId> team_id;
  std::string shift = {};  // of those who have none to be made longer
  std::string note = {};
  std::optional<Instant> closes_at;  // absent: when it begins
};
BOOST_DESCRIBE_STRUCT(NewShiftOffer, (),
                      (kind, schedule_id, start, end, places, skill_ids, team_id, shift, note, closes_at))
contract::Notes contract_notes(contract::Tag<NewShiftOffer>);

struct ShiftOffer {
  ShiftOfferId id;
  OfferKind kind = OfferKind::overtime;
  OfferState state = OfferState::open;
  ShiftPlanId schedule_id;
  Instant start, end, closes_at, created_at;
  std::int32_t places = 1;
  std::vector<SkillId> skill_ids;
  std::optional<TeamId> team_id;
  std::string shift, note;
  std::vector<OfferTake> taken;
};
BOOST_DESCRIBE_STRUCT(ShiftOffer, (),
                      (id, kind, state, schedule_id, start, end, closes_at, created_at, places, skill_ids,
                       team_id, shift, note, taken))

struct TakeOffer {
  bool is_trial = false;
};
BOOST_DESCRIBE_STRUCT(TakeOffer, (), (is_trial))
contract::Notes contract_notes(contract::Tag<TakeOffer>);

// Closed as soon as its time is over.
OfferState state_at(const ShiftOffer& offer, Instant now);

// invalid: backwards, longer than a day, over already.
Result<void> check_offer(const NewShiftOffer& wanted, Instant now);

// What the agent has instead. `day` is the local day on which the offer begins, for those without a shift.
//   overtime: a shift that touches it is made longer, else a new one of the offer's template;
//   time off: the shift ends earlier or begins later, or is gone.
// conflict "has_it_already", "no_shift" (none to make longer or shorter), "in_the_middle" (time off would cut
// a shift in two), "works_then".
Result<ShiftEdit> edit_of(const ShiftOffer& offer, const schedule::Problem& problem, AgentId agent,
                          const std::string& day, const std::vector<Shift>& shifts);

// Rules that do not hold against what is voluntary: the shape of shifts, and least hours when it is time off.
bool is_waived(OfferKind kind, schedule::Rule rule);

}  // namespace rapport::workforce
