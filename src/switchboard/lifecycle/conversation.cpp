#include "switchboard/lifecycle/conversation.h"

#include <algorithm>

#include "switchboard/lifecycle/calling_back.h"
#include "switchboard/lifecycle/closing.h"
#include "switchboard/lifecycle/consulting.h"
#include "switchboard/lifecycle/flowing.h"
#include "switchboard/lifecycle/moving_places.h"
#include "switchboard/lifecycle/offering.h"
#include "switchboard/lifecycle/queueing.h"
#include "switchboard/lifecycle/silence.h"
#include "switchboard/routing/roster.h"
#include "switchboard/routing/waiting.h"

namespace rapport::switchboard {
namespace {

void count_handled(Queue& queue, const Leg& leg, Instant now) {
  ++queue.today.handled;
  queue.today.handled_total = queue.today.handled_total + (now - leg.accepted_at);
}

void begin_wrap_up(Turn& turn, Slot slot, UserId by) {
  Interaction& interaction = turn.interaction(slot);
  Queue& queue = turn.queue_of(interaction);
  if (interaction.consulted != no_slot) end_consult(turn, slot, OfferEnd::withdrawn, by);
  if (interaction.run) end_flow(turn, slot, by ? FlowEnd::taken_over : FlowEnd::left);
  stop_watching(turn, slot);
  interaction.leg().ended_at = turn.now;
  interaction.state = InteractionState::wrap_up;
  --queue.active;
  ++queue.wrapping_up;
  tell(turn, interaction, Change::ended).by = by;
  if (queue.rules.wrap_up_limit.us == 0) return;
  interaction.wrap_up_ends_at = turn.now + queue.rules.wrap_up_limit;
  arm(turn, slot, TimerKind::wrap_up, interaction.wrap_up_ends_at);
}

void finish_wrap_up(Turn& turn, Slot slot, DispositionId disposition, Change change) {
  Interaction& interaction = turn.interaction(slot);
  Queue& queue = turn.queue_of(interaction);
  const Slot agent = interaction.agent;
  Leg& leg = interaction.leg();
  leg.wrapped_at = turn.now;
  leg.end = LegEnd::completed;
  leg.disposition = disposition;
  count_handled(queue, leg, turn.now);
  --queue.wrapping_up;
  cancel(turn, interaction, TimerKind::wrap_up);
  interaction.state = InteractionState::closed;
  tell(turn, interaction, change);
  turn.agent(agent).idle_since = turn.now;
  release_work(turn, agent, slot, true);
  close(turn, slot, Outcome::completed);
}

// In its flow: no queue had it, so no queue counts it.
void leave_flow(Turn& turn, Slot slot) {
  Interaction& interaction = turn.interaction(slot);
  interaction.state = InteractionState::closed;
  tell(turn, interaction, Change::abandoned);
  close(turn, slot, Outcome::abandoned);
}

void abandon(Turn& turn, Slot slot) {
  Interaction& interaction = turn.interaction(slot);
  if (interaction.state == InteractionState::offered) withdraw_offer(turn, slot);
  stop_waiting(turn, slot);
  Queue& queue = turn.queue_of(interaction);
  ++queue.today.abandoned;
  if (turn.now - interaction.queued_at <= queue.rules.service_level_within) ++queue.today.abandoned_within;
  interaction.leg().end = LegEnd::abandoned;
  interaction.leg().ended_at = turn.now;
  interaction.state = InteractionState::closed;
  tell(turn, interaction, Change::abandoned);
  close(turn, slot, Outcome::abandoned);
}

}  // namespace

void end_leg(Turn& turn, Slot slot, LegEnd end) {
  Interaction& interaction = turn.interaction(slot);
  Queue& queue = turn.queue_of(interaction);
  const Slot agent = interaction.agent;
  if (interaction.consulted != no_slot) end_consult(turn, slot, OfferEnd::withdrawn);
  if (interaction.run) end_flow(turn, slot, FlowEnd::taken_over);
  stop_watching(turn, slot);
  Leg& leg = interaction.leg();
  leg.ended_at = turn.now;
  leg.wrapped_at = turn.now;
  leg.end = end;
  count_handled(queue, leg, turn.now);
  --queue.active;
  turn.agent(agent).idle_since = turn.now;
  release_work(turn, agent, slot, true);
  interaction.let_go();
}

void lose_agent(Turn& turn, Slot slot) {
  Interaction& interaction = turn.interaction(slot);
  if (interaction.consulted != no_slot && interaction.is_consult_accepted) {
    take_over(turn, slot);
    return;
  }
  const std::int32_t head_start = turn.queue_of(interaction).rules.transfer_head_start_min;
  const AgentId lost = interaction.agent_id;
  end_leg(turn, slot, LegEnd::transferred);
  interaction.state = InteractionState::queued;
  interaction.priority = std::min(interaction.priority + head_start, priority_max);
  tell(turn, interaction, Change::transferred).agent = lost;
  const Course course{{}, {}, interaction.course.plan};
  begin_leg(turn, slot, {interaction.queue, course, interaction.queued_at, Trigger::transfer});
}

void time_out_wrap_up(Turn& turn, Slot slot) {
  finish_wrap_up(turn, slot, {}, Change::wrap_up_timed_out);
}

void wrap_up_expired(Turn& turn, Slot slot) {
  time_out_wrap_up(turn, slot);
}

Verdict on(Turn& turn, const MessagePosted& posted) {
  const Slot slot = turn.state.interaction_slot(posted.interaction);
  if (slot == no_slot) return Refusal::unknown_interaction;
  Interaction& interaction = turn.interaction(slot);
  switch (posted.author) {
    case Author::customer:
      if (interaction.state == InteractionState::wrap_up) return Refusal::not_active;
      break;
    case Author::agent: {
      if (interaction.state != InteractionState::active) return Refusal::not_active;
      const bool is_owner = interaction.agent_id == posted.agent;
      const bool is_consulted =
          interaction.is_consult_accepted && turn.agent(interaction.consulted).id == posted.agent;
      if (!is_owner && !is_consulted) return Refusal::not_your_interaction;
      break;
    }
    case Author::note:
    case Author::system:
      break;
    default:
      return Refusal::bad_value;
  }
  InteractionChanged& changed = tell(turn, interaction, Change::message);
  changed.message = posted.message;
  changed.author = posted.author;
  if (posted.agent) changed.by = posted.agent;
  if (posted.author == Author::customer && interaction.state == InteractionState::active)
    hear_customer(turn, slot);
  // Words are never said into a conversation that nobody will have.
  if (posted.author == Author::customer && interaction.aside) bring_back(turn, slot, {});
  return done;
}

Verdict on(Turn& turn, const CustomerLeft& left) {
  const Slot slot = turn.state.interaction_slot(left.interaction);
  if (slot == no_slot) return Refusal::unknown_interaction;
  const Interaction& interaction = turn.interaction(slot);
  if (interaction.is_called_back()) return Refusal::not_active;  // left long ago
  if (interaction.aside) {
    merge(turn, slot);
    return done;
  }
  if (interaction.callback && interaction.callback->stage == CallbackStage::booked) {
    wait_without_line(turn, slot);
    return done;
  }
  switch (interaction.state) {
    case InteractionState::queued:
    case InteractionState::offered:
      abandon(turn, slot);
      return done;
    case InteractionState::active:
      begin_wrap_up(turn, slot, {});
      return done;
    case InteractionState::arrived:
      leave_flow(turn, slot);
      return done;
    default:
      return Refusal::not_active;
  }
}

Verdict on(Turn& turn, const PriorityChanged& changed) {
  const Slot slot = turn.state.interaction_slot(changed.interaction);
  if (slot == no_slot) return Refusal::unknown_interaction;
  if (changed.priority < -priority_max || changed.priority > priority_max) return Refusal::bad_value;
  Interaction& interaction = turn.interaction(slot);
  const bool was_waiting = interaction.is_indexed;
  if (was_waiting) leave_waiting(turn.state, slot);
  interaction.priority = changed.priority;
  tell(turn, interaction, Change::priority_changed).by = changed.by;
  if (!was_waiting) return done;
  enter_waiting(turn.state, slot);
  pend_interaction(turn, slot, Trigger::interaction_waiting);
  return done;
}

Verdict on(Turn& turn, const ConversationEnded& ended) {
  const Slot slot = turn.state.interaction_slot(ended.interaction);
  if (slot == no_slot) return Refusal::unknown_interaction;
  if (turn.interaction(slot).state == InteractionState::dialling) {
    stop_dial(turn, slot, DialResult::stopped);
    return done;
  }
  if (turn.interaction(slot).state != InteractionState::active) return Refusal::not_active;
  begin_wrap_up(turn, slot, ended.by);
  return done;
}

Verdict on(Turn& turn, const WrapUpCompleted& completed) {
  const Slot slot = turn.state.interaction_slot(completed.interaction);
  if (slot == no_slot) return Refusal::unknown_interaction;
  const Interaction& interaction = turn.interaction(slot);
  if (interaction.state != InteractionState::wrap_up) return Refusal::not_in_wrap_up;
  if (interaction.agent_id != completed.agent) return Refusal::not_your_interaction;
  const QueueRules& rules = turn.queue_of(interaction).rules;
  if (!completed.disposition && rules.disposition_required) return Refusal::disposition_required;
  if (completed.disposition && !rules.dispositions.empty() &&
      std::find(rules.dispositions.begin(), rules.dispositions.end(), completed.disposition) ==
          rules.dispositions.end())
    return Refusal::unknown_disposition;
  finish_wrap_up(turn, slot, completed.disposition, Change::wrap_up_completed);
  return done;
}

}  // namespace rapport::switchboard
