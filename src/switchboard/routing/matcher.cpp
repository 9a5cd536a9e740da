#include "switchboard/routing/matcher.h"

#include <algorithm>

#include "switchboard/routing/roster.h"
#include "switchboard/routing/waiting.h"

namespace rapport::switchboard {
namespace {

// Walks the free lists with room for a channel in the queue's order of agents.
class FreeAgents {
 public:
  FreeAgents(const Queue& queue, Channel channel) {
    for (const FreeList& list : queue.free)
      if (has_room(list.channels, channel) && !list.agents.empty()) lists_[count_++] = {&list.agents, {}};
  }
  Slot next() {
    std::size_t best = count_;
    for (std::size_t i = 0; i < count_; ++i)
      if (!lists_[i].is_end() && (best == count_ || lists_[i].key() < lists_[best].key())) best = i;
    if (best == count_) return no_slot;
    const Slot slot = lists_[best].key().slot;
    lists_[best].agents->advance(lists_[best].cursor);
    return slot;
  }

 private:
  struct Walk {
    const OrderedIndex<AgentKey>* agents;
    OrderedIndex<AgentKey>::Cursor cursor;
    bool is_end() const { return agents->is_end(cursor); }
    const AgentKey& key() const { return agents->at(cursor); }
  };
  std::array<Walk, 1U << channel_count> lists_;  // one for each set of channels
  std::size_t count_ = 0;
};

// Of those with the rarest skill, all looked at, the best by the queue's choice.
Slot best_of(const State& state, const Interaction& interaction, const Need& need, const Likely& likely) {
  const Queue& queue = state.queues[interaction.queue];
  const bool is_by_skill = queue.choice == AgentChoice::most_skilled;
  Slot best = no_slot;
  AgentKey best_key;
  std::int32_t best_sum = 0;
  for (const Holder& holder : *likely.holders) {
    const Standing& standing = state.standings[holder.agent];
    if (holder.level < likely.level_min || !has_room(standing.room, interaction.channel)) continue;
    const Agent& agent = state.agents[holder.agent];
    if (!meets(agent, need) || interaction.has_passed_over(agent.id)) continue;
    const AgentKey key = agent_key(queue, standing, holder.agent);
    const std::int32_t sum = is_by_skill ? skill_sum(agent, need) : 0;
    if (best != no_slot && (sum != best_sum ? sum < best_sum : best_key < key)) continue;
    best = holder.agent;
    best_key = key;
    best_sum = sum;
  }
  return best;
}

Slot best_of_queue(const State& state, const Interaction& interaction, NeedId id) {
  const Queue& queue = state.queues[interaction.queue];
  FreeAgents free(queue, interaction.channel);
  Slot slot = free.next();
  if (slot == no_slot) return no_slot;
  const Need& need = state.plans.need(id);
  Likely likely;
  if (!need.skills.empty()) {
    likely = likely_members(queue, need);
    if (likely.holders == nullptr) return no_slot;
    if (queue.choice == AgentChoice::most_skilled) return best_of(state, interaction, need, likely);
  }
  // In order of the choice until one will do. When the skill is rare, looking at its holders is cheaper.
  for (std::size_t looked = 0; slot != no_slot; slot = free.next(), ++looked) {
    const Agent& agent = state.agents[slot];
    if (meets(agent, need) && !interaction.has_passed_over(agent.id)) return slot;
    if (likely.holders != nullptr && looked >= likely.holders->size())
      return best_of(state, interaction, need, likely);
  }
  return no_slot;
}

// The first of a line that the agent was not passed over for; no_slot as its slot when there is none.
RankKey first_for(const State& state, const Agent& agent, const LineHead& head) {
  if (!head.best.has_passed_over) return head.best;
  const OrderedIndex<RankKey>& waiting = state.lines[head.line].waiting;
  for (auto cursor = waiting.begin(); !waiting.is_end(cursor); waiting.advance(cursor)) {
    const RankKey& key = waiting.at(cursor);
    if (!key.has_passed_over || !state.interactions[key.slot].has_passed_over(agent.id)) return key;
  }
  return {};
}

bool beats(const Contender& a, const Contender& b) {
  if (a.score != b.score) return a.score > b.score;
  if (a.rank.queued_at != b.rank.queued_at) return a.rank.queued_at < b.rank.queued_at;
  return a.rank.id < b.rank.id;
}

class Choice {
 public:
  Choice(const State& state, const Agent& agent, ChannelMask room, Instant now, Pick& pick)
      : state_(state), agent_(agent), room_(room), now_(now), pick_(pick) {}

  // The best of one queue over its lines and, of those who wait for this agent, the ones in that queue.
  void consider(Slot at) {
    const Queue& queue = state_.queues[at];
    Contender best;
    for (std::size_t c = 0; c < channel_count; ++c) {
      if ((room_ >> c & 1U) == 0) continue;
      for (const LineHead& head : queue.lines[c])
        weigh(head, best);
    }
    weigh_direct(at, best);
    admit(at, best);
  }
  // Those who wait for this agent in queues they do not belong to.
  void consider_foreign() {
    for (const LineHead& head : agent_.direct) {
      if (std::find(agent_.queues.begin(), agent_.queues.end(), head.queue) != agent_.queues.end()) continue;
      if (is_considered(head.queue)) continue;
      Contender best;
      weigh_direct(head.queue, best);
      admit(head.queue, best);
    }
  }
  Slot winner() const { return winner_.rank.slot; }

 private:
  void weigh_direct(Slot queue, Contender& best) {
    for (const LineHead& head : agent_.direct)
      if (head.queue == queue && has_room(room_, head.channel)) weigh(head, best);
  }
  void weigh(const LineHead& head, Contender& best) {
    if (best.rank.slot != no_slot && best.rank < head.best) return;
    if (head.skill && agent_.level_of(head.skill) < head.level) return;
    if (head.is_more && !meets(agent_, state_.plans.need(head.need))) return;
    const RankKey first = first_for(state_, agent_, head);
    if (first.slot == no_slot || (best.rank.slot != no_slot && best.rank < first)) return;
    best.rank = first;
  }
  void admit(Slot queue, Contender& best) {
    if (best.rank.slot == no_slot) return;
    best.queue = queue;
    best.score = score_of(state_.queues[queue], best.rank, now_);
    if (winner_.rank.slot != no_slot && !beats(best, winner_)) {
      add_rival(best);
      return;
    }
    if (winner_.rank.slot != no_slot) add_rival(winner_);
    winner_ = best;
  }
  void add_rival(const Contender& rival) {
    std::size_t at = pick_.rival_count;
    if (at == rivals_max) {
      --at;
      if (!beats(rival, pick_.rivals[at])) return;
    } else {
      ++pick_.rival_count;
    }
    for (; at > 0 && beats(rival, pick_.rivals[at - 1]); --at)
      pick_.rivals[at] = pick_.rivals[at - 1];
    pick_.rivals[at] = rival;
  }
  bool is_considered(Slot queue) const {
    if (winner_.rank.slot != no_slot && winner_.queue == queue) return true;
    return std::any_of(pick_.rivals.begin(),
                       pick_.rivals.begin() + static_cast<std::ptrdiff_t>(pick_.rival_count),
                       [queue](const Contender& rival) { return rival.queue == queue; });
  }

  const State& state_;
  const Agent& agent_;
  const ChannelMask room_;
  const Instant now_;
  Pick& pick_;
  Contender winner_;
};

}  // namespace

Exclusion exclusion_of(const State& state, Slot slot, const Standing& standing,
                       const Interaction& interaction) {
  if (standing.absent != Exclusion::none) return standing.absent;
  if (!interaction.passed_over.empty() && interaction.has_passed_over(AgentId{standing.id}))
    return Exclusion::passed_over;
  if (has_room(standing.full, interaction.channel)) return Exclusion::channel_full;
  if (!has_room(standing.room, interaction.channel)) return Exclusion::capacity_full;
  const Asked asked = asked_of(state, interaction);
  if (asked.agent && asked.agent.value != standing.id) return Exclusion::wrong_agent;
  if (asked.need == 0) return Exclusion::none;
  switch (lacking(state.agents[slot], state.plans.need(asked.need)).what) {
    case Lack::team:
      return Exclusion::wrong_team;
    case Lack::skill:
      return Exclusion::lacks_skill;
    case Lack::nothing:
      break;
  }
  return Exclusion::none;
}

std::int64_t agent_score(const State& state, const Interaction& interaction, Slot slot,
                         const Standing& standing, Instant now) {
  switch (state.queues[interaction.queue].choice) {
    case AgentChoice::longest_idle:
      return (now - standing.idle_since).us;
    case AgentChoice::round_robin:
      return (now - standing.assigned_at).us;
    case AgentChoice::most_skilled:
      return skill_sum(state.agents[slot], state.plans.need(asked_of(state, interaction).need));
    case AgentChoice::least_occupied:
      return -standing.share;
  }
  return 0;
}

Slot best_agent(const State& state, Slot slot, Look look) {
  const Interaction& interaction = state.interactions[slot];
  const Asked asked = asked_of(state, interaction);
  if (asked.agent) {
    const Slot at = state.agent_slot(asked.agent);
    if (at == no_slot) return no_slot;
    return exclusion_of(state, at, state.standings[at], interaction) == Exclusion::none ? at : no_slot;
  }
  // Somebody with the same needs already waits in vain.
  if (look == Look::as_known && interaction.line != no_slot && state.lines[interaction.line].settled > 0)
    return no_slot;
  return best_of_queue(state, interaction, asked.need);
}

void best_interaction(const State& state, Slot slot, Instant now, Pick& pick) {
  pick.interaction = no_slot;
  pick.rival_count = 0;
  const Agent& agent = state.agents[slot];
  const ChannelMask room = standing_of(agent).room;
  if (room == 0) return;
  Choice choice(state, agent, room, now, pick);
  for (const Slot queue : agent.queues)
    choice.consider(queue);
  if (!agent.direct.empty()) choice.consider_foreign();
  pick.interaction = choice.winner();
}

}  // namespace rapport::switchboard
