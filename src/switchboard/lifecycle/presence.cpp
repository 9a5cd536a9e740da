#include "switchboard/lifecycle/presence.h"

#include "switchboard/lifecycle/calling_back.h"
#include "switchboard/lifecycle/consulting.h"
#include "switchboard/lifecycle/conversation.h"
#include "switchboard/lifecycle/offering.h"
#include "switchboard/lifecycle/queueing.h"
#include "switchboard/routing/roster.h"

namespace rapport::switchboard {

void set_presence(Turn& turn, Slot slot, const NewPresence& wanted) {
  Agent& agent = turn.agent(slot);
  agent.next_presence.reset();
  agent.next_reason = {};
  agent.next_by = {};
  const Presence before = agent.presence;
  if (before != wanted.presence) {
    for (const Slot at : agent.queues) {
      --turn.queue(at).members_by_presence[static_cast<std::size_t>(before)];
      ++turn.queue(at).members_by_presence[static_cast<std::size_t>(wanted.presence)];
    }
    agent.presence = wanted.presence;
    agent.presence_since = turn.now;
    if (wanted.presence == Presence::available) agent.idle_since = turn.now;
  } else if (agent.reason != wanted.reason) {
    agent.presence_since = turn.now;
  }
  agent.reason = wanted.reason;
  tell(turn, agent).by = wanted.by;
  update_roster(turn.state, slot);
  if (wanted.presence == Presence::available) {
    pend_agent(turn, slot);
    return;
  }
  release_direct(turn, slot);
  withdraw_offers_to(turn, slot);
}

void take_everything_from(Turn& turn, Slot slot) {
  const std::vector<Slot> work = turn.agent(slot).work;
  for (const Slot at : work) {
    const Interaction& interaction = turn.interaction(at);
    if (interaction.consulted == slot)
      end_consult(turn, at, OfferEnd::withdrawn);
    else if (interaction.state == InteractionState::active)
      lose_agent(turn, at);
    else if (interaction.state == InteractionState::dialling)
      give_up_dial(turn, at);
    else if (interaction.state == InteractionState::wrap_up)
      time_out_wrap_up(turn, at);
  }
}

void disconnect_expired(Turn& turn, Slot slot) {
  turn.agent(slot).disconnect_timer = {};
  if (turn.agent(slot).presence != Presence::offline) set_presence(turn, slot, {Presence::offline, {}, {}});
  take_everything_from(turn, slot);
}

Verdict on(Turn& turn, const AgentConnected& connected) {
  const Slot slot = turn.state.agent_slot(connected.agent);
  if (slot == no_slot) return Refusal::unknown_agent;
  Agent& agent = turn.agent(slot);
  if (agent.is_connected) return done;
  agent.is_connected = true;
  cancel(turn, agent.disconnect_timer);
  tell(turn, agent);
  return done;
}

Verdict on(Turn& turn, const AgentDisconnected& gone) {
  const Slot slot = turn.state.agent_slot(gone.agent);
  if (slot == no_slot) return Refusal::unknown_agent;
  Agent& agent = turn.agent(slot);
  if (!agent.is_connected) return done;
  agent.is_connected = false;
  tell(turn, agent);
  if (agent.presence == Presence::offline && agent.work.empty()) return done;
  agent.disconnect_timer =
      arm(turn, TimerKind::disconnect, slot, turn.now + turn.state.settings.disconnect_grace);
  return done;
}

Verdict on(Turn& turn, const PresenceRequested& requested) {
  const Slot slot = turn.state.agent_slot(requested.agent);
  if (slot == no_slot) return Refusal::unknown_agent;
  if (requested.presence > Presence::away) return Refusal::bad_value;
  Agent& agent = turn.agent(slot);
  if (requested.presence == Presence::available && !agent.is_connected) return Refusal::agent_not_available;
  if (!requested.after_current || agent.counted_total() == 0) {
    set_presence(turn, slot, {requested.presence, requested.reason, requested.by});
    return done;
  }
  agent.next_presence = requested.presence;
  agent.next_reason = requested.reason;
  agent.next_by = requested.by;
  tell(turn, agent).by = requested.by;
  update_roster(turn.state, slot);
  release_direct(turn, slot);
  pend_agent(turn, slot);
  return done;
}

}  // namespace rapport::switchboard
