#include "workforce/requests/shift_offer.h"

#include <algorithm>

#include "workforce/shifts/board.h"
#include "workforce/shifts/time_off_cuts.h"

namespace rapport::workforce {
namespace {

ShiftEdit put_of(AgentId agent, const schedule::PlannedShift& shift) {
  return {agent, shift.day, ShiftPut{shift.shift, shift.start, shift.end, shift.breaks}};
}

Result<ShiftEdit> overtime_of(const ShiftOffer& offer, AgentId agent, const std::string& day,
                              const std::vector<Shift>& shifts) {
  for (const Shift& shift : shifts) {
    if (shift.end < offer.start || offer.end < shift.start) continue;
    if (shift.start <= offer.start && offer.end <= shift.end)
      return fail(ErrorCode::conflict, "has_it_already", "one's shift is at that time already");
    schedule::PlannedShift longer = planned(shift);
    longer.start = std::min(longer.start, offer.start);
    longer.end = std::max(longer.end, offer.end);
    return put_of(agent, longer);
  }
  if (offer.shift.empty())
    return fail(ErrorCode::conflict, "no_shift", "there is no shift of one's own that it would make longer");
  for (const Shift& shift : shifts)
    if (shift.day == day)
      return fail(ErrorCode::conflict, "works_then", "there is a shift on that day that does not touch it");
  return ShiftEdit{agent, day, ShiftPut{offer.shift, offer.start, offer.end, std::nullopt}};
}

Result<ShiftEdit> time_off_of(const ShiftOffer& offer, const schedule::Problem& problem, AgentId agent,
                              const std::vector<Shift>& shifts) {
  for (const Shift& shift : shifts) {
    if (shift.end <= offer.start || offer.end <= shift.start) continue;
    if (shift.start < offer.start && offer.end < shift.end)
      return fail(ErrorCode::conflict, "in_the_middle", "it would cut the shift in two");
    const auto left = without_span(problem, planned(shift), offer.start, offer.end);
    if (!left) return ShiftEdit{agent, shift.day, std::nullopt};
    return put_of(agent, *left);
  }
  return fail(ErrorCode::conflict, "no_shift", "there is no shift of one's own then");
}

}  // namespace

contract::Notes contract_notes(contract::Tag<NewShiftOffer>) {
  return {
      .fields = {{.name = "places", .min = 1, .max = offer_places_max, .has_default = true},
                 {.name = "skill_ids", .doc = "all of them", .max_items = 20, .has_default = true},
                 {.name = "shift",
                  .doc = "the template of those who have no shift to be made longer; empty: only those may",
                  .max_length = 100,
                  .has_default = true},
                 {.name = "note", .max_length = 500, .has_default = true},
                 {.name = "closes_at", .doc = "absent: when it begins"}}};
}
contract::Notes contract_notes(contract::Tag<TakeOffer>) {
  return {.fields = {{.name = "is_trial",
                      .doc = "says what would become of the shift and keeps nothing",
                      .has_default = true}}};
}

OfferState state_at(const ShiftOffer& offer, Instant now) {
  return offer.state == OfferState::open && now >= offer.closes_at ? OfferState::closed : offer.state;
}

Result<void> check_offer(const NewShiftOffer& wanted, Instant now) {
  std::vector<Issue> issues;
  const Instant closes = wanted.closes_at.value_or(wanted.start);
  if (wanted.end <= wanted.start || wanted.end - wanted.start > hours(24))
    issues.push_back({"/end", "is not within a day after the start"});
  if (wanted.closes_at && *wanted.closes_at > wanted.end)
    issues.push_back({"/closes_at", "is after the end"});
  if (closes <= now) issues.push_back({wanted.closes_at ? "/closes_at" : "/start", "is over"});
  if (wanted.kind == OfferKind::time_off && !wanted.shift.empty())
    issues.push_back({"/shift", "is for overtime only"});
  if (issues.empty()) return {};
  return fail(ErrorCode::invalid, "bad_value", "some values cannot be", std::move(issues));
}

Result<ShiftEdit> edit_of(const ShiftOffer& offer, const schedule::Problem& problem, AgentId agent,
                          const std::string& day, const std::vector<Shift>& shifts) {
  if (offer.kind == OfferKind::overtime) return overtime_of(offer, agent, day, shifts);
  return time_off_of(offer, problem, agent, shifts);
}

bool is_waived(OfferKind kind, schedule::Rule rule) {
  if (rule == schedule::Rule::template_fits || rule == schedule::Rule::breaks_fit) return true;
  return kind == OfferKind::time_off && is_of_whole_plan(rule);
}

}  // namespace rapport::workforce
