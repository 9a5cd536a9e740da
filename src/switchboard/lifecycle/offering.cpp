#include "switchboard/lifecycle/offering.h"

#include <algorithm>

#include "switchboard/lifecycle/calling_back.h"
#include "switchboard/lifecycle/consulting.h"
#include "switchboard/lifecycle/flowing.h"
#include "switchboard/lifecycle/presence.h"
#include "switchboard/lifecycle/queueing.h"
#include "switchboard/lifecycle/silence.h"
#include "switchboard/routing/explain.h"
#include "switchboard/routing/roster.h"
#include "switchboard/routing/wait_estimate.h"
#include "switchboard/routing/waiting.h"

namespace rapport::switchboard {
namespace {

void tell_offer_closed(Turn& turn, OfferId offer, const Interaction& interaction, AgentId agent,
                       OfferEnd end) {
  turn.effects.emplace_back(OfferClosed{offer, interaction.id, agent, end});
}

// The offer is over; the agent has it, or no longer.
void close_offer(Turn& turn, Slot slot, OfferEnd end) {
  Interaction& interaction = turn.interaction(slot);
  cancel(turn, interaction, TimerKind::offer);
  tell_offer_closed(turn, interaction.offer, interaction, interaction.agent_id, end);
  interaction.offer = {};
  interaction.offer_expires_at = {};
  --turn.queue_of(interaction).offered;
}

void accept(Turn& turn, Slot slot) {
  Interaction& interaction = turn.interaction(slot);
  Queue& queue = turn.queue_of(interaction);
  Agent& agent = turn.agent(interaction.agent);
  close_offer(turn, slot, OfferEnd::accepted);
  stop_waiting(turn, slot);
  if (interaction.run) end_flow(turn, slot, FlowEnd::handed_over);
  if (interaction.is_called_back()) return begin_dial(turn, slot);
  if (interaction.callback && interaction.callback->stage == CallbackStage::booked)
    unbook(interaction);  // they are served before they hung up
  interaction.state = InteractionState::active;
  interaction.heard_at = turn.now;
  ++queue.active;

  Leg& leg = interaction.leg();
  leg.agent = agent.id;
  leg.accepted_at = turn.now;
  const Duration waited = turn.now - interaction.queued_at;
  ++queue.today.answered;
  if (waited <= queue.rules.service_level_within) ++queue.today.answered_within;
  queue.today.waited_total = queue.today.waited_total + waited;
  if (interaction.predicted.us != 0)
    learn_wait(queue.learnt, interaction.predicted, turn.now - interaction.entered_at, turn.now);

  agent.idle_since = turn.now;
  update_roster(turn.state, interaction.agent);
  tell(turn, interaction, Change::accepted);
  watch_for_silence(turn, slot);
}

// From an offer that ended without acceptance, to where `next` leads.
void give_back(Turn& turn, Slot slot, OfferEnd end) {
  Interaction& interaction = turn.interaction(slot);
  const Slot agent = interaction.agent;
  close_offer(turn, slot, end);
  interaction.state = InteractionState::queued;
  release_work(turn, agent, slot, true);
}

}  // namespace

OfferId next_offer(State& state) {
  return OfferId{state.next_offer++};
}

// The queue's way, the customer is dialled first, or the agent asked for it themselves.
bool asks_nobody(const Queue& queue, const Interaction& interaction) {
  if (queue.rules.auto_accept) return true;
  return interaction.is_called_back() && (queue.rules.callbacks().mode == CallbackMode::customer_first ||
                                          interaction.callback->agent == interaction.agent_id);
}

Refusal stale_offer(const State& state, OfferId offer) {
  return offer.value > 0 && offer.value < state.next_offer ? Refusal::offer_expired : Refusal::no_such_offer;
}

void make_offer(Turn& turn, const Assignment& assignment) {
  Interaction& interaction = turn.interaction(assignment.interaction);
  Queue& queue = turn.queue_of(interaction);
  Agent& agent = turn.agent(assignment.agent);
  const std::size_t told = turn.effects.size();
  turn.effects.emplace_back(std::in_place_type<InteractionChanged>);
  turn.effects.emplace_back(std::in_place_type<OfferMade>);
  OfferMade& made = std::get<OfferMade>(turn.effects.back());
  explain(turn.state, assignment, turn.now, made.why);

  leave_waiting(turn.state, assignment.interaction);
  interaction.state = InteractionState::offered;
  interaction.give_to(assignment.agent, agent.id);
  interaction.offer = next_offer(turn.state);
  interaction.offer_expires_at = turn.now + queue.rules.offer_timeout;
  ++interaction.leg().offers;
  ++queue.offered;
  agent.assigned_at = turn.now;
  take_work(turn, assignment.agent, assignment.interaction);

  made.offer = interaction.offer;
  made.interaction = interaction.id;
  made.agent = agent.id;
  made.queue = queue.id;
  made.expires_at = interaction.offer_expires_at;
  const bool is_unasked = asks_nobody(queue, interaction);
  made.is_auto_accepted = is_unasked && interaction.channel != Channel::voice;
  made.is_unasked = is_unasked && interaction.channel == Channel::voice;
  if (interaction.is_called_back()) made.dial = interaction.callback->dial + 1;
  turn.effects[told] = change_of(interaction, Change::offered);
  if (made.is_auto_accepted)
    accept(turn, assignment.interaction);
  else
    arm(turn, assignment.interaction, TimerKind::offer, interaction.offer_expires_at);
}

void withdraw_offer(Turn& turn, Slot slot) {
  Interaction& interaction = turn.interaction(slot);
  give_back(turn, slot, OfferEnd::withdrawn);
  tell(turn, interaction, Change::offer_withdrawn);
  interaction.let_go();
}

void withdraw_offers_to(Turn& turn, Slot slot) {
  const std::vector<Slot> work = turn.agent(slot).work;
  for (const Slot at : work) {
    Interaction& interaction = turn.interaction(at);
    if (interaction.state == InteractionState::offered && interaction.agent == slot) {
      withdraw_offer(turn, at);
      return_to_queue(turn, at);
    } else if (interaction.consulted == slot && !interaction.is_consult_accepted) {
      end_consult(turn, at, OfferEnd::withdrawn);
    }
  }
}

void offer_expired(Turn& turn, Slot slot) {
  Interaction& interaction = turn.interaction(slot);
  const Slot agent = interaction.agent;
  ++interaction.leg().no_answers;
  give_back(turn, slot, OfferEnd::no_answer);
  tell(turn, interaction, Change::no_answer);
  pass_over(turn, slot, turn.agent(agent).id);
  if (turn.agent(agent).presence == Presence::available)
    set_presence(turn, agent, {Presence::not_responding, {}, {}});
  return_to_queue(turn, slot);
}

Verdict on(Turn& turn, const OfferAccepted& accepted) {
  const Slot slot = turn.state.interaction_slot(accepted.interaction);
  if (slot == no_slot) return Refusal::unknown_interaction;
  const Interaction& interaction = turn.interaction(slot);
  if (accepted.offer && accepted.offer == interaction.consult_offer) {
    if (turn.agent(interaction.consulted).id != accepted.agent) return Refusal::not_your_interaction;
    accept_consult(turn, slot);
    return done;
  }
  if (!accepted.offer || accepted.offer != interaction.offer) return stale_offer(turn.state, accepted.offer);
  if (interaction.agent_id != accepted.agent) return Refusal::not_your_interaction;
  accept(turn, slot);
  return done;
}

Verdict on(Turn& turn, const OfferDeclined& declined) {
  const Slot slot = turn.state.interaction_slot(declined.interaction);
  if (slot == no_slot) return Refusal::unknown_interaction;
  Interaction& interaction = turn.interaction(slot);
  if (declined.offer && declined.offer == interaction.consult_offer) {
    if (turn.agent(interaction.consulted).id != declined.agent) return Refusal::not_your_interaction;
    end_consult(turn, slot, OfferEnd::declined);
    return done;
  }
  if (!declined.offer || declined.offer != interaction.offer) return stale_offer(turn.state, declined.offer);
  if (interaction.agent_id != declined.agent) return Refusal::not_your_interaction;
  ++interaction.leg().declines;
  give_back(turn, slot, OfferEnd::declined);
  tell(turn, interaction, Change::declined).reason = declined.reason;
  pass_over(turn, slot, declined.agent);
  return_to_queue(turn, slot);
  return done;
}

}  // namespace rapport::switchboard
