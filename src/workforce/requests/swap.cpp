#include "workforce/requests/swap.h"

#include <algorithm>

namespace rapport::workforce {

contract::Notes contract_notes(contract::Tag<OfferSwap>) {
  return {.fields = {{.name = "day", .doc = "of one's own shift", .format = contract::Format::date},
                     {.name = "to_agent_id", .doc = "absent: to everybody"},
                     {.name = "note", .max_length = 500, .has_default = true}}};
}
contract::Notes contract_notes(contract::Tag<AcceptSwap>) {
  return {.fields = {{.name = "day",
                      .doc = "of the shift that is given for it; empty: none",
                      .max_length = 10,
                      .has_default = true},
                     {.name = "is_trial",
                      .doc = "says what would become of it and keeps nothing",
                      .has_default = true}}};
}

std::map<ShiftPlanId, std::vector<ShiftEdit>> edits_of(const ShiftSwap& swap) {
  std::map<ShiftPlanId, std::vector<ShiftEdit>> edits;
  const auto set = [&](ShiftPlanId plan, AgentId agent, const Shift& shift, bool has_it) {
    std::optional<ShiftPut> put;
    if (has_it) put = ShiftPut{shift.shift, shift.start, shift.end, shift.breaks};
    for (ShiftEdit& edit : edits[plan])
      if (edit.agent_id == agent && edit.day == shift.day) {
        edit.put = put;
        return;
      }
    edits[plan].push_back({agent, shift.day, put});
  };
  set(swap.offered.schedule_id, swap.agent_id, swap.offered.shift, false);
  if (swap.given) set(swap.given->schedule_id, *swap.taker_id, swap.given->shift, false);
  set(swap.offered.schedule_id, *swap.taker_id, swap.offered.shift, true);
  if (swap.given) set(swap.given->schedule_id, swap.agent_id, swap.given->shift, true);
  return edits;
}

SwapState state_at(const ShiftSwap& swap, Instant now) {
  const bool is_going = swap.state == SwapState::open || swap.state == SwapState::waiting;
  return is_going && now >= swap.expires_at ? SwapState::expired : swap.state;
}

bool is_of_the_shift(schedule::Rule rule) {
  return rule == schedule::Rule::known || rule == schedule::Rule::contract_shifts ||
         rule == schedule::Rule::available || rule == schedule::Rule::time_off;
}

}  // namespace rapport::workforce
