#include "sim/fairness.h"

#include <fmt/format.h>

namespace rapport::sim {
namespace {

using namespace switchboard;

bool are_equal(const InteractionView& a, const InteractionView& b) {
  return a.queue == b.queue && a.channel == b.channel && a.priority == b.priority && a.step == b.step &&
         a.steps == b.steps && a.passed_over.empty() && b.passed_over.empty();
}

// Anybody of its queue will do for it.
bool takes_anyone(const InteractionView& view) {
  return static_cast<std::size_t>(view.step) >= view.steps.size() && view.passed_over.empty();
}

bool is_member(const Rulebook& book, AgentId agent, QueueId queue) {
  const auto profile = book.agents.find(agent);
  if (profile == book.agents.end()) return false;
  for (const QueueId of : profile->second.queues)
    if (of == queue) return true;
  return false;
}

std::int64_t weighted_wait(const QueueRules& rules, const InteractionView& view, Instant now) {
  return (now - (view.queued_at - minutes(view.priority))).us * rules.weight / 100;
}

std::string unfairness_of(const Turn& turn, const OfferMade& offer, const InteractionView& served) {
  const QueueRules& rules = turn.book.queues.at(served.queue);
  for (const auto& [id, other] : turn.after.interactions) {
    if (other.state != InteractionState::queued) continue;
    if (are_equal(served, other) && other.queued_at < served.queued_at)
      return fmt::format("interaction {} is overtaken by its equal {}, which came later", id.value,
                         served.interaction.value);
    const QueueRules& other_rules = turn.book.queues.at(other.queue);
    if (rules.order != OrderRule::blended || other_rules.order != OrderRule::blended) continue;
    if (other.channel != served.channel || !takes_anyone(other) ||
        !is_member(turn.book, offer.agent, other.queue))
      continue;
    if (weighted_wait(other_rules, other, turn.now) > weighted_wait(rules, served, turn.now))
      return fmt::format("interaction {} starves: {} with a shorter weighted wait was served", id.value,
                         served.interaction.value);
  }
  return "";
}

}  // namespace

std::string unfairness(const Turn& turn) {
  for (const Effect& effect : turn.effects.list) {
    const auto* offer = std::get_if<OfferMade>(&effect);
    if (offer == nullptr || offer->is_consult) continue;
    const auto served = turn.after.interactions.find(offer->interaction);
    if (served == turn.after.interactions.end()) continue;
    std::string unfair = unfairness_of(turn, *offer, served->second);
    if (!unfair.empty()) return unfair;
  }
  return "";
}

}  // namespace rapport::sim
