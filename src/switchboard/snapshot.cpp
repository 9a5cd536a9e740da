// Taking an image of a switchboard and taking it up again: records become plain values with ids, indexes are
// rebuilt.
#include <algorithm>

#include "base/check.h"
#include "switchboard/lifecycle/calling_back.h"
#include "switchboard/routing/roster.h"
#include "switchboard/routing/waiting.h"
#include "switchboard/switchboard.h"
#include "switchboard/switchboard_state.h"

namespace rapport::switchboard {
namespace {

AgentImage image_of(const State& state, const Agent& agent) {
  AgentImage image;
  image.agent = agent.id;
  image.profile = agent.profile;
  image.presence = agent.presence;
  image.reason = agent.reason;
  image.presence_since = agent.presence_since;
  image.is_connected = agent.is_connected;
  image.next_presence = agent.next_presence;
  image.next_reason = agent.next_reason;
  image.next_by = agent.next_by;
  image.idle_since = agent.idle_since;
  image.assigned_at = agent.assigned_at;
  for (const Slot slot : agent.work)
    image.interactions.push_back(state.interactions[slot].id);
  return image;
}

InteractionImage image_of(const State& state, const Interaction& interaction) {
  InteractionImage image;
  image.interaction = interaction.id;
  image.channel = interaction.channel;
  image.state = interaction.state;
  image.customer = interaction.customer;
  image.queue = interaction.queue_id;
  image.agent = interaction.agent_id;
  image.priority = interaction.priority;
  image.step = interaction.step;
  image.first_agent = interaction.course.first_agent;
  image.first_lasts = interaction.course.first_lasts;
  if (interaction.course.plan != no_slot) image.steps = state.plans.plan(interaction.course.plan).steps;
  image.arrived_at = interaction.arrived_at;
  image.queued_at = interaction.queued_at;
  image.entered_at = interaction.entered_at;
  image.predicted = interaction.predicted;
  image.heard_at = interaction.heard_at;
  image.is_silent = interaction.is_silent;
  image.is_limit_passed = interaction.is_limit_passed;
  image.offer = interaction.offer;
  image.offer_expires_at = interaction.offer_expires_at;
  image.wrap_up_ends_at = interaction.wrap_up_ends_at;
  image.initial = interaction.initial;
  image.previous = interaction.previous;
  if (interaction.consulted != no_slot) image.consulted = state.agents[interaction.consulted].id;
  image.consult_offer = interaction.consult_offer;
  image.consult_expires_at = interaction.consult_expires_at;
  image.passed_over = interaction.passed_over;
  image.legs = interaction.legs;
  if (interaction.run) image.run = *interaction.run;
  if (interaction.flow_turns != 0) image.flow_turns = interaction.flow_turns;
  if (interaction.callback) image.callback = *interaction.callback;
  if (interaction.aside) image.aside = *interaction.aside;
  if (interaction.holds) image.holds = interaction.holds;
  return image;
}

TimerImage image_of(const State& state, TimerId id, const Timer& timer) {
  TimerImage image{id, timer.kind, {}, {}, timer.due};
  if (timer.kind == TimerKind::disconnect)
    image.agent = state.agents[timer.target].id;
  else
    image.interaction = state.interactions[timer.target].id;
  return image;
}

void restore(State& state, const QueueImage& image) {
  const Slot slot = state.queues.make();
  state.queue_slots.insert(image.queue.value, slot);
  Queue& queue = state.queues[slot];
  queue.id = image.queue;
  queue.take_rules(image.rules);
  queue.plan = state.plans.hold(image.rules.steps);
  queue.today = image.today;
  queue.learnt = image.learnt;
}

void restore(State& state, const AgentImage& image) {
  const Slot slot = state.agents.make();
  if (state.standings.size() <= slot) state.standings.resize(slot + 1);
  state.agent_slots.insert(image.agent.value, slot);
  Agent& agent = state.agents[slot];
  agent.id = image.agent;
  agent.profile = image.profile;
  agent.presence = image.presence;
  agent.reason = image.reason;
  agent.presence_since = image.presence_since;
  agent.is_connected = image.is_connected;
  agent.next_presence = image.next_presence;
  agent.next_reason = image.next_reason;
  agent.next_by = image.next_by;
  agent.idle_since = image.idle_since;
  agent.assigned_at = image.assigned_at;
  take_profile(state, slot);
}

void restore(State& state, const InteractionImage& image) {
  const Slot slot = state.interactions.make();
  state.interaction_slots.insert(image.interaction.value, slot);
  Interaction& interaction = state.interactions[slot];
  interaction.id = image.interaction;
  interaction.channel = image.channel;
  interaction.state = image.state;
  interaction.customer = image.customer;
  if (image.queue) interaction.stand_in(state.queue_slot(image.queue), image.queue);
  if (image.agent) interaction.give_to(state.agent_slot(image.agent), image.agent);
  interaction.priority = image.priority;
  interaction.step = image.step;
  if (image.run) {
    interaction.run = std::make_unique<FlowRun>(*image.run);
    ++state.flows.at({image.run->run.flow, image.run->run.version}).running;
  }
  if (image.state != InteractionState::arrived)
    interaction.course = {image.first_agent, image.first_lasts, state.plans.hold(image.steps)};
  interaction.arrived_at = image.arrived_at;
  interaction.queued_at = image.queued_at;
  interaction.entered_at = image.entered_at;
  interaction.predicted = image.predicted;
  interaction.heard_at = image.heard_at;
  interaction.is_silent = image.is_silent;
  interaction.is_limit_passed = image.is_limit_passed;
  interaction.offer = image.offer;
  interaction.offer_expires_at = image.offer_expires_at;
  interaction.wrap_up_ends_at = image.wrap_up_ends_at;
  interaction.initial = image.initial;
  interaction.previous = image.previous;
  interaction.consulted = image.consulted ? state.agent_slot(image.consulted) : no_slot;
  interaction.consult_offer = image.consult_offer;
  interaction.consult_expires_at = image.consult_expires_at;
  interaction.is_consult_accepted = image.consulted && !image.consult_offer;
  interaction.passed_over = image.passed_over;
  interaction.legs = image.legs;

  interaction.flow_turns = image.flow_turns.value_or(0);
  if (image.aside) interaction.aside = std::make_unique<Aside>(*image.aside);
  interaction.holds = image.holds.value_or(InteractionId{});
  if (image.callback) {
    interaction.callback = std::make_unique<Callback>(*image.callback);
    if (interaction.is_called_back()) remember_called_back(state, slot);
  }
  if (interaction.state == InteractionState::arrived) return;
  Queue& queue = state.queues[interaction.queue];
  if (interaction.state == InteractionState::offered) ++queue.offered;
  if (interaction.state == InteractionState::active) ++queue.active;
  if (interaction.state == InteractionState::wrap_up) ++queue.wrapping_up;
  if (interaction.state == InteractionState::scheduled) ++queue.scheduled;
  if (interaction.state == InteractionState::dialling) ++queue.dialling;
  if (interaction.state != InteractionState::queued) return;
  enter_waiting(state, slot);
  mark_settled(state, slot);
}

void restore_work(State& state, const AgentImage& image) {
  const Slot slot = state.agent_slot(image.agent);
  Agent& agent = state.agents[slot];
  for (const InteractionId id : image.interactions) {
    const Slot at = state.interaction_slot(id);
    const Interaction& interaction = state.interactions[at];
    const auto channel = static_cast<std::size_t>(interaction.channel);
    agent.work.push_back(at);
    ++agent.open[channel];
    if (interaction.consulted == slot || !interaction.is_silent) ++agent.counted[channel];
  }
  update_roster(state, slot);
}

void restore(State& state, const TimerImage& image) {
  const bool is_agents = image.kind == TimerKind::disconnect;
  const Slot target = is_agents ? state.agent_slot(image.agent) : state.interaction_slot(image.interaction);
  RAPPORT_CHECK(target != no_slot);
  state.timers.insert(image.timer.value, {image.due, target, image.kind});
  if (is_agents)
    state.agents[target].disconnect_timer = image.timer;
  else
    state.interactions[target].timers[static_cast<std::size_t>(image.kind)] = image.timer;
}

}  // namespace

Image Switchboard::image() const {
  const State& state = *state_;
  Image image;
  image.settings = state.settings;
  for (const std::int64_t id : state.queue_slots.keys()) {
    const Queue& queue = state.queues[state.queue_slots.slot_of(id)];
    image.queues.push_back({queue.id, queue.rules, queue.today, queue.learnt});
  }
  for (const std::int64_t id : state.agent_slots.keys())
    image.agents.push_back(image_of(state, state.agents[state.agent_slots.slot_of(id)]));
  for (const std::int64_t id : state.interaction_slots.keys())
    image.interactions.push_back(image_of(state, state.interactions[state.interaction_slots.slot_of(id)]));
  for (const std::int64_t id : state.timers.keys())
    image.timers.push_back(image_of(state, TimerId{id}, *state.timers.find(id)));
  for (const auto& [key, version] : state.flows) {
    if (!image.flows) image.flows.emplace();
    image.flows->push_back({key.first, key.second, version.is_retired, version.program});
  }
  image.next_timer = state.next_timer;
  image.next_offer = state.next_offer;
  return image;
}

Switchboard::Switchboard(const Image& image) : Switchboard() {
  State& state = *state_;
  state.settings = image.settings;
  for (const QueueImage& queue : image.queues)
    restore(state, queue);
  for (const AgentImage& agent : image.agents)
    restore(state, agent);
  if (image.flows) {
    for (const FlowImage& flow : *image.flows) {
      RAPPORT_CHECK(flow::is_sound(flow.program));
      state.flows[{flow.flow, flow.version}] = {flow.program, flow.is_retired, 0};
    }
  }
  for (const InteractionImage& interaction : image.interactions)
    restore(state, interaction);
  for (const AgentImage& agent : image.agents)
    restore_work(state, agent);
  for (const TimerImage& timer : image.timers)
    restore(state, timer);
  state.next_timer = image.next_timer;
  state.next_offer = image.next_offer;
}

}  // namespace rapport::switchboard
