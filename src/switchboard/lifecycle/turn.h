// Turn: one apply() under way, and the verbs that every flow uses. A flow first checks (and returns a refusal
// with nothing changed), then acts: it changes records and indexes, pushes effects in the order in which
// things happen, and notes which interactions and agents may now be matched. settle() matches them at the
// end.
#pragma once

#include <optional>

#include "switchboard/model/effect.h"
#include "switchboard/model/event.h"
#include "switchboard/switchboard_state.h"

namespace rapport::switchboard {

struct Turn {
  State& state;
  Instant now;
  std::vector<Effect>& effects;

  Queue& queue(Slot slot) { return state.queues[slot]; }
  Agent& agent(Slot slot) { return state.agents[slot]; }
  Interaction& interaction(Slot slot) { return state.interactions[slot]; }
  Queue& queue_of(const Interaction& interaction) { return state.queues[interaction.queue]; }
};

using Verdict = std::optional<Refusal>;
inline constexpr std::nullopt_t done = std::nullopt;

// The effect with what the interaction itself says; the flow adds who and why.
InteractionChanged change_of(const Interaction& interaction, Change change);
InteractionChanged& tell(Turn& turn, const Interaction& interaction, Change change);
AgentChanged& tell(Turn& turn, const Agent& agent);

TimerId arm(Turn& turn, TimerKind kind, Slot target, Instant due);
void cancel(Turn& turn, TimerId& timer);  // 0 is fine
void arm(Turn& turn, Slot interaction, TimerKind kind, Instant due);
void cancel(Turn& turn, Interaction& interaction, TimerKind kind);

// To be matched before the turn ends.
void pend_interaction(Turn& turn, Slot interaction, Trigger trigger);
void pend_agent(Turn& turn, Slot agent);
// Matches everything that became matchable. Interactions first, then agents; when several could be served
// the best pair by the queues' rules goes first.
void settle(Turn& turn);

// An agent's work list and what of it counts. Releasing makes them pending.
void take_work(Turn& turn, Slot agent, Slot interaction);
void release_work(Turn& turn, Slot agent, Slot interaction, bool was_counting);

// --- verdicts on each event, one file each idea ---
Verdict on(Turn&, const SettingsChanged&);
Verdict on(Turn&, const QueueConfigured&);
Verdict on(Turn&, const QueueRemoved&);
Verdict on(Turn&, const AgentConfigured&);
Verdict on(Turn&, const AgentRemoved&);
Verdict on(Turn&, const QueueOpened&);
Verdict on(Turn&, const QueueClosed&);
Verdict on(Turn&, const DayStarted&);
Verdict on(Turn&, const AgentConnected&);
Verdict on(Turn&, const AgentDisconnected&);
Verdict on(Turn&, const PresenceRequested&);
Verdict on(Turn&, const InteractionArrived&);
Verdict on(Turn&, const MessagePosted&);
Verdict on(Turn&, const CustomerLeft&);
Verdict on(Turn&, const PriorityChanged&);
Verdict on(Turn&, const OfferAccepted&);
Verdict on(Turn&, const OfferDeclined&);
Verdict on(Turn&, const ConversationEnded&);
Verdict on(Turn&, const WrapUpCompleted&);
Verdict on(Turn&, const TransferredToQueue&);
Verdict on(Turn&, const TransferredToAgent&);
Verdict on(Turn&, const ConsultStarted&);
Verdict on(Turn&, const ConsultEnded&);
Verdict on(Turn&, const ConsultCompleted&);
Verdict on(Turn&, const TimerFired&);
Verdict on(Turn&, const FlowConfigured&);
Verdict on(Turn&, const FlowRetired&);
Verdict on(Turn&, const FlowInput&);
Verdict on(Turn&, const FlowAnswered&);
Verdict on(Turn&, const CallbackBooked&);
Verdict on(Turn&, const CallbackRescheduled&);
Verdict on(Turn&, const CallbackCancelled&);
Verdict on(Turn&, const DialEnded&);
Verdict on(Turn&, const LineLost&);
Verdict on(Turn&, const CallParked&);
Verdict on(Turn&, const AssistStarted&);
Verdict on(Turn&, const AssistEnded&);
Verdict on(Turn&, const PlaceMoved&);
Verdict on(Turn&, const PlaceReturned&);

}  // namespace rapport::switchboard
