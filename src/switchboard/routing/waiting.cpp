#include "switchboard/routing/waiting.h"

#include <algorithm>

#include "base/check.h"

namespace rapport::switchboard {
namespace {

// A queue's line by what it is about. Needs and queues are counted by slabs, far below these widths.
std::int64_t line_key(Slot queue, NeedId need, Channel channel) {
  return ((static_cast<std::int64_t>(queue) << 34) | (static_cast<std::int64_t>(need) << 3) |
          static_cast<std::int64_t>(channel)) +
         1;
}

std::vector<LineHead>& heads_of(State& state, const Line& line) {
  if (line.agent != no_slot) return state.agents[line.agent].direct;
  return state.queues[line.queue].lines[static_cast<std::size_t>(line.channel)];
}

Slot find_line(State& state, Slot queue, Slot agent, NeedId need, Channel channel) {
  if (agent == no_slot) return state.line_slots.slot_of(line_key(queue, need, channel));
  for (const LineHead& head : state.agents[agent].direct)
    if (head.queue == queue && head.need == need && head.channel == channel) return head.line;
  return no_slot;
}

Slot make_line(State& state, Slot queue, Slot agent, NeedId need, Channel channel) {
  const Slot slot = state.lines.make();
  Line& line = state.lines[slot];
  line.queue = queue;
  line.agent = agent;
  line.need = need;
  line.channel = channel;
  line.settled = 0;
  std::vector<LineHead>& heads = heads_of(state, line);
  line.head_at = static_cast<std::uint32_t>(heads.size());
  LineHead head;
  const Need& asked = state.plans.need(need);
  if (!asked.skills.empty()) {
    head.skill = asked.skills.front().skill;
    head.level = asked.skills.front().level_min;
  }
  head.is_more = asked.team || asked.skills.size() > 1;
  head.channel = channel;
  head.need = need;
  head.line = slot;
  head.queue = queue;
  heads.push_back(head);
  if (agent == no_slot) state.line_slots.insert(line_key(queue, need, channel), slot);
  return slot;
}

void drop_line(State& state, Slot slot) {
  Line& line = state.lines[slot];
  std::vector<LineHead>& heads = heads_of(state, line);
  if (line.agent == no_slot) state.line_slots.erase(line_key(line.queue, line.need, line.channel));
  heads[line.head_at] = heads.back();
  state.lines[heads[line.head_at].line].head_at = line.head_at;
  heads.pop_back();
  state.lines.take_back(slot);
}

void add_to_line(State& state, Slot slot, const RankKey& key) {
  Interaction& interaction = state.interactions[slot];
  const Asked asked = asked_of(state, interaction);
  const Slot agent = asked.agent ? state.agent_slot(asked.agent) : no_slot;
  RAPPORT_CHECK(!asked.agent || agent != no_slot);
  Slot at = find_line(state, interaction.queue, agent, asked.need, interaction.channel);
  if (at == no_slot) at = make_line(state, interaction.queue, agent, asked.need, interaction.channel);
  Line& line = state.lines[at];
  line.waiting.insert(key);
  heads_of(state, line)[line.head_at].best = line.waiting.front();
  interaction.line = at;
}

void remove_from_line(State& state, Slot slot, const RankKey& key) {
  Interaction& interaction = state.interactions[slot];
  Line& line = state.lines[interaction.line];
  line.waiting.erase(key);
  if (interaction.is_settled) --line.settled;
  interaction.is_settled = false;
  if (line.waiting.empty())
    drop_line(state, interaction.line);
  else
    heads_of(state, line)[line.head_at].best = line.waiting.front();
  interaction.line = no_slot;
}

}  // namespace

Asked asked_of(const State& state, const Interaction& interaction) {
  std::int32_t at = interaction.step;
  if (interaction.course.first_agent) {
    if (at == 0) return {interaction.course.first_agent, 0, interaction.course.first_lasts, false};
    --at;
  }
  const Plan& plan = state.plans.plan(interaction.course.plan);
  if (at >= static_cast<std::int32_t>(plan.steps.size())) return {{}, 0, {}, true};
  const auto i = static_cast<std::size_t>(at);
  return {plan.steps[i].agent, plan.needs[i], plan.steps[i].lasts, false};
}

std::int32_t step_count(const State& state, const Course& course) {
  return static_cast<std::int32_t>(state.plans.plan(course.plan).steps.size()) + (course.first_agent ? 1 : 0);
}

std::vector<Step> steps_of(const State& state, const Course& course) {
  std::vector<Step> steps;
  if (course.first_agent) steps.push_back({course.first_agent, {}, {}, course.first_lasts});
  const std::vector<Step>& shared = state.plans.plan(course.plan).steps;
  steps.insert(steps.end(), shared.begin(), shared.end());
  return steps;
}

RankKey rank_key(const State& state, Slot slot) {
  const Interaction& interaction = state.interactions[slot];
  const bool is_strict = state.queues[interaction.queue].order == OrderRule::strict_priority;
  const std::int64_t order = is_strict ? -static_cast<std::int64_t>(interaction.priority)
                                       : (interaction.queued_at - minutes(interaction.priority)).us;
  return {order, interaction.queued_at.us, interaction.id.value, slot, !interaction.passed_over.empty()};
}

std::int64_t score_of(const Queue& queue, const RankKey& rank, Instant now) {
  const std::int64_t from = queue.order == OrderRule::strict_priority ? rank.queued_at : rank.order;
  return (now.us - from) * queue.weight / 100;
}

Instant oldest_queued_at(const Queue& queue) {
  if (queue.waiting == 0) return {};
  std::int64_t oldest = queue.ranks.front().queued_at;
  if (queue.waiting_prioritised > 0)
    for (auto cursor = queue.ranks.begin(); !queue.ranks.is_end(cursor); queue.ranks.advance(cursor))
      oldest = std::min(oldest, queue.ranks.at(cursor).queued_at);
  return Instant{oldest};
}

void enter_waiting(State& state, Slot slot) {
  Interaction& interaction = state.interactions[slot];
  Queue& queue = state.queues[interaction.queue];
  const RankKey key = rank_key(state, slot);
  queue.ranks.insert(key);
  ++queue.waiting;
  if (interaction.priority != 0) ++queue.waiting_prioritised;
  interaction.is_indexed = true;
  add_to_line(state, slot, key);
}

void leave_waiting(State& state, Slot slot) {
  Interaction& interaction = state.interactions[slot];
  Queue& queue = state.queues[interaction.queue];
  const RankKey key = rank_key(state, slot);
  remove_from_line(state, slot, key);
  queue.ranks.erase(key);
  --queue.waiting;
  if (interaction.priority != 0) --queue.waiting_prioritised;
  interaction.is_indexed = false;
}

void mark_settled(State& state, Slot slot) {
  Interaction& interaction = state.interactions[slot];
  if (interaction.is_settled || !interaction.passed_over.empty()) return;
  interaction.is_settled = true;
  ++state.lines[interaction.line].settled;
}

void leave_line(State& state, Slot slot) {
  remove_from_line(state, slot, rank_key(state, slot));
}

void enter_line(State& state, Slot slot) {
  add_to_line(state, slot, rank_key(state, slot));
}

void reorder_waiting(State& state, Slot slot) {
  Queue& queue = state.queues[slot];
  std::vector<RankKey> members;
  for (auto cursor = queue.ranks.begin(); !queue.ranks.is_end(cursor); queue.ranks.advance(cursor))
    members.push_back(queue.ranks.at(cursor));
  queue.ranks.clear();
  for (const RankKey& old : members) {
    remove_from_line(state, old.slot, old);
    const RankKey key = rank_key(state, old.slot);
    queue.ranks.insert(key);
    add_to_line(state, old.slot, key);
  }
}

}  // namespace rapport::switchboard
