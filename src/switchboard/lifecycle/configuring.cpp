// Configuring: queues, agents and settings, as whole values. Everything that a change makes matchable is
// matched in the same turn.
#include <algorithm>

#include "switchboard/lifecycle/calling_back.h"
#include "switchboard/lifecycle/closing.h"
#include "switchboard/lifecycle/flowing.h"
#include "switchboard/lifecycle/moving_places.h"
#include "switchboard/lifecycle/offering.h"
#include "switchboard/lifecycle/presence.h"
#include "switchboard/lifecycle/queueing.h"
#include "switchboard/lifecycle/turn.h"
#include "switchboard/lifecycle/validity.h"
#include "switchboard/routing/roster.h"
#include "switchboard/routing/waiting.h"

namespace rapport::switchboard {
namespace {

std::vector<Slot> waiting_in(const Queue& queue) {
  std::vector<Slot> slots;
  for (auto cursor = queue.ranks.begin(); !queue.ranks.is_end(cursor); queue.ranks.advance(cursor))
    slots.push_back(queue.ranks.at(cursor).slot);
  return slots;
}

// A waiting interaction to another queue, with its whole wait.
void overflow(Turn& turn, Slot slot, Slot to) {
  Interaction& interaction = turn.interaction(slot);
  stop_waiting(turn, slot);
  interaction.leg().ended_at = turn.now;
  interaction.leg().end = LegEnd::transferred;
  ++turn.queue_of(interaction).today.transferred_out;
  tell(turn, interaction, Change::transferred);
  const Slot plan = turn.queue(to).plan;
  turn.state.plans.release(interaction.course.plan);
  turn.state.plans.hold(plan);
  begin_leg(turn, slot, {to, {{}, {}, plan}, interaction.queued_at, Trigger::interaction_waiting});
}

void overflow_closed(Turn& turn, Slot at) {
  if (turn.queue(at).rules.when_closed.action != BranchAction::overflow) return;
  for (const Slot slot : waiting_in(turn.queue(at))) {
    const Admission admission = admit(turn.state, at);  // asked for each: the target may fill
    if (admission.queue == no_slot) return;
    overflow(turn, slot, admission.queue);
  }
}

// By id, so that nothing hangs on slots.
void withdraw_offers_in(Turn& turn, Slot at) {
  if (turn.queue(at).offered == 0) return;
  for (const std::int64_t id : turn.state.interaction_slots.keys()) {
    const Slot slot = turn.state.interaction_slots.slot_of(id);
    const Interaction& interaction = turn.interaction(slot);
    if (interaction.queue != at || interaction.state != InteractionState::offered) continue;
    withdraw_offer(turn, slot);
    return_to_queue(turn, slot);
  }
}

}  // namespace

Verdict on(Turn& turn, const SettingsChanged& changed) {
  if (!is_valid(changed.settings)) return Refusal::bad_value;
  turn.state.settings = changed.settings;
  return done;
}

Verdict on(Turn& turn, const QueueConfigured& configured) {
  State& state = turn.state;
  if (configured.queue.value <= 0 || !is_valid(configured.rules)) return Refusal::bad_value;
  Slot slot = state.queue_slot(configured.queue);
  const bool is_new = slot == no_slot;
  if (is_new) {
    slot = state.queues.make();
    state.queue_slots.insert(configured.queue.value, slot);
    state.queues[slot].id = configured.queue;
  }
  Queue& queue = state.queues[slot];
  const QueueRules before = queue.rules;
  const Slot plan_before = queue.plan;
  queue.take_rules(configured.rules);
  queue.plan = state.plans.hold(configured.rules.steps);
  if (is_new) return done;
  state.plans.release(plan_before);
  if (before.order != queue.rules.order) {
    reorder_waiting(state, slot);
    for (const Slot waiting : waiting_in(queue))
      pend_interaction(turn, waiting, Trigger::interaction_waiting);
  }
  if (before.choice != queue.rules.choice) rebuild_roster(state, slot);
  if (!queue.rules.is_open) overflow_closed(turn, slot);
  apply_hours(turn, slot);
  return done;
}

Verdict on(Turn& turn, const QueueOpened& opened) {
  const Slot slot = turn.state.queue_slot(opened.queue);
  if (slot == no_slot) return Refusal::unknown_queue;
  turn.queue(slot).rules.is_open = true;
  apply_hours(turn, slot);
  return done;
}

Verdict on(Turn& turn, const QueueClosed& closed) {
  const Slot slot = turn.state.queue_slot(closed.queue);
  if (slot == no_slot) return Refusal::unknown_queue;
  turn.queue(slot).rules.is_open = false;
  overflow_closed(turn, slot);
  apply_hours(turn, slot);
  return done;
}

Verdict on(Turn& turn, const QueueRemoved& removed) {
  State& state = turn.state;
  const Slot at = state.queue_slot(removed.queue);
  if (at == no_slot) return Refusal::unknown_queue;
  Queue& queue = turn.queue(at);
  if (queue.active > 0 || queue.wrapping_up > 0 || queue.dialling > 0) return Refusal::queue_in_use;

  merge_aside_in(turn, at);
  withdraw_offers_in(turn, at);
  const std::vector<Slot> members = queue.members;
  for (const Slot slot : members) {
    leave_rosters(state, slot);
    leave_queues(state, slot);
    std::erase(turn.agent(slot).profile.queues, removed.queue);
    take_profile(state, slot);
    update_roster(state, slot);
  }
  queue.rules.is_open = false;
  const Branch way_out = queue.rules.when_closed;
  const Slot way = way_out.action == BranchAction::overflow ? state.queue_slot(way_out.overflow_to) : no_slot;
  move_scheduled(turn, at, way == at ? no_slot : way);
  std::vector<Slot> resumed;  // their flows know another way
  for (const Slot slot : waiting_in(queue)) {
    const Slot next =
        way_out.action == BranchAction::overflow ? state.queue_slot(way_out.overflow_to) : no_slot;
    const Admission admission = next == no_slot || next == at ? Admission{} : admit(state, next);
    if (admission.queue != no_slot && admission.queue != at)
      overflow(turn, slot, admission.queue);
    else if (pull_back(turn, slot, flow::exit_refused))
      resumed.push_back(slot);
    else
      refuse(turn, slot);
  }
  state.plans.release(queue.plan);
  state.queue_slots.erase(removed.queue.value);
  queue = Queue{};
  state.queues.take_back(at);
  for (const Slot slot : resumed)
    go_on_by(turn, slot, flow::exit_refused);
  return done;
}

Verdict on(Turn& turn, const DayStarted&) {
  for (const std::int64_t id : turn.state.queue_slots.keys())
    turn.queue(turn.state.queue_slots.slot_of(id)).today = {};
  return done;
}

Verdict on(Turn& turn, const AgentConfigured& configured) {
  State& state = turn.state;
  if (configured.agent.value <= 0 || !is_valid(configured.profile)) return Refusal::bad_value;
  for (const QueueId id : configured.profile.queues)
    if (state.queue_slot(id) == no_slot) return Refusal::unknown_queue;
  Slot slot = state.agent_slot(configured.agent);
  const bool is_new = slot == no_slot;
  if (is_new) {
    slot = state.agents.make();
    if (state.standings.size() <= slot) state.standings.resize(slot + 1);
    state.agent_slots.insert(configured.agent.value, slot);
    state.agents[slot].id = configured.agent;
    state.agents[slot].presence_since = turn.now;
    state.agents[slot].idle_since = turn.now;
  } else {
    leave_rosters(state, slot);
    leave_queues(state, slot);
  }
  state.agents[slot].profile = configured.profile;
  take_profile(state, slot);
  update_roster(state, slot);
  if (is_new) return done;
  release_direct(turn, slot);
  pend_agent(turn, slot);
  return done;
}

Verdict on(Turn& turn, const AgentRemoved& removed) {
  State& state = turn.state;
  const Slot slot = state.agent_slot(removed.agent);
  if (slot == no_slot) return Refusal::unknown_agent;
  if (turn.agent(slot).presence != Presence::offline) set_presence(turn, slot, {Presence::offline, {}, {}});
  take_everything_from(turn, slot);
  Agent& agent = turn.agent(slot);
  cancel(turn, agent.disconnect_timer);
  leave_queues(state, slot);
  std::erase(state.pending_agents, slot);
  state.agent_slots.erase(removed.agent.value);
  agent = Agent{};
  state.standings[slot] = Standing{};
  state.agents.take_back(slot);
  return done;
}

}  // namespace rapport::switchboard
