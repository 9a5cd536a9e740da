#include "switchboard/routing/matcher.h"

#include <algorithm>

#include "switchboard/routing/roster.h"
#include "switchboard/routing/waiting.h"

namespace rapport::switchboard {
namespace {

bool has_room(ChannelMask room, Channel channel) {
  return (room >> static_cast<unsigned>(channel) & 1U) != 0;
}

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
    const OrderedIndex<AgentKey>* agents = nullptr;
    OrderedIndex<AgentKey>::Cursor cursor;
    bool is_end() const { return agents->is_end(cursor); }
    const AgentKey& key() const { return agents->at(cursor); }
  };
  std::array<Walk, 32> lists_;
  std::size_t count_ = 0;
};

bool is_better(const State& state, const Interaction& interaction, Slot a, Slot b) {
  const Queue& queue = state.queues[interaction.queue];
  const Agent& x = state.agents[a];
  const Agent& y = state.agents[b];
  if (queue.rules.choice == AgentChoice::most_skilled) {
    const Need& need = state.plans.need(asked_of(state, interaction).need);
    const std::int32_t sum_x = skill_sum(x, need);
    const std::int32_t sum_y = skill_sum(y, need);
    if (sum_x != sum_y) return sum_x > sum_y;
  }
  return agent_key(queue, x, a) < agent_key(queue, y, b);
}

// Members with the rarest skill, all of them looked at.
Slot best_of(const State& state, const Interaction& interaction, const Need& need,
             const std::vector<Slot>& likely) {
  Slot best = no_slot;
  for (const Slot slot : likely) {
    const Agent& agent = state.agents[slot];
    if (!has_room(agent.indexed, interaction.channel) || !meets(agent, need) ||
        interaction.has_passed_over(agent.id))
      continue;
    if (best == no_slot || is_better(state, interaction, slot, best)) best = slot;
  }
  return best;
}

Slot best_of_queue(const State& state, const Interaction& interaction, NeedId id) {
  const Queue& queue = state.queues[interaction.queue];
  const Need& need = state.plans.need(id);
  const std::vector<Slot>& likely = likely_members(state.plans, queue, id);
  if (likely.empty()) return no_slot;
  FreeAgents free(queue, interaction.channel);
  Slot slot = free.next();
  if (slot == no_slot) return no_slot;
  if (queue.rules.choice == AgentChoice::most_skilled && !need.skills.empty())
    return best_of(state, interaction, need, likely);
  // In order of the choice until one will do. When the skill is rare, looking at its holders is cheaper.
  for (std::size_t looked = 0; slot != no_slot; slot = free.next(), ++looked) {
    const Agent& agent = state.agents[slot];
    if (meets(agent, need) && !interaction.has_passed_over(agent.id)) return slot;
    if (!need.skills.empty() && looked >= likely.size()) return best_of(state, interaction, need, likely);
  }
  return no_slot;
}

// The first of a line that the agent was not passed over for.
Slot first_for(const State& state, const Agent& agent, const LineHead& head) {
  if (!state.interactions[head.best.slot].has_passed_over(agent.id)) return head.best.slot;
  const OrderedIndex<RankKey>& waiting = state.lines[head.line].waiting;
  for (auto cursor = waiting.begin(); !waiting.is_end(cursor); waiting.advance(cursor))
    if (!state.interactions[waiting.at(cursor).slot].has_passed_over(agent.id))
      return waiting.at(cursor).slot;
  return no_slot;
}

struct Contender {
  Slot interaction = no_slot;
  RankKey rank;
  std::int64_t score = 0;
};

bool beats(const Contender& a, const Contender& b) {
  if (a.score != b.score) return a.score > b.score;
  if (a.rank.queued_at != b.rank.queued_at) return a.rank.queued_at < b.rank.queued_at;
  return a.rank.id < b.rank.id;
}

class Choice {
 public:
  Choice(const State& state, const Agent& agent, Instant now)
      : state_(state), agent_(agent), room_(room_of(agent)), now_(now) {}

  bool has_room_for(Channel channel) const { return has_room(room_, channel); }

  // The best of one queue over its lines and, of those who wait for this agent, the ones in that queue.
  void consider(Slot queue, const std::vector<LineHead>& lines) {
    Contender best;
    for (const LineHead& head : lines)
      weigh(head, best);
    for (const LineHead& head : agent_.direct)
      if (head.queue == queue) weigh(head, best);
    admit(queue, best);
  }
  // Those who wait for this agent in a queue they do not belong to.
  void consider_foreign() {
    for (const LineHead& head : agent_.direct) {
      if (std::find(agent_.queues.begin(), agent_.queues.end(), head.queue) != agent_.queues.end()) continue;
      Contender best;
      for (const LineHead& sister : agent_.direct)
        if (sister.queue == head.queue) weigh(sister, best);
      if (best.interaction != winner_.interaction) admit(head.queue, best);
    }
  }
  Pick result() const {
    Pick pick;
    pick.interaction = winner_.interaction;
    for (std::size_t i = 0; i < rival_count_; ++i)
      pick.rivals[i] = rivals_[i].interaction;
    pick.rival_count = rival_count_;
    return pick;
  }

 private:
  void weigh(const LineHead& head, Contender& best) {
    if (!has_room_for(head.channel)) return;
    if (best.interaction != no_slot && best.rank < head.best) return;
    if (!meets(agent_, state_.plans.need(head.need))) return;
    const Slot slot = first_for(state_, agent_, head);
    if (slot == no_slot) return;
    const RankKey rank = slot == head.best.slot ? head.best : rank_key(state_, slot);
    if (best.interaction != no_slot && best.rank < rank) return;
    best.interaction = slot;
    best.rank = rank;
  }
  void admit(Slot queue, Contender& best) {
    if (best.interaction == no_slot) return;
    best.score = score_of(state_.queues[queue], state_.interactions[best.interaction], now_);
    if (winner_.interaction == no_slot) {
      winner_ = best;
    } else if (beats(best, winner_)) {
      add_rival(winner_);
      winner_ = best;
    } else {
      add_rival(best);
    }
  }
  void add_rival(const Contender& rival) {
    for (std::size_t i = 0; i < rival_count_; ++i)
      if (rivals_[i].interaction == rival.interaction) return;
    std::size_t at = std::min(rival_count_, rivals_max - 1);
    if (rival_count_ == rivals_max && !beats(rival, rivals_[at])) return;
    if (rival_count_ < rivals_max) ++rival_count_;
    for (; at > 0 && beats(rival, rivals_[at - 1]); --at)
      rivals_[at] = rivals_[at - 1];
    rivals_[at] = rival;
  }

  const State& state_;
  const Agent& agent_;
  const ChannelMask room_;
  const Instant now_;
  Contender winner_;
  std::array<Contender, rivals_max> rivals_;
  std::size_t rival_count_ = 0;
};

}  // namespace

Exclusion exclusion_of(const State& state, const Agent& agent, const Interaction& interaction) {
  if (!agent.is_taking_work()) {
    const Presence presence = agent.presence == Presence::available ? *agent.next_presence : agent.presence;
    if (presence == Presence::offline) return Exclusion::offline;
    return presence == Presence::not_responding ? Exclusion::not_responding : Exclusion::away;
  }
  if (interaction.has_passed_over(agent.id)) return Exclusion::passed_over;
  const auto channel = static_cast<std::size_t>(interaction.channel);
  if (agent.counted[channel] >= agent.profile.channels[channel].at_once_max) return Exclusion::channel_full;
  if (!has_room(room_of(agent), interaction.channel)) return Exclusion::capacity_full;
  const Asked asked = asked_of(state, interaction);
  if (asked.agent && asked.agent != agent.id) return Exclusion::wrong_agent;
  switch (lacking(agent, state.plans.need(asked.need)).what) {
    case Lack::team:
      return Exclusion::wrong_team;
    case Lack::skill:
      return Exclusion::lacks_skill;
    case Lack::nothing:
      break;
  }
  return Exclusion::none;
}

SkillId missing_skill(const State& state, const Agent& agent, const Interaction& interaction) {
  return lacking(agent, state.plans.need(asked_of(state, interaction).need)).skill;
}

std::int64_t agent_score(const State& state, const Interaction& interaction, const Agent& agent,
                         Instant now) {
  switch (state.queues[interaction.queue].rules.choice) {
    case AgentChoice::longest_idle:
      return (now - agent.idle_since).us;
    case AgentChoice::round_robin:
      return (now - agent.assigned_at).us;
    case AgentChoice::most_skilled:
      return skill_sum(agent, state.plans.need(asked_of(state, interaction).need));
    case AgentChoice::least_occupied:
      return -share_used(agent);
  }
  return 0;
}

Slot best_agent(const State& state, Slot slot) {
  const Interaction& interaction = state.interactions[slot];
  const Asked asked = asked_of(state, interaction);
  if (asked.agent) {
    const Slot at = state.agent_slot(asked.agent);
    if (at == no_slot) return no_slot;
    return exclusion_of(state, state.agents[at], interaction) == Exclusion::none ? at : no_slot;
  }
  // Somebody with the same needs already waits in vain.
  if (interaction.line != no_slot && state.lines[interaction.line].settled > 0) return no_slot;
  return best_of_queue(state, interaction, asked.need);
}

Pick best_interaction(const State& state, Slot slot, Instant now) {
  const Agent& agent = state.agents[slot];
  Choice choice(state, agent, now);
  if (room_of(agent) == 0) return {};
  for (const Slot queue : agent.queues)
    choice.consider(queue, state.queues[queue].lines);
  if (!agent.direct.empty()) choice.consider_foreign();
  return choice.result();
}

}  // namespace rapport::switchboard
