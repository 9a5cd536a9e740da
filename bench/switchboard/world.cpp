#include "switchboard/world.h"

#include <algorithm>
#include <cmath>

namespace rapport::bench {
namespace {

bool is_text(Channel channel) {
  return channel == Channel::chat || channel == Channel::message;
}

Duration talk_time(Channel channel) {
  switch (channel) {
    case Channel::voice:
      return seconds(240);
    case Channel::chat:
      return seconds(420);
    case Channel::message:
      return seconds(600);
    default:
      return seconds(300);
  }
}

}  // namespace

World::World(const WorldSize& size, std::uint64_t seed) : size_(size), random_(seed) {}

Duration World::about(Duration mean) {
  const double u = (static_cast<double>(random_() >> 11) + 1.0) / 9007199254740993.0;
  return {static_cast<std::int64_t>(-std::log(u) * static_cast<double>(mean.us)) + 1};
}

void World::plan(Duration after, Event event) {
  planned_.push({(now_ + after).us, order_++, std::move(event)});
}

std::vector<Timed> World::configuration() {
  std::vector<Timed> events;
  for (std::int64_t q = 1; q <= size_.queues; ++q) {
    QueueRules rules;
    rules.order = percent(20) ? OrderRule::strict_priority : OrderRule::blended;
    rules.choice = percent(60) ? AgentChoice::longest_idle : static_cast<AgentChoice>(below(4));
    rules.weight = percent(80) ? 100 : static_cast<std::int32_t>(50 + below(200));
    rules.wrap_up_limit = seconds(60);
    std::vector<SkillId>& skills = queue_skills_.emplace_back();
    for (std::int64_t n = 1 + below(3); n > 0; --n)
      skills.push_back(SkillId{1 + below(size_.skills)});
    Step best{{}, {}, {{skills.front(), 4}}, seconds(30)};
    Step good{{}, {}, {{skills.front(), 2}}, seconds(90)};
    if (percent(70)) rules.steps.push_back(best);
    if (percent(70)) rules.steps.push_back(good);
    events.push_back({QueueConfigured{QueueId{q}, rules}, now_});
  }
  for (std::int64_t a = 1; a <= size_.agents; ++a) {
    AgentProfile profile;
    for (std::int64_t n = 3 + below(5); n > 0; --n) {
      const QueueId queue{1 + below(size_.queues)};
      if (std::find(profile.queues.begin(), profile.queues.end(), queue) == profile.queues.end())
        profile.queues.push_back(queue);
    }
    const std::int64_t skills = 3 + below(6);
    while (static_cast<std::int64_t>(profile.skills.size()) < skills) {
      const QueueId of =
          profile.queues[static_cast<std::size_t>(below(static_cast<std::int64_t>(profile.queues.size())))];
      const std::vector<SkillId>& wanted = skills_of(of);
      const SkillId skill =
          percent(60) ? wanted[static_cast<std::size_t>(below(static_cast<std::int64_t>(wanted.size())))]
                      : SkillId{1 + below(size_.skills)};
      if (std::none_of(profile.skills.begin(), profile.skills.end(),
                       [&](const AgentSkill& has) { return has.skill == skill; }))
        profile.skills.push_back({skill, static_cast<std::uint8_t>(1 + below(5))});
    }
    events.push_back({AgentConfigured{AgentId{a}, profile}, now_});
    events.push_back({AgentConnected{AgentId{a}}, now_});
    events.push_back({PresenceRequested{AgentId{a}, Presence::available, {}, false, {}}, now_});
  }
  return events;
}

Timed World::arrival() {
  InteractionArrived arrived;
  arrived.interaction = InteractionId{static_cast<std::int64_t>(talks_.size())};
  Talk& talk = talks_.emplace_back();
  const std::int64_t kind = below(100);
  arrived.channel = kind < 30   ? Channel::voice
                    : kind < 65 ? Channel::chat
                    : kind < 80 ? Channel::message
                    : kind < 95 ? Channel::email
                                : Channel::task;
  talk.is_text = is_text(arrived.channel);
  arrived.queue = QueueId{1 + below(size_.queues)};
  arrived.customer = CustomerId{arrived.interaction.value};
  if (percent(20)) arrived.priority = static_cast<std::int32_t>(below(10));
  if (percent(10)) {
    const std::vector<SkillId>& skills = skills_of(arrived.queue);
    const SkillId skill = skills[static_cast<std::size_t>(below(static_cast<std::int64_t>(skills.size())))];
    arrived.steps.push_back({{}, {}, {{skill, static_cast<std::uint8_t>(1 + below(5))}}, seconds(60)});
  }
  if (percent(15)) {
    arrived.last_agent = AgentId{1 + below(size_.agents)};
    arrived.last_contact_ended = now_ - hours(1);
  }
  plan(about(minutes(40)), CustomerLeft{arrived.interaction});
  return {arrived, now_};
}

void World::next(std::vector<Timed>& events, std::size_t most) {
  events.clear();
  while (events.size() < most) {
    // Arrivals as fast as departures: below the target more often, above it less.
    const double rate = static_cast<double>(size_.agents) / 100e6;  // per us, per agent one in 100 s
    const double pull = waiting_ < size_.waiting ? 1.5 : 0.5;
    if (next_arrival_at_ == 0)
      next_arrival_at_ = (now_ + about({static_cast<std::int64_t>(1.0 / (rate * pull))})).us;
    if (planned_.empty() || next_arrival_at_ < planned_.top().at) {
      now_ = std::max(now_, Instant{next_arrival_at_});
      next_arrival_at_ = 0;
      events.push_back(arrival());
      continue;
    }
    Planned planned = planned_.top();
    planned_.pop();
    if (!is_still_meant(planned.event)) continue;
    now_ = std::max(now_, Instant{planned.at});
    if (const auto* message = std::get_if<MessagePosted>(&planned.event)) plan_message(message->interaction);
    events.push_back({std::move(planned.event), now_});
  }
}

bool World::is_still_meant(const Event& event) const {
  if (const auto* fired = std::get_if<TimerFired>(&event))
    return !is_cancelled_[static_cast<std::size_t>(fired->timer.value)];
  if (const auto* message = std::get_if<MessagePosted>(&event))
    return has_talk(message->interaction) &&
           talks_[static_cast<std::size_t>(message->interaction.value)].is_active;
  if (const auto* left = std::get_if<CustomerLeft>(&event)) {
    const Talk& talk = talks_[static_cast<std::size_t>(left->interaction.value)];
    return talk.ends_at == 0;
  }
  return true;
}

void World::plan_message(InteractionId id) {
  const Talk& one = talk(id);
  const bool is_customers = percent(50);
  plan(about(seconds(25)), MessagePosted{id, MessageId{1}, is_customers ? Author::customer : Author::agent,
                                         is_customers ? AgentId{} : one.agent});
}

void World::plan_end(InteractionId id, AgentId agent) {
  const Duration after = {talk(id).ends_at};
  const std::int64_t kind = below(100);
  if (kind < 5)
    plan(after, TransferredToQueue{id, agent, QueueId{1 + below(size_.queues)}, {}});
  else if (kind < 7)
    plan(after, TransferredToAgent{id, agent, AgentId{1 + below(size_.agents)}, {}});
  else
    plan(after, ConversationEnded{id, agent});
  if (kind < 10) plan(after / 2, ConsultStarted{id, agent, AgentId{1 + below(size_.agents)}, {}});
}

void World::react(const OfferMade& made) {
  const Duration after = seconds(1) + about(seconds(4));
  if (percent(94))
    plan(after, OfferAccepted{made.interaction, made.agent, made.offer});
  else if (percent(70))
    plan(after, OfferDeclined{made.interaction, made.agent, made.offer, {}});
}

void World::react(const InteractionChanged& changed) {
  switch (changed.change) {
    case Change::queued:
      ++waiting_;
      break;
    case Change::offered:
      --waiting_;
      break;
    case Change::declined:
    case Change::no_answer:
    case Change::offer_withdrawn:
      ++waiting_;
      break;
    case Change::abandoned:
      --waiting_;
      break;
    case Change::accepted: {
      Talk& one = talk(changed.interaction);
      one.is_active = true;
      one.agent = changed.agent;
      one.ends_at = about(talk_time(changed.channel)).us;
      plan_end(changed.interaction, changed.agent);
      if (one.is_text) plan_message(changed.interaction);
      break;
    }
    case Change::consult_accepted:
      plan(about(seconds(30)), percent(60) ? Event{ConsultEnded{changed.interaction, changed.agent}}
                                           : Event{ConsultCompleted{changed.interaction, changed.agent}});
      break;
    case Change::transferred:
      talk(changed.interaction).is_active = false;
      break;
    case Change::ended:
      talk(changed.interaction).is_active = false;
      plan(about(seconds(20)), WrapUpCompleted{changed.interaction, changed.agent, {}});
      break;
    default:
      break;
  }
}

void World::react(const AgentChanged& changed) {
  if (changed.presence == Presence::not_responding)
    plan(about(seconds(60)), PresenceRequested{changed.agent, Presence::available, {}, false, {}});
  else if (changed.presence == Presence::away)
    plan(about(minutes(5)), PresenceRequested{changed.agent, Presence::available, {}, false, {}});
  else if (changed.presence == Presence::available && !changed.next_presence)
    plan(about(minutes(30)), PresenceRequested{changed.agent, Presence::away, {}, percent(50), {}});
}

void World::observe(const Effects& effects) {
  for (const Effect& effect : effects.list) {
    if (const auto* armed = std::get_if<ArmTimer>(&effect)) {
      if (is_cancelled_.size() <= static_cast<std::size_t>(armed->timer.value))
        is_cancelled_.resize(static_cast<std::size_t>(armed->timer.value) * 2 + 64);
      planned_.push({armed->due.us, order_++, TimerFired{armed->timer}});
    } else if (const auto* cancelled = std::get_if<CancelTimer>(&effect)) {
      is_cancelled_[static_cast<std::size_t>(cancelled->timer.value)] = true;
    } else if (const auto* made = std::get_if<OfferMade>(&effect)) {
      react(*made);
    } else if (const auto* changed = std::get_if<InteractionChanged>(&effect)) {
      react(*changed);
    } else if (const auto* agent = std::get_if<AgentChanged>(&effect)) {
      react(*agent);
    }
  }
}

}  // namespace rapport::bench
