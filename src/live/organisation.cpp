#include "live/organisation.h"

#include <algorithm>
#include <utility>

#include "base/check.h"

namespace rapport::live {
namespace {

using namespace switchboard;

// Adds an id once, keeping the order of mention; there are only a few per event.
template <class SomeId>
void mention(std::vector<SomeId>& ids, SomeId id) {
  if (id && std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
}

void fill_views(const Switchboard& board, Released& released) {
  std::vector<InteractionId> interactions;
  std::vector<AgentId> agents;
  for (const Effect& effect : released.effects) {
    if (const auto* changed = std::get_if<InteractionChanged>(&effect)) {
      mention(interactions, changed->interaction);
      mention(agents, changed->agent);
    } else if (const auto* made = std::get_if<OfferMade>(&effect)) {
      mention(interactions, made->interaction);
      mention(agents, made->agent);
    } else if (const auto* closed = std::get_if<OfferClosed>(&effect)) {
      mention(agents, closed->agent);
    } else if (const auto* agent = std::get_if<AgentChanged>(&effect)) {
      mention(agents, agent->agent);
    } else if (const auto* entered = std::get_if<FlowStepEntered>(&effect)) {
      mention(interactions, entered->interaction);
    } else if (const auto* treated = std::get_if<FlowTreatment>(&effect)) {
      mention(interactions, treated->interaction);
    } else if (const auto* gone = std::get_if<InteractionClosed>(&effect)) {
      for (const Leg& leg : gone->legs)
        mention(agents, leg.agent);
    }
  }
  for (InteractionId id : interactions) {
    if (auto view = board.interaction(id)) released.interactions.push_back(std::move(*view));
  }
  for (AgentId id : agents) {
    if (auto view = board.agent(id)) released.agents.push_back(std::move(*view));
  }
}

}  // namespace

Instant Organisation::now(Instant time_of_day, Duration steady) {
  clock_.not_before(last_at_);
  return clock_.now(time_of_day, steady);
}

tl::expected<std::shared_ptr<Released>, Refusal> Organisation::apply(const Event& event, Instant at) {
  const Instant now = std::max(at, last_at_);
  Effects effects = board_.apply(event, now);
  if (effects.refusal) return tl::unexpected<Refusal>(*effects.refusal);

  last_at_ = now;
  if (const auto* fired = std::get_if<TimerFired>(&event)) {
    const auto armed = due_of_.find(fired->timer);
    if (armed != due_of_.end()) {
      timers_by_due_.erase({armed->second, armed->first});
      due_of_.erase(armed);
    }
  }
  keep_timers(effects.list);

  auto released = std::make_shared<Released>();
  released->org = org_;
  released->seq = ++applied_seq_;
  released->at = now;
  released->event = event;
  released->effects = std::move(effects.list);
  fill_views(board_, *released);
  return released;
}

void Organisation::keep_timers(const std::vector<Effect>& effects) {
  for (const Effect& effect : effects) {
    if (const auto* arm = std::get_if<ArmTimer>(&effect)) {
      const bool is_new = due_of_.emplace(arm->timer, arm->due).second;
      RAPPORT_CHECK(is_new);
      timers_by_due_.emplace(arm->due, arm->timer);
    } else if (const auto* cancel = std::get_if<CancelTimer>(&effect)) {
      const auto armed = due_of_.find(cancel->timer);
      if (armed == due_of_.end()) continue;
      timers_by_due_.erase({armed->second, armed->first});
      due_of_.erase(armed);
    }
  }
}

void Organisation::restart() {
  board_ = Switchboard{};
  applied_seq_ = 0;
  last_at_ = {};
  due_of_.clear();
  timers_by_due_.clear();
  snapshot_seq = 0;
}

void Organisation::restart_from(const Image& image, std::int64_t seq, Instant at) {
  restart();
  board_ = Switchboard{image};
  applied_seq_ = seq;
  last_at_ = at;
  snapshot_seq = seq;
  released_seq_ = std::max(released_seq_, seq);
  for (const TimerImage& armed : image.timers) {
    due_of_.emplace(armed.timer, armed.due);
    timers_by_due_.emplace(armed.due, armed.timer);
  }
}

std::optional<ArmedTimer> Organisation::next_timer() const {
  if (timers_by_due_.empty()) return std::nullopt;
  return ArmedTimer{timers_by_due_.begin()->second, timers_by_due_.begin()->first};
}

void Organisation::remember(std::shared_ptr<const Released> released, std::size_t ring_max) {
  released_seq_ = released->seq;
  ring_.push_back(std::move(released));
  while (ring_.size() > ring_max)
    ring_.pop_front();
}

}  // namespace rapport::live
