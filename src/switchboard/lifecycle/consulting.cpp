#include "switchboard/lifecycle/consulting.h"

#include "switchboard/lifecycle/offering.h"
#include "switchboard/lifecycle/presence.h"
#include "switchboard/lifecycle/silence.h"
#include "switchboard/routing/explain.h"
#include "switchboard/routing/matcher.h"
#include "switchboard/routing/roster.h"

namespace rapport::switchboard {
namespace {

void close_consult_offer(Turn& turn, Interaction& interaction, OfferEnd end) {
  cancel(turn, interaction, TimerKind::consult_offer);
  turn.effects.emplace_back(
      OfferClosed{interaction.consult_offer, interaction.id, turn.agent(interaction.consulted).id, end});
  interaction.consult_offer = {};
  interaction.consult_expires_at = {};
}

}  // namespace

void accept_consult(Turn& turn, Slot slot) {
  Interaction& interaction = turn.interaction(slot);
  Agent& agent = turn.agent(interaction.consulted);
  close_consult_offer(turn, interaction, OfferEnd::accepted);
  interaction.is_consult_accepted = true;
  interaction.consult_leg().accepted_at = turn.now;
  agent.idle_since = turn.now;
  update_roster(turn.state, interaction.consulted);
  tell(turn, interaction, Change::consult_accepted).agent = agent.id;
}

void end_consult(Turn& turn, Slot slot, OfferEnd end, UserId by) {
  Interaction& interaction = turn.interaction(slot);
  const Slot agent = interaction.consulted;
  Leg& leg = interaction.consult_leg();
  if (interaction.consult_offer) {
    if (end == OfferEnd::no_answer) ++leg.no_answers;
    if (end == OfferEnd::declined) ++leg.declines;
    close_consult_offer(turn, interaction, end);
  } else {
    turn.agent(agent).idle_since = turn.now;
  }
  leg.ended_at = turn.now;
  leg.wrapped_at = turn.now;
  leg.end = LegEnd::consult_ended;
  interaction.consulted = no_slot;
  interaction.is_consult_accepted = false;
  InteractionChanged& changed = tell(turn, interaction, Change::consult_ended);
  changed.agent = turn.agent(agent).id;
  changed.by = by;
  release_work(turn, agent, slot, true);
}

void consult_offer_expired(Turn& turn, Slot slot) {
  const Slot agent = turn.interaction(slot).consulted;
  end_consult(turn, slot, OfferEnd::no_answer);
  if (turn.agent(agent).presence == Presence::available)
    set_presence(turn, agent, {Presence::not_responding, {}, {}});
}

void take_over(Turn& turn, Slot slot) {
  Interaction& interaction = turn.interaction(slot);
  Queue& queue = turn.queue_of(interaction);
  const Slot old_owner = interaction.agent;
  const Slot owner = interaction.consulted;
  stop_watching(turn, slot);

  Leg& consult = interaction.consult_leg();
  consult.ended_at = turn.now;
  consult.wrapped_at = turn.now;
  consult.end = LegEnd::consult_ended;
  Leg& old_leg = interaction.leg();
  old_leg.ended_at = turn.now;
  old_leg.wrapped_at = turn.now;
  old_leg.end = LegEnd::transferred;
  ++queue.today.transferred_out;
  ++queue.today.handled;
  queue.today.handled_total = queue.today.handled_total + (turn.now - old_leg.accepted_at);

  Leg leg;
  leg.number = interaction.legs.back().number + 1;
  leg.queue = queue.id;
  leg.agent = turn.agent(owner).id;
  leg.queued_at = turn.now;
  leg.accepted_at = turn.now;
  interaction.legs.push_back(leg);
  interaction.give_to(owner, leg.agent);
  interaction.consulted = no_slot;
  interaction.is_consult_accepted = false;
  interaction.heard_at = turn.now;
  turn.agent(old_owner).idle_since = turn.now;
  tell(turn, interaction, Change::consult_completed);
  watch_for_silence(turn, slot);
  release_work(turn, old_owner, slot, true);
}

Verdict on(Turn& turn, const ConsultStarted& started) {
  const Slot slot = turn.state.interaction_slot(started.interaction);
  if (slot == no_slot) return Refusal::unknown_interaction;
  Interaction& interaction = turn.interaction(slot);
  if (interaction.state != InteractionState::active) return Refusal::not_active;
  if (interaction.agent_id != started.agent) return Refusal::not_your_interaction;
  if (interaction.consulted != no_slot) return Refusal::consult_open;
  if (interaction.is_assisted()) return Refusal::customer_in_flow;
  if (is_parked(interaction)) return Refusal::not_active;
  if (interaction.legs.size() >= legs_max) return Refusal::bad_value;
  if (started.to == started.agent) return Refusal::same_target;
  const Slot to = turn.state.agent_slot(started.to);
  if (to == no_slot) return Refusal::unknown_agent;
  if (!has_room(turn.state.standings[to].room, interaction.channel)) return Refusal::agent_not_available;

  const Queue& queue = turn.queue_of(interaction);
  OfferMade made;
  explain(turn.state, {slot, to, Trigger::consult, nullptr}, turn.now, made.why);
  interaction.consulted = to;
  interaction.consult_offer = next_offer(turn.state);
  interaction.consult_expires_at = turn.now + queue.rules.offer_timeout;
  Leg leg;
  leg.number = interaction.legs.back().number + 1;
  leg.kind = LegKind::consult;
  leg.queue = queue.id;
  leg.agent = started.to;
  leg.queued_at = turn.now;
  leg.offers = 1;
  interaction.legs.push_back(leg);
  turn.agent(to).assigned_at = turn.now;
  take_work(turn, to, slot);

  made.offer = interaction.consult_offer;
  made.interaction = interaction.id;
  made.agent = started.to;
  made.queue = queue.id;
  made.expires_at = interaction.consult_expires_at;
  made.is_consult = true;
  InteractionChanged& changed = tell(turn, interaction, Change::consult_offered);
  changed.agent = started.to;
  changed.by = started.agent;
  changed.message = started.note;
  turn.effects.emplace_back(std::move(made));
  arm(turn, slot, TimerKind::consult_offer, interaction.consult_expires_at);
  return done;
}

Verdict on(Turn& turn, const ConsultEnded& ended) {
  const Slot slot = turn.state.interaction_slot(ended.interaction);
  if (slot == no_slot) return Refusal::unknown_interaction;
  if (turn.interaction(slot).consulted == no_slot) return Refusal::no_consult;
  end_consult(turn, slot, OfferEnd::withdrawn, ended.by);
  return done;
}

Verdict on(Turn& turn, const ConsultCompleted& completed) {
  const Slot slot = turn.state.interaction_slot(completed.interaction);
  if (slot == no_slot) return Refusal::unknown_interaction;
  const Interaction& interaction = turn.interaction(slot);
  if (interaction.consulted == no_slot || !interaction.is_consult_accepted) return Refusal::no_consult;
  if (turn.agent(interaction.consulted).id != completed.agent &&
      turn.agent(interaction.agent).id != completed.agent)
    return Refusal::not_your_interaction;
  take_over(turn, slot);
  return done;
}

}  // namespace rapport::switchboard
