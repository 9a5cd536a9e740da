// Dialling: an agent is held, and the customer is called.
#include "switchboard/lifecycle/calling_back.h"
#include "switchboard/lifecycle/closing.h"
#include "switchboard/routing/roster.h"
#include "switchboard/routing/wait_estimate.h"

namespace rapport::switchboard {
namespace {

void reach(Turn& turn, Slot slot) {
  Interaction& interaction = turn.interaction(slot);
  Queue& queue = turn.queue_of(interaction);
  cancel(turn, interaction, TimerKind::callback);
  forget_called_back(turn.state, slot);
  interaction.callback->stage = CallbackStage::reached;
  interaction.callback->last = DialResult::answered;
  interaction.state = InteractionState::active;
  interaction.heard_at = turn.now;
  --queue.dialling;
  ++queue.active;
  interaction.leg().accepted_at = turn.now;
  const Duration waited = turn.now - interaction.queued_at;
  ++queue.today.answered;
  if (waited <= queue.rules.service_level_within) ++queue.today.answered_within;
  queue.today.waited_total = queue.today.waited_total + waited;
  turn.agent(interaction.agent).idle_since = turn.now;
  update_roster(turn.state, interaction.agent);
  tell(turn, interaction, Change::accepted);
}

// From now on it waits as before: with its whole wait, by the same steps.
void wait_again(Turn& turn, Slot slot) {
  const Interaction& interaction = turn.interaction(slot);
  begin_leg(turn, slot,
            {interaction.queue, interaction.course, interaction.queued_at, Trigger::interaction_waiting});
}

void not_reached(Turn& turn, Slot slot, DialResult result) {
  Interaction& interaction = turn.interaction(slot);
  const AgentId agent = interaction.agent_id;
  leave_dial(turn, slot, LegEnd::not_reached);
  Callback& callback = *interaction.callback;
  callback.last = result;
  const CallbackRules rules = turn.queue_of(interaction).rules.callbacks();
  const bool is_last = callback.dials >= rules.dials_max || interaction.legs.size() >= legs_max;
  interaction.state = is_last ? InteractionState::closed : InteractionState::queued;
  tell(turn, interaction, Change::not_reached).agent = agent;
  if (is_last) {
    close(turn, slot, Outcome::callback_failed);
    return;
  }
  callback.due = turn.now + rules.retry_after;
  wait_again(turn, slot);
}

}  // namespace

void begin_dial(Turn& turn, Slot slot) {
  Interaction& interaction = turn.interaction(slot);
  Queue& queue = turn.queue_of(interaction);
  Agent& agent = turn.agent(interaction.agent);
  Callback& callback = *interaction.callback;
  interaction.state = InteractionState::dialling;
  ++queue.dialling;
  ++callback.dial;
  ++callback.dials;
  callback.due = {};
  interaction.leg().agent = agent.id;
  // For those who wait behind it an agent has been taken from them, whether or not the customer answers.
  if (interaction.predicted.us != 0)
    learn_wait(queue.learnt, interaction.predicted, turn.now - interaction.entered_at, turn.now);
  agent.idle_since = turn.now;
  update_roster(turn.state, interaction.agent);
  tell(turn, interaction, Change::dialling);
  DialStarted started;
  started.interaction = interaction.id;
  started.customer = interaction.customer;
  started.queue = queue.id;
  started.agent = agent.id;
  started.dial = callback.dial;
  started.ends_at = turn.now + queue.rules.callbacks().ring_limit;
  turn.effects.emplace_back(started);
  arm(turn, slot, TimerKind::callback, started.ends_at);
}

void leave_dial(Turn& turn, Slot slot, LegEnd end) {
  Interaction& interaction = turn.interaction(slot);
  const Slot agent = interaction.agent;
  cancel(turn, interaction, TimerKind::callback);
  turn.effects.emplace_back(DialStopped{interaction.id, interaction.callback->dial});
  --turn.queue_of(interaction).dialling;
  interaction.leg().ended_at = turn.now;
  interaction.leg().end = end;
  turn.agent(agent).idle_since = turn.now;
  release_work(turn, agent, slot, true);
  interaction.let_go();
}

void give_up_dial(Turn& turn, Slot slot) {
  Interaction& interaction = turn.interaction(slot);
  const AgentId agent = interaction.agent_id;
  leave_dial(turn, slot, LegEnd::not_reached);
  interaction.state = InteractionState::queued;
  --interaction.callback->dials;
  interaction.callback->last = DialResult::stopped;
  tell(turn, interaction, Change::not_reached).agent = agent;
  if (interaction.legs.size() >= legs_max) {
    interaction.state = InteractionState::closed;
    close(turn, slot, Outcome::callback_failed);
    return;
  }
  wait_again(turn, slot);
}

void stop_dial(Turn& turn, Slot slot, DialResult result) {
  not_reached(turn, slot, result);
}

Verdict on(Turn& turn, const DialEnded& ended) {
  const Slot slot = turn.state.interaction_slot(ended.interaction);
  if (slot == no_slot) return Refusal::unknown_interaction;
  if (ended.result == DialResult::none || ended.result > DialResult::stopped) return Refusal::bad_value;
  const Interaction& interaction = turn.interaction(slot);
  if (interaction.state != InteractionState::dialling || interaction.callback->dial != ended.dial)
    return Refusal::dial_over;
  if (ended.result == DialResult::answered)
    reach(turn, slot);
  else
    not_reached(turn, slot, ended.result);
  return done;
}

}  // namespace rapport::switchboard
