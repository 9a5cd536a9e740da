#include "sim/naive_matcher.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "sim/fingerprint.h"
#include "sim/ledger.h"

namespace rapport::sim {
namespace {

using namespace switchboard;

const Step* current_step(const InteractionView& interaction) {
  const auto at = static_cast<std::size_t>(interaction.step);
  return at < interaction.steps.size() ? &interaction.steps[at] : nullptr;
}

std::int32_t level_of(const AgentProfile& profile, SkillId skill) {
  for (const AgentSkill& has : profile.skills)
    if (has.skill == skill) return has.level;
  return 0;
}

template <class Value>
bool contains(const std::vector<Value>& values, const Value& value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

bool is_taking_work(const AgentView& agent) {
  return agent.presence == Presence::available &&
         (!agent.next_presence || *agent.next_presence == Presence::available);
}

bool meets(const Step& step, const AgentProfile& profile) {
  if (step.team && !contains(profile.teams, step.team)) return false;
  return std::all_of(step.skills.begin(), step.skills.end(), [&profile](const SkillNeed& need) {
    return level_of(profile, need.skill) >= need.level_min;
  });
}

// Higher wins.
std::int64_t weighted_wait(const Rulebook& book, const InteractionView& interaction, Instant now) {
  const QueueRules& rules = book.queues.at(interaction.queue);
  const bool is_strict = rules.order == OrderRule::strict_priority;
  const Instant from =
      is_strict ? interaction.queued_at : interaction.queued_at - minutes(interaction.priority);
  return (now - from).us * rules.weight / 100;
}

std::int64_t used_share(const AgentProfile& profile, const AgentView& agent) {
  if (profile.units <= 0) return 1000;
  std::int64_t used = 0;
  for (std::size_t c = 0; c < channel_count; ++c)
    used += agent.counted[c] * profile.channels[c].units;
  return used * 1000 / profile.units;
}

// The sum over the step's distinct skills.
std::int64_t skill_sum(const AgentProfile& profile, const InteractionView& interaction) {
  std::set<SkillId> skills;
  if (const Step* step = current_step(interaction))
    for (const SkillNeed& need : step->skills)
      skills.insert(need.skill);
  std::int64_t sum = 0;
  for (const SkillId skill : skills)
    sum += level_of(profile, skill);
  return sum;
}

// Less is better.
auto agent_rank(const Rulebook& book, const InteractionView& interaction, const AgentView& agent) {
  const AgentProfile& profile = book.agents.at(agent.agent);
  std::int64_t first = 0;
  Instant since = agent.idle_since;
  switch (book.queues.at(interaction.queue).choice) {
    case AgentChoice::longest_idle:
      break;
    case AgentChoice::most_skilled:
      first = -skill_sum(profile, interaction);
      break;
    case AgentChoice::least_occupied:
      first = used_share(profile, agent);
      break;
    case AgentChoice::round_robin:
      since = agent.assigned_at;
      break;
  }
  return std::tuple(first, since, agent.agent);
}

const AgentView* best_agent(const Rulebook& book, const Snapshot& stand, const InteractionView& interaction) {
  const AgentView* best = nullptr;
  for (const auto& [id, agent] : stand.agents) {
    if (!is_candidate(book, interaction, agent)) continue;
    if (best == nullptr || agent_rank(book, interaction, agent) < agent_rank(book, interaction, *best))
      best = &agent;
  }
  return best;
}

// Of those waiting that the agent is a candidate for: the first of each queue, and of these the best.
const InteractionView* best_interaction(const Rulebook& book, const Snapshot& stand, const AgentView& agent,
                                        Instant now) {
  std::map<QueueId, const InteractionView*> heads;
  for (const auto& [id, interaction] : stand.interactions) {
    if (interaction.state != InteractionState::queued || !is_candidate(book, interaction, agent)) continue;
    const InteractionView*& head = heads[interaction.queue];
    if (head == nullptr || is_before_in_queue(book, interaction, *head)) head = &interaction;
  }
  const auto rank = [&book, now](const InteractionView& view) {
    return std::tuple(-weighted_wait(book, view, now), view.queued_at, view.interaction);
  };
  const InteractionView* best = nullptr;
  for (const auto& [queue, head] : heads)
    if (best == nullptr || rank(*head) < rank(*best)) best = head;
  return best;
}

// Those on whom the two disagree, as they stand now.
std::string parties(const Turn& turn, const std::vector<Match>& made, const std::vector<Match>& wanted) {
  std::string text;
  const auto tell = [&text, &turn](const std::vector<Match>& some, const std::vector<Match>& others) {
    for (const Match& match : some) {
      if (contains(others, match)) continue;
      const auto interaction = turn.after.interactions.find(match.interaction);
      if (interaction != turn.after.interactions.end()) text += "\n  " + text_of(interaction->second);
      const auto agent = turn.after.agents.find(match.agent);
      if (agent != turn.after.agents.end()) text += "\n  " + text_of(agent->second);
    }
  };
  tell(made, wanted);
  tell(wanted, made);
  return text;
}

struct Pair {
  const InteractionView* interaction = nullptr;
  const AgentView* agent = nullptr;
  bool is_mutual = false;
};

Pair next_pair(const Rulebook& book, const Snapshot& stand, Instant now) {
  Pair some;
  for (const auto& [id, agent] : stand.agents) {
    const InteractionView* interaction = best_interaction(book, stand, agent, now);
    if (interaction == nullptr) continue;
    const AgentView* best = best_agent(book, stand, *interaction);
    some = {interaction, &agent, best->agent == id};
    if (some.is_mutual) return some;
  }
  return some;
}

// Calls are accepted by the telephone.
bool is_auto_accepted(const QueueRules& rules, const InteractionView& view) {
  return rules.auto_accept && view.channel != Channel::voice;
}

std::string listed(const std::vector<Match>& matches) {
  std::string text;
  for (const Match& match : matches)
    text += fmt::format(" {}→{}", match.interaction.value, match.agent.value);
  return text.empty() ? " nothing" : text;
}

// What an offer of this turn changed of its agent, taken back. Times an event may have changed in the same
// turn are told by the explanation.
void take_back(AgentView& agent, const OfferMade& offer, const Turn& turn) {
  const auto before = turn.before.agents.find(agent.agent);
  if (before != turn.before.agents.end()) agent.assigned_at = before->second.assigned_at;
  if (offer.is_auto_accepted && !offer.why.agents.empty()) agent.idle_since = offer.why.agents[0].idle_since;
}

// Acceptance forgets who was passed over. In the same turn as an automatic one it can only be put together
// from how it stood before and what was told since; false when that does not tell.
bool recall_passed_over(InteractionView& interaction, const Turn& turn) {
  const auto before = turn.before.interactions.find(interaction.interaction);
  if (before == turn.before.interactions.end()) return true;
  interaction.passed_over = before->second.passed_over;
  if (turn.is_timer && !interaction.passed_over.empty()) return false;  // perhaps their time was up
  for (const Effect& effect : turn.effects.list) {
    const auto* change = std::get_if<InteractionChanged>(&effect);
    if (change == nullptr || change->interaction != interaction.interaction) continue;
    if (change->change == Change::transferred || change->change == Change::flow_resumed) return false;
    if (change->change == Change::declined || change->change == Change::no_answer)
      interaction.passed_over.push_back(change->agent);
  }
  return true;
}

}  // namespace

bool is_before_in_queue(const Rulebook& book, const InteractionView& a, const InteractionView& b) {
  const auto rank = [&book](const InteractionView& view) {
    const bool is_strict = book.queues.at(view.queue).order == OrderRule::strict_priority;
    const std::int64_t order =
        is_strict ? -std::int64_t{view.priority} : (view.queued_at - minutes(view.priority)).us;
    return std::tuple(order, view.queued_at, view.interaction);
  };
  return rank(a) < rank(b);
}

bool is_candidate(const Rulebook& book, const InteractionView& interaction, const AgentView& agent) {
  const auto profile = book.agents.find(agent.agent);
  if (profile == book.agents.end() || !is_taking_work(agent)) return false;
  if (contains(interaction.passed_over, agent.agent)) return false;
  if (!has_room(profile->second, agent.counted, interaction.channel)) return false;
  const Step* step = current_step(interaction);
  if (step != nullptr && step->agent) return step->agent == agent.agent && meets(*step, profile->second);
  if (!contains(profile->second.queues, interaction.queue)) return false;
  return step == nullptr || meets(*step, profile->second);
}

std::optional<Snapshot> before_matching(const Turn& turn) {
  Snapshot stand = turn.after;
  for (auto effect = turn.effects.list.rbegin(); effect != turn.effects.list.rend(); ++effect) {
    const auto* offer = std::get_if<OfferMade>(&*effect);
    if (offer == nullptr || offer->is_consult) continue;
    const auto interaction = stand.interactions.find(offer->interaction);
    const auto agent = stand.agents.find(offer->agent);
    if (interaction == stand.interactions.end() || agent == stand.agents.end()) continue;
    if (offer->is_auto_accepted && !recall_passed_over(interaction->second, turn)) return std::nullopt;
    interaction->second.state = InteractionState::queued;
    --agent->second.counted[static_cast<std::size_t>(interaction->second.channel)];
    take_back(agent->second, *offer, turn);
  }
  return stand;
}

NaiveMatches naive_matches(const Rulebook& book, Snapshot stand, Instant now) {
  NaiveMatches result;
  for (Pair pair = next_pair(book, stand, now); pair.agent != nullptr; pair = next_pair(book, stand, now)) {
    result.matches.push_back({pair.interaction->interaction, pair.agent->agent});
    result.is_certain = result.is_certain && pair.is_mutual;
    InteractionView& offered = stand.interactions.at(pair.interaction->interaction);
    AgentView& asked = stand.agents.at(pair.agent->agent);
    offered.state = InteractionState::offered;
    ++asked.counted[static_cast<std::size_t>(offered.channel)];
    asked.assigned_at = now;
    if (is_auto_accepted(book.queues.at(offered.queue), offered)) asked.idle_since = now;
  }
  return result;
}

std::string differs_from_naive(const Turn& turn) {
  std::vector<Match> made;
  for (const Effect& effect : turn.effects.list)
    if (const auto* offer = std::get_if<OfferMade>(&effect); offer != nullptr && !offer->is_consult)
      made.push_back({offer->interaction, offer->agent});
  std::optional<Snapshot> stand = before_matching(turn);
  if (!stand) return "";
  NaiveMatches wanted = naive_matches(turn.book, std::move(*stand), turn.now);
  const auto less = [](const Match& a, const Match& b) { return a.interaction < b.interaction; };
  std::sort(made.begin(), made.end(), less);
  std::sort(wanted.matches.begin(), wanted.matches.end(), less);
  if (made == wanted.matches) return "";
  if (!wanted.is_certain && made.size() == wanted.matches.size()) return "";
  return fmt::format("offers made:{}; by trying everything:{}{}", listed(made), listed(wanted.matches),
                     parties(turn, made, wanted.matches));
}

}  // namespace rapport::sim
