// What the outside reads of a switchboard: copies.
#include "switchboard/lifecycle/offering.h"
#include "switchboard/routing/roster.h"
#include "switchboard/routing/wait_estimate.h"
#include "switchboard/routing/waiting.h"
#include "switchboard/switchboard.h"
#include "switchboard/switchboard_state.h"

namespace rapport::switchboard {
namespace {

InteractionView view_of(const State& state, const Interaction& interaction) {
  InteractionView view;
  view.interaction = interaction.id;
  view.channel = interaction.channel;
  view.state = interaction.state;
  view.customer = interaction.customer;
  view.queue = interaction.queue_id;
  view.agent = interaction.agent_id;
  view.priority = interaction.priority;
  view.step = interaction.step;
  view.arrived_at = interaction.arrived_at;
  view.queued_at = interaction.queued_at;
  view.is_silent = interaction.is_silent;
  view.offer = interaction.offer;
  view.offer_expires_at = interaction.offer_expires_at;
  view.is_offer_unasked = interaction.state == InteractionState::offered &&
                          asks_nobody(state.queues[interaction.queue], interaction);
  view.wrap_up_ends_at = interaction.wrap_up_ends_at;
  view.initial = interaction.initial;
  view.previous = interaction.previous;
  if (interaction.consulted != no_slot) {
    view.consulted = state.agents[interaction.consulted].id;
    view.is_consult_offered = !interaction.is_consult_accepted;
    if (view.is_consult_offered) {
      view.offer = interaction.consult_offer;
      view.offer_expires_at = interaction.consult_expires_at;
    }
  }
  if (interaction.course.plan != no_slot) view.steps = steps_of(state, interaction.course);
  for (const PassedOver& passed : interaction.passed_over)
    view.passed_over.push_back(passed.agent);
  view.legs = interaction.legs;
  if (interaction.run) view.run = interaction.run->run;
  if (interaction.is_assisted()) view.assist_began_at = interaction.run->assist->began_at;
  if (interaction.callback) view.callback = *interaction.callback;
  if (interaction.aside) view.aside = *interaction.aside;
  if (interaction.holds) view.holds = interaction.holds;
  return view;
}

AgentView view_of(const State& state, const Agent& agent) {
  AgentView view;
  view.agent = agent.id;
  view.presence = agent.presence;
  view.reason = agent.reason;
  view.presence_since = agent.presence_since;
  view.is_connected = agent.is_connected;
  view.next_presence = agent.next_presence;
  view.next_reason = agent.next_reason;
  view.idle_since = agent.idle_since;
  view.assigned_at = agent.assigned_at;
  view.units_used = units_used(agent);
  view.units = agent.profile.units;
  for (std::size_t c = 0; c < channel_count; ++c) {
    view.open[c] = agent.open[c];
    view.counted[c] = agent.counted[c];
  }
  for (const Slot slot : agent.work)
    view.interactions.push_back(state.interactions[slot].id);
  return view;
}

QueueView view_of(const Queue& queue, Instant now) {
  QueueView view;
  view.queue = queue.id;
  view.is_open = queue.rules.is_open;
  view.waiting = queue.waiting;
  view.offered = queue.offered;
  view.active = queue.active;
  view.oldest_queued_at = oldest_queued_at(queue);
  view.new_arrival = estimate_for_new(queue, now);
  view.members = static_cast<std::int32_t>(queue.members.size());
  view.signed_in = queue.signed_in();
  view.available = queue.members_by_presence[static_cast<std::size_t>(Presence::available)];
  view.today = queue.today;
  view.scheduled = queue.scheduled;
  view.dialling = queue.dialling;
  return view;
}

}  // namespace

std::optional<InteractionView> Switchboard::interaction(InteractionId id) const {
  const Slot slot = state_->interaction_slot(id);
  if (slot == no_slot) return std::nullopt;
  return view_of(*state_, state_->interactions[slot]);
}

std::optional<AgentView> Switchboard::agent(AgentId id) const {
  const Slot slot = state_->agent_slot(id);
  if (slot == no_slot) return std::nullopt;
  return view_of(*state_, state_->agents[slot]);
}

std::optional<QueueView> Switchboard::queue(QueueId id, Instant now) const {
  const Slot slot = state_->queue_slot(id);
  if (slot == no_slot) return std::nullopt;
  return view_of(state_->queues[slot], now);
}

std::optional<WaitEstimate> Switchboard::wait(InteractionId id, Instant now) const {
  const Slot slot = state_->interaction_slot(id);
  if (slot == no_slot || !state_->interactions[slot].is_indexed) return std::nullopt;
  const Queue& queue = state_->queues[state_->interactions[slot].queue];
  const auto position = static_cast<std::int64_t>(queue.ranks.rank(rank_key(*state_, slot))) + 1;
  return estimate_wait(queue.learnt, position, now);
}

WaitEstimate Switchboard::wait_for_new(QueueId id, Instant now) const {
  const Slot slot = state_->queue_slot(id);
  return slot == no_slot ? WaitEstimate{} : estimate_for_new(state_->queues[slot], now);
}

void Switchboard::each_interaction(const std::function<void(const InteractionView&)>& visit) const {
  for (const std::int64_t id : state_->interaction_slots.keys())
    visit(view_of(*state_, state_->interactions[state_->interaction_slots.slot_of(id)]));
}

void Switchboard::each_agent(const std::function<void(const AgentView&)>& visit) const {
  for (const std::int64_t id : state_->agent_slots.keys())
    visit(view_of(*state_, state_->agents[state_->agent_slots.slot_of(id)]));
}

void Switchboard::each_queue(Instant now, const std::function<void(const QueueView&)>& visit) const {
  for (const std::int64_t id : state_->queue_slots.keys())
    visit(view_of(state_->queues[state_->queue_slots.slot_of(id)], now));
}

}  // namespace rapport::switchboard
