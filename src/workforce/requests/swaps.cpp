#include "workforce/requests/swaps.h"

#include <fmt/format.h>

#include <algorithm>

#include "org/entity.h"
#include "workforce/calendar/day.h"
#include "workforce/requests/again.h"
#include "workforce/shifts/board.h"

namespace rapport::workforce {
namespace {

constexpr const char* swap_kind = "shift_swap";
constexpr Duration shown_back = hours(24 * 30);

tl::unexpected<Error> no_swap(ShiftSwapId id) {
  return org::no_such(swap_kind, id.value);
}
tl::unexpected<Error> not_open() {
  return fail(ErrorCode::conflict, "not_open", "this swap is over");
}

// A published shift of that day which has not begun.
std::optional<ShiftIn> shift_on(database::Session& sql, OrgId org, AgentId agent, const std::string& day,
                                Instant now) {
  const auto date = parse_day(day);
  if (!date) return std::nullopt;
  const Instant near{std::int64_t{date->number} * hours(24).us};
  for (auto& one : shift_store::published(sql, org, agent, near - hours(24), near + hours(48)))
    if (one.shift.day == day && one.shift.start > now) return ShiftIn{one.schedule_id, std::move(one.shift)};
  return std::nullopt;
}

// Another published shift that the agent has then, or on the day in that schedule.
std::optional<Shift> in_the_way(database::Session& sql, OrgId org, AgentId agent, const ShiftIn& gets,
                                const std::optional<ShiftIn>& gives) {
  for (auto& one :
       shift_store::published(sql, org, agent, gets.shift.start - hours(48), gets.shift.end + hours(48))) {
    if (gives && one.schedule_id == gives->schedule_id && one.shift.day == gives->shift.day) continue;
    const bool is_then = one.shift.start < gets.shift.end && gets.shift.start < one.shift.end;
    const bool is_on_day = one.schedule_id == gets.schedule_id && one.shift.day == gets.shift.day;
    if (is_then || is_on_day) return std::move(one.shift);
  }
  return std::nullopt;
}

bool is_same_shift(const std::optional<ShiftIn>& now, const ShiftIn& then) {
  return now && now->schedule_id == then.schedule_id && now->shift.sequence == then.shift.sequence &&
         now->shift.start == then.shift.start && now->shift.end == then.shift.end;
}

}  // namespace

std::set<AgentId> Swaps::concerned(const ShiftSwap& swap) const {
  if (swap.state == SwapState::open && !swap.to_agent_id) return {};
  std::set<AgentId> all{swap.agent_id};
  if (swap.to_agent_id) all.insert(*swap.to_agent_id);
  if (swap.taker_id) all.insert(*swap.taker_id);
  return all;
}

Result<ShiftSwap> Swaps::find(OrgId org, ShiftSwapId id) {
  return schedules_.changes().database().read([&](database::Session& sql) -> Result<ShiftSwap> {
    auto found = swap_store::find(sql, org, id);
    if (!found) return no_swap(id);
    return std::move(*found);
  });
}

Result<ShiftSwap> Swaps::offer(const org::By& by, const OfferSwap& wanted) {
  const Instant now = schedules_.now();
  ShiftSwap swap;
  swap.agent_id = by.user;
  swap.to_agent_id = wanted.to_agent_id;
  swap.note = wanted.note;
  const auto shift = schedules_.changes().database().read([&](database::Session& sql) -> Result<ShiftIn> {
    auto found = shift_on(sql, by.org, by.user, wanted.day, now);
    if (!found) return org::wrong({{"/day", "there is no published shift of yours that has not begun"}});
    return std::move(*found);
  });
  if (!shift) return tl::unexpected<Error>(shift.error());
  swap.offered = *shift;
  swap.expires_at = shift->shift.start;
  if (wanted.to_agent_id) {
    const auto directory = directories_.of(by.org);
    if (!directory) return org::no_such("organisation", by.org.value);
    const auto colleague = directory->users.find(*wanted.to_agent_id);
    if (colleague == directory->users.end() || !colleague->second.is_active || *wanted.to_agent_id == by.user)
      return org::wrong({{"/to_agent_id", "there is no such colleague"}});
    const Shift& offered = shift->shift;
    const auto tried =
        schedules_.prepare(by.org, shift->schedule_id,
                           {{{*wanted.to_agent_id, offered.day,
                              ShiftPut{offered.shift, offered.start, offered.end, offered.breaks}}},
                            std::nullopt,
                            false});
    if (!tried) return org::wrong({{"/to_agent_id", "is not planned in this schedule"}});
    std::vector<ShiftViolation> never;
    for (const ShiftViolation& one : tried->refused)
      if (is_of_the_shift(one.rule)) never.push_back(one);
    if (!never.empty()) return breaks_rules(never);
  }
  auto kept = schedules_.changes().make<ShiftSwap>(by, "", [&](org::Change& change) -> Result<ShiftSwap> {
    for (const ShiftSwap& other : swap_store::list(change.sql, by.org, now))
      if (other.agent_id == by.user && other.offered.schedule_id == swap.offered.schedule_id &&
          other.offered.shift.day == wanted.day &&
          (other.state == SwapState::open || other.state == SwapState::waiting))
        return fail(ErrorCode::conflict, "offered_already", "this shift is offered already");
    ShiftSwap made = swap;
    made.id = change.new_id<ShiftSwapId>();
    made.asked_at = change.now;
    swap_store::put(change.sql, by.org, made);
    change.audit({"create", swap_kind, made.id.value, "", contract::encode(made)});
    return made;
  });
  if (kept && told_) told_(by.org, concerned(*kept));
  return kept;
}

// The shifts are still what they were, and nothing is in the way of them.
Result<void> Swaps::check_current(OrgId org, const ShiftSwap& swap) {
  const Instant now = schedules_.now();
  return schedules_.changes().database().read([&](database::Session& sql) -> Result<void> {
    const bool is_same =
        is_same_shift(shift_on(sql, org, swap.agent_id, swap.offered.shift.day, now), swap.offered) &&
        (!swap.given ||
         is_same_shift(shift_on(sql, org, *swap.taker_id, swap.given->shift.day, now), *swap.given));
    if (!is_same)
      return fail(ErrorCode::conflict, "shift_changed", "the shift is no longer the one that was offered");
    if (const auto other = in_the_way(sql, org, *swap.taker_id, swap.offered, swap.given))
      return fail(ErrorCode::conflict, "has_shift", "there is a shift on that day already",
                  {{"/day", fmt::format("give the shift of {} for it", other->day)}});
    if (!swap.given) return {};
    if (const auto other = in_the_way(sql, org, swap.agent_id, *swap.given, swap.offered))
      return fail(ErrorCode::conflict, "has_shift", "the colleague has a shift on that day already",
                  {{"/day", fmt::format("the colleague works on {}", other->day)}});
    return {};
  });
}

Result<Swaps::Judged> Swaps::judge(OrgId org, const ShiftSwap& swap) {
  if (auto current = check_current(org, swap); !current)
    return tl::unexpected<Error>(std::move(current.error()));
  Judged judged;
  for (auto& [plan, edits] : edits_of(swap)) {
    auto one = schedules_.prepare(org, plan, {edits, std::nullopt, true});
    if (!one && one.error().code == ErrorCode::invalid)
      return fail(ErrorCode::conflict, "not_in_schedule", "one of the two is not planned in this schedule");
    if (!one) return tl::unexpected<Error>(std::move(one.error()));
    judged.edits.push_back(std::move(*one));
  }
  add_edits(judged.edits, true, judged.effect);
  return judged;
}

Result<ShiftSwap> Swaps::keep(const org::By& by, const ShiftSwap& swap, SwapState from,
                              const Judged& judged) {
  auto kept = schedules_.changes().make<ShiftSwap>(by, "", [&](org::Change& change) -> Result<ShiftSwap> {
    const auto before = swap_store::find(change.sql, by.org, swap.id);
    if (!before) return no_swap(swap.id);
    if (before->state != from) return not_open();
    if (auto written = write_all(change, judged.edits); !written)
      return tl::unexpected<Error>(std::move(written.error()));
    ShiftSwap made = swap;
    if (made.state != SwapState::waiting) made.decided_at = change.now;
    swap_store::put(change.sql, by.org, made);
    change.audit({"change", swap_kind, made.id.value, contract::encode(*before), contract::encode(made)});
    return made;
  });
  if (!kept) return kept;
  tell_all(schedules_, by.org, judged.edits);
  // Whoever could have taken it, too.
  if (told_)
    told_(by.org, from == SwapState::open && !swap.to_agent_id ? std::set<AgentId>{} : concerned(*kept));
  return kept;
}

Result<SwapAnswer> Swaps::accept(const org::By& by, ShiftSwapId id, const AcceptSwap& wanted) {
  return again_if_changed([&]() -> Result<SwapAnswer> {
    const Instant now = schedules_.now();
    auto found = find(by.org, id);
    if (!found) return tl::unexpected<Error>(std::move(found.error()));
    if (found->to_agent_id && *found->to_agent_id != by.user) return no_swap(id);
    if (state_at(*found, now) != SwapState::open) return not_open();
    if (found->agent_id == by.user) return fail(ErrorCode::conflict, "own_swap", "it is one's own shift");
    SwapAnswer answer{*found, {}};
    ShiftSwap swap = *found;
    swap.taker_id = by.user;
    if (!wanted.day.empty()) {
      auto given = schedules_.changes().database().read([&](database::Session& sql) -> Result<ShiftIn> {
        auto shift = shift_on(sql, by.org, by.user, wanted.day, now);
        if (!shift) return org::wrong({{"/day", "there is no published shift of yours that has not begun"}});
        return std::move(*shift);
      });
      if (!given) return tl::unexpected<Error>(std::move(given.error()));
      swap.expires_at = std::min(swap.expires_at, given->shift.start);
      swap.given = std::move(*given);
    }
    auto judged = judge(by.org, swap);
    if (!judged) return tl::unexpected<Error>(std::move(judged.error()));
    answer.effect = judged->effect;
    std::vector<ShiftViolation> forbidden;
    for (const ShiftViolation& one : judged->effect.breaks)
      if (!is_of_whole_plan(one.rule)) forbidden.push_back(one);
    if (!forbidden.empty()) return breaks_rules(forbidden);
    if (wanted.is_trial) return answer;
    swap.findings = judged->effect.findings;
    swap.state = swap.findings.empty() ? SwapState::done : SwapState::waiting;
    if (swap.state == SwapState::waiting) judged->edits.clear();
    return keep(by, swap, SwapState::open, *judged).map([&](ShiftSwap&& kept) {
      answer.swap = std::move(kept);
      return answer;
    });
  });
}

Result<ShiftSwap> Swaps::withdraw(const org::By& by, ShiftSwapId id) {
  auto found = find(by.org, id);
  if (!found) return found;
  const bool is_mine = found->agent_id == by.user;
  const bool is_takers = found->taker_id == by.user || found->to_agent_id == by.user;
  if (!is_mine && !is_takers) return no_swap(id);
  const SwapState state = state_at(*found, schedules_.now());
  if (state != SwapState::open && state != SwapState::waiting) return not_open();
  ShiftSwap swap = *found;
  swap.state = is_mine ? SwapState::withdrawn : SwapState::declined;
  swap.decided_by = by.user;
  if (!is_mine && found->taker_id == by.user && !found->to_agent_id) {  // for somebody else, then
    swap.state = SwapState::open;
    swap.taker_id.reset();
    swap.given.reset();
    swap.findings.clear();
    swap.decided_by.reset();
    swap.expires_at = swap.offered.shift.start;
  }
  return keep(by, swap, found->state, {});
}

Result<ShiftSwap> Swaps::approve(const org::By& by, ShiftSwapId id, const Decision& decision) {
  return again_if_changed([&]() -> Result<ShiftSwap> {
    auto found = find(by.org, id);
    if (!found) return found;
    if (state_at(*found, schedules_.now()) != SwapState::waiting) return not_open();
    auto judged = judge(by.org, *found);
    if (!judged) return tl::unexpected<Error>(std::move(judged.error()));
    if (!judged->effect.breaks.empty() && decision.force_reason.empty())
      return breaks_rules(judged->effect.breaks);
    force(judged->edits, decision.force_reason);
    ShiftSwap swap = *found;
    swap.state = SwapState::done;
    swap.reason = decision.reason;
    swap.decided_by = by.user;
    swap.findings = judged->effect.findings;
    return keep(by, swap, SwapState::waiting, *judged);
  });
}

Result<ShiftSwap> Swaps::decline(const org::By& by, ShiftSwapId id, const Decision& decision) {
  auto found = find(by.org, id);
  if (!found) return found;
  const SwapState state = state_at(*found, schedules_.now());
  if (state != SwapState::open && state != SwapState::waiting) return not_open();
  ShiftSwap swap = *found;
  swap.state = SwapState::declined;
  swap.reason = decision.reason;
  swap.decided_by = by.user;
  return keep(by, swap, found->state, {});
}

Result<SwapAnswer> Swaps::look(OrgId org, ShiftSwapId id) {
  auto found = find(org, id);
  if (!found) return tl::unexpected<Error>(std::move(found.error()));
  SwapAnswer answer{*found, {}};
  answer.swap.state = state_at(*found, schedules_.now());
  answer.effect.findings = found->findings;
  if (answer.swap.state != SwapState::waiting) return answer;
  auto judged = judge(org, *found);
  if (judged)
    answer.effect = std::move(judged->effect);
  else if (judged.error().code != ErrorCode::conflict)
    return tl::unexpected<Error>(std::move(judged.error()));
  else
    answer.effect.findings.push_back({Obstacle::rule, "", 0, 0, judged.error().detail});
  return answer;
}

Result<std::vector<ShiftSwap>> Swaps::list(OrgId org) {
  const Instant now = schedules_.now();
  return schedules_.changes().database().read([&](database::Session& sql) -> Result<std::vector<ShiftSwap>> {
    auto all = swap_store::list(sql, org, now - shown_back);
    for (ShiftSwap& one : all) {
      one.state = state_at(one, now);
      if (one.state == SwapState::open &&
          !is_same_shift(shift_on(sql, org, one.agent_id, one.offered.shift.day, now), one.offered))
        one.state = SwapState::expired;
    }
    return all;
  });
}

Result<MySwaps> Swaps::mine(OrgId org, AgentId agent) {
  return list(org).map([&](std::vector<ShiftSwap>&& all) {
    MySwaps mine;
    for (ShiftSwap& one : all) {
      if (one.agent_id == agent || one.taker_id == agent)
        mine.mine.push_back(std::move(one));
      else if (one.state == SwapState::open && (!one.to_agent_id || *one.to_agent_id == agent))
        mine.open.push_back(std::move(one));
    }
    return mine;
  });
}

}  // namespace rapport::workforce
