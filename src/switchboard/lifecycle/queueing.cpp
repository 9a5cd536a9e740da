#include "switchboard/lifecycle/queueing.h"

#include <algorithm>

#include "switchboard/lifecycle/calling_back.h"
#include "switchboard/lifecycle/closing.h"
#include "switchboard/routing/wait_estimate.h"
#include "switchboard/routing/waiting.h"

namespace rapport::switchboard {
namespace {

bool is_waited_for(const State& state, const Interaction& interaction, AgentId id) {
  const Slot slot = state.agent_slot(id);
  return slot != no_slot && state.agents[slot].is_taking_work() &&
         state.agents[slot].handles(interaction.channel) && !interaction.has_passed_over(id);
}

// Past agent steps whose agent cannot be waited for. True when it moved.
bool skip_idle_steps(const State& state, Interaction& interaction) {
  const std::int32_t before = interaction.step;
  for (;;) {
    const Asked asked = asked_of(state, interaction);
    if (asked.is_last || !asked.agent || is_waited_for(state, interaction, asked.agent)) break;
    ++interaction.step;
  }
  return interaction.step != before;
}

void arm_step(Turn& turn, Slot slot) {
  const Asked asked = asked_of(turn.state, turn.interaction(slot));
  if (asked.lasts.us > 0) arm(turn, slot, TimerKind::step, turn.now + asked.lasts);
}

void enter(Turn& turn, Slot slot) {
  Queue& queue = turn.queue_of(turn.interaction(slot));
  if (queue.waiting == 0) waiting_began(queue.learnt, turn.now);
  enter_waiting(turn.state, slot);
}

}  // namespace

Admission admit(const State& state, Slot at) {
  std::vector<Slot> seen;
  for (;;) {
    const Queue& queue = state.queues[at];
    const Branch* branch = nullptr;
    Refusal reason = Refusal::queue_closed;
    if (!queue.rules.is_open && queue.rules.when_closed.action != BranchAction::wait) {
      branch = &queue.rules.when_closed;
    } else if (queue.rules.waiting_max > 0 && queue.waiting >= queue.rules.waiting_max &&
               queue.rules.when_full.action != BranchAction::wait) {
      branch = &queue.rules.when_full;
      reason = Refusal::queue_full;
    } else if (queue.signed_in() == 0 && queue.rules.when_unstaffed.action != BranchAction::wait) {
      branch = &queue.rules.when_unstaffed;
      reason = Refusal::queue_unstaffed;
    }
    if (branch == nullptr) return {at, no_slot, reason};
    if (branch->action == BranchAction::refuse) return {no_slot, at, reason};
    const Slot next = state.queue_slot(branch->overflow_to);
    seen.push_back(at);
    if (next == no_slot) return {no_slot, at, reason};
    if (std::find(seen.begin(), seen.end(), next) != seen.end()) return {no_slot, next, reason};
    at = next;
  }
}

AgentId preferred_agent(const State& state, const Queue& queue, const LastContact& last, Instant now) {
  if (!last.agent || queue.rules.sticky_window.us <= 0 || queue.rules.sticky_wait.us <= 0) return {};
  if (now - last.ended > queue.rules.sticky_window) return {};
  const Slot slot = state.agent_slot(last.agent);
  if (slot == no_slot) return {};
  const std::vector<Slot>& queues = state.agents[slot].queues;
  const Slot at = state.queue_slot(queue.id);
  return std::find(queues.begin(), queues.end(), at) != queues.end() ? last.agent : AgentId{};
}

void begin_leg(Turn& turn, Slot slot, const NewLeg& begun) {
  Interaction& interaction = turn.interaction(slot);
  Queue& queue = turn.queue(begun.queue);
  if (interaction.is_called_back() && must_wait(turn, queue, *interaction.callback))
    return schedule(turn, slot, begun);
  interaction.stand_in(begun.queue, queue.id);
  interaction.let_go();
  interaction.state = InteractionState::queued;
  interaction.course = begun.course;
  interaction.step = 0;
  interaction.queued_at = begun.queued_at;
  interaction.entered_at = turn.now;
  interaction.predicted = {};
  interaction.is_limit_passed = false;
  Leg leg;
  leg.number = interaction.legs.empty() ? 1 : interaction.legs.back().number + 1;
  leg.queue = queue.id;
  leg.queued_at = begun.queued_at;
  interaction.legs.push_back(leg);
  ++queue.today.arrived;
  skip_idle_steps(turn.state, interaction);
  tell(turn, interaction, Change::queued);
  arm_step(turn, slot);
  if (queue.rules.wait_limit.us > 0 && !interaction.is_called_back())
    arm(turn, slot, TimerKind::wait_limit, turn.now + queue.rules.wait_limit);
  enter(turn, slot);
  pend_interaction(turn, slot, begun.trigger);
}

void stop_waiting(Turn& turn, Slot slot) {
  Interaction& interaction = turn.interaction(slot);
  if (interaction.is_indexed) leave_waiting(turn.state, slot);
  cancel(turn, interaction, TimerKind::step);
  cancel(turn, interaction, TimerKind::wait_limit);
  cancel(turn, interaction, TimerKind::passed_over);
  interaction.passed_over.clear();
}

void return_to_queue(Turn& turn, Slot slot) {
  Interaction& interaction = turn.interaction(slot);
  interaction.state = InteractionState::queued;
  interaction.let_go();
  const bool is_booked = interaction.callback && interaction.callback->stage == CallbackStage::booked;
  const bool is_over = interaction.is_limit_passed;
  if (is_over && !is_booked) {
    expire(turn, slot);
    return;
  }
  if (interaction.is_called_back() && must_wait(turn, turn.queue_of(interaction), *interaction.callback)) {
    put_off(turn, slot);
    return;
  }
  if (skip_idle_steps(turn.state, interaction)) {
    cancel(turn, interaction, TimerKind::step);
    tell(turn, interaction, Change::step_widened);
    arm_step(turn, slot);
  }
  enter(turn, slot);
  pend_interaction(turn, slot, Trigger::interaction_waiting);
  if (is_over) wait_without_line(turn, slot);
}

void widen(Turn& turn, Slot slot) {
  Interaction& interaction = turn.interaction(slot);
  const bool was_waiting = interaction.is_indexed;
  if (was_waiting) leave_line(turn.state, slot);
  cancel(turn, interaction, TimerKind::step);
  ++interaction.step;
  skip_idle_steps(turn.state, interaction);
  tell(turn, interaction, Change::step_widened);
  arm_step(turn, slot);
  if (!was_waiting) return;
  enter_line(turn.state, slot);
  pend_interaction(turn, slot, Trigger::step_widened);
}

void release_direct(Turn& turn, Slot slot) {
  std::vector<RankKey> waiting;
  for (const LineHead& head : turn.agent(slot).direct) {
    const OrderedIndex<RankKey>& line = turn.state.lines[head.line].waiting;
    for (auto cursor = line.begin(); !line.is_end(cursor); line.advance(cursor))
      waiting.push_back(line.at(cursor));
  }
  std::sort(waiting.begin(), waiting.end());  // the order of lines is an accident
  const AgentId id = turn.agent(slot).id;
  for (const RankKey& key : waiting)
    if (!is_waited_for(turn.state, turn.interaction(key.slot), id)) widen(turn, key.slot);
}

void pass_over(Turn& turn, Slot slot, AgentId agent) {
  Interaction& interaction = turn.interaction(slot);
  interaction.passed_over.push_back({agent, turn.now + passed_over_for});
  if (interaction.passed_over.size() == 1)
    arm(turn, slot, TimerKind::passed_over, interaction.passed_over.front().until);
}

void step_expired(Turn& turn, Slot slot) {
  widen(turn, slot);
}

void wait_limit_expired(Turn& turn, Slot slot) {
  Interaction& interaction = turn.interaction(slot);
  if (interaction.callback && interaction.callback->stage == CallbackStage::booked) {
    wait_without_line(turn, slot);
    return;
  }
  if (interaction.state == InteractionState::offered) {
    interaction.is_limit_passed = true;  // the offer may still be accepted
    return;
  }
  expire(turn, slot);
}

void passed_over_expired(Turn& turn, Slot slot) {
  Interaction& interaction = turn.interaction(slot);
  std::vector<PassedOver>& passed = interaction.passed_over;
  while (!passed.empty() && passed.front().until <= turn.now)
    passed.erase(passed.begin());
  if (!passed.empty()) arm(turn, slot, TimerKind::passed_over, passed.front().until);
  if (interaction.is_indexed) pend_interaction(turn, slot, Trigger::interaction_waiting);
}

}  // namespace rapport::switchboard
