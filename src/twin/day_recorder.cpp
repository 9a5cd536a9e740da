#include "twin/day_recorder.h"

#include <fmt/format.h>

#include <algorithm>
#include <type_traits>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <variant>

namespace rapport::twin {
namespace {

using switchboard::Presence;
using What = SeenWork::What;

double seconds_between(Instant from, Instant to) {
  return static_cast<double>((to - from).us) * 1e-6;
}

class DayRecorder {
 public:
  DayRecorder(const ReplaySource& source, const DayToSee& wanted)
      : source_(source),
        wanted_(wanted),
        from_(wanted.from),
        to_(wanted.to),
        board_(source.image ? switchboard::Switchboard(*source.image) : switchboard::Switchboard()) {
    if (source.image) take(*source.image);
  }

  Result<SeenDay> run() {
    for (;;) {
      auto step = source_.next();
      if (!step) return tl::unexpected<Error>(std::move(step.error()));
      if (!*step || (*step)->now > to_ + wanted_.drain) break;
      now_ = (*step)->now;
      if (now_ >= from_ && !has_begun_) begin_day();
      if (!has_begun_) forget_what_is_over();
      if (now_ >= to_ && !day_.end) end_day();
      if (now_ >= to_ && open_of_day_ == 0 && flows_.open() == 0) break;
      last_seq_ = (*step)->seq;
      board_.apply((*step)->event, now_, effects_);
      if (effects_.refusal)
        return fail(
            ErrorCode::invalid, "refused_event",
            fmt::format("step {} is refused: {}", (*step)->seq, switchboard::name_of(*effects_.refusal)));
      std::visit(
          [this](const auto& event) {
            if (now_ < to_ || !is_arrival(event)) flows_.told(now_, event);
            told(event);
          },
          (*step)->event);
      for (const switchboard::Effect& effect : effects_.list)
        std::visit(
            [this](const auto& one) {
              read(one);
              flows_.read(now_, one);
            },
            effect);
    }
    if (!has_begun_) begin_day();
    if (!day_.end) end_day();
    now_ = day_.last = std::max(now_, to_);
    for (auto& [id, agent] : day_.agents)
      settle(agent);  // what still goes on
    day_.flows = flows_.result();
    return std::move(day_);
  }

 private:
  template <class Event>
  static constexpr bool is_arrival(const Event&) {
    return std::is_same_v<Event, switchboard::InteractionArrived>;
  }

  void take(const switchboard::Image& image) {
    flows_.take(image);
    day_.settings = image.settings;
    for (const switchboard::QueueImage& queue : image.queues)
      day_.queues[queue.queue].rules = queue.rules;
    for (const switchboard::AgentImage& agent : image.agents) {
      SeenAgent& seen = day_.agents[agent.agent];
      seen.profile = agent.profile;
      if (agent.presence != Presence::offline) present(agent.agent, agent.presence, agent.presence_since);
    }
    for (const switchboard::InteractionImage& one : image.interactions) {
      if (one.state != switchboard::InteractionState::queued &&
          one.state != switchboard::InteractionState::offered)
        continue;
      SeenLeg& leg = begin_leg(one.interaction);
      leg.source = leg.queue = one.queue;
      leg.channel = one.channel;
      leg.priority = one.priority;
      leg.queued_at = one.entered_at;
    }
  }

  // Who waits when it begins comes in then; who talks is not part of it.
  void begin_day() {
    has_begun_ = true;
    if (wanted_.with_flows) flows_.begin();
    for (const SeenLeg& leg : day_.legs)
      if (leg.accepted_at && !leg.wrapped_at) ++day_.open_conversations;
    keep_legs([](const SeenLeg& leg) { return !leg.accepted_at && !leg.left_at; });
    open_of_day_ = static_cast<std::int64_t>(day_.legs.size());
    for (SeenLeg& leg : day_.legs)
      leg.offered_at.reset();
    for (auto& [id, agent] : day_.agents) {
      const std::vector<SeenPresence> presences = std::exchange(agent.presences, {});
      switchboard::AgentProfile profile = std::move(agent.profile);
      agent = SeenAgent{};
      agent.profile = std::move(profile);
      if (!presences.empty()) present(id, presences.back().presence, presences.back().at);
    }
    for (auto& [id, queue] : day_.queues)
      queue.has_changed = queue.is_fixed = false;
    day_.consults = 0;
  }

  void end_day() {
    day_.end.emplace();
    day_.end->seq = last_seq_;
    day_.end->image = board_.image();
  }

  // A long journal before the day takes the memory of what is open at once.
  void forget_what_is_over() {
    if (day_.legs.size() < 10'000 || day_.legs.size() < 4 * legs_.size()) return;
    keep_legs([&](const SeenLeg& leg) { return leg_of(leg.interaction) == &leg; });
  }

  template <class Keep>
  void keep_legs(Keep keep) {
    std::vector<SeenLeg> kept;
    std::unordered_map<std::int64_t, std::size_t> numbers;
    for (SeenLeg& leg : day_.legs) {
      if (!keep(leg)) continue;
      numbers[leg.interaction.value] = kept.size();
      kept.push_back(leg);
    }
    for (auto& [id, agent] : day_.agents) {
      std::vector<std::size_t> talking;
      for (const std::size_t one : agent.talking)
        if (const auto found = numbers.find(day_.legs[one].interaction.value); found != numbers.end())
          talking.push_back(found->second);
      agent.talking = std::move(talking);
    }
    day_.legs = std::move(kept);
    legs_ = std::move(numbers);
  }

  SeenLeg* leg_of(InteractionId id) {
    const auto found = legs_.find(id.value);
    return found == legs_.end() ? nullptr : &day_.legs[found->second];
  }
  std::size_t number_of(const SeenLeg& leg) const {
    return static_cast<std::size_t>(&leg - day_.legs.data());
  }

  SeenLeg& begin_leg(InteractionId id) {
    legs_[id.value] = day_.legs.size();
    SeenLeg& leg = day_.legs.emplace_back();
    leg.interaction = id;
    leg.queued_at = now_;
    if (now_ < to_) ++open_of_day_;
    return leg;
  }

  void work(What what, const SeenLeg& leg) {
    if (has_begun_) day_.work.push_back({now_, what, leg.agent, number_of(leg), leg.queue, {}});
  }

  void present(AgentId id, Presence presence, Instant at) {
    SeenAgent& agent = day_.agents[id];
    if (has_begun_ && !agent.presences.empty() && agent.presences.back().presence == presence) return;
    if (presence != Presence::offline) agent.is_profile_fixed = true;
    if (!has_begun_) agent.presences.clear();
    agent.presences.push_back({at, presence});
    if (has_begun_) day_.work.push_back({at, What::presence, id, 0, {}, presence});
  }

  // --- what the switchboard was told ---
  template <class Event>
  void told(const Event&) {}
  void told(const switchboard::SettingsChanged& event) { day_.settings = event.settings; }
  void told(const switchboard::QueueConfigured& event) {
    SeenQueue& queue = day_.queues[event.queue];
    if (queue.is_fixed && has_begun_) {
      queue.has_changed = queue.has_changed || !(queue.rules == event.rules);
      return;
    }
    queue.rules = event.rules;
  }
  void told(const switchboard::QueueOpened& event) { opening(event.queue, true); }
  void told(const switchboard::QueueClosed& event) { opening(event.queue, false); }
  void opening(QueueId id, bool is_open) {
    SeenQueue& queue = day_.queues[id];
    if (has_begun_)
      queue.openings.emplace_back(now_, is_open);
    else
      queue.rules.is_open = is_open;
  }
  void told(const switchboard::AgentConfigured& event) {
    SeenAgent& agent = day_.agents[event.agent];
    if (agent.is_profile_fixed && has_begun_) {
      agent.has_changed_profile = agent.has_changed_profile || !(agent.profile == event.profile);
      return;
    }
    agent.profile = event.profile;
  }
  void told(const switchboard::InteractionArrived& event) {
    if (event.flow) {
      SeenLeg& after_flow = from_flow_[event.interaction.value];
      after_flow.last_agent = event.last_agent;
      after_flow.last_contact_ended = event.last_contact_ended;
      return;
    }
    day_.queues[event.queue].is_fixed = true;
    SeenLeg& leg = begin_leg(event.interaction);
    leg.source = leg.queue = event.queue;
    leg.channel = event.channel;
    leg.priority = event.priority;
    leg.steps = event.steps;
    leg.last_agent = event.last_agent;
    leg.last_contact_ended = event.last_contact_ended;
    leg.is_called_back = event.callback.has_value();
  }
  void told(const switchboard::MessagePosted& event) {
    SeenLeg* leg = leg_of(event.interaction);
    if (leg != nullptr && event.author == switchboard::Author::customer) heard(*leg, true);
  }
  void told(const switchboard::FlowAnswered& event) {
    if (!event.voicemail || flows_.entry_of(event.interaction) == nullptr) return;
    left_.insert(event.voicemail->interaction.value);
  }
  void told(const switchboard::ConsultStarted&) { ++day_.consults; }

  // --- what it answered ---
  template <class Effect>
  void read(const Effect&) {}

  void read(const switchboard::AgentChanged& effect) {
    SeenAgent& agent = day_.agents[effect.agent];
    if (!agent.presences.empty() && agent.presences.back().presence == Presence::not_responding &&
        effect.presence == Presence::available)
      agent.absences_s.push_back(seconds_between(agent.presences.back().at, now_));
    present(effect.agent, effect.presence, now_);
  }

  void read(const switchboard::OfferMade& effect) {
    SeenLeg* leg = leg_of(effect.interaction);
    if (effect.is_consult || leg == nullptr) return;
    if (!leg->offered_at) leg->offered_at = now_;
    if (effect.is_auto_accepted || effect.is_unasked || !has_begun_) return;
    ++day_.agents[effect.agent].offers;
    offers_[effect.offer.value] = now_;
  }

  void read(const switchboard::OfferClosed& effect) {
    const auto found = offers_.find(effect.offer.value);
    if (found == offers_.end()) return;
    if (effect.end == switchboard::OfferEnd::accepted)
      day_.agents[effect.agent].answer_delays_s.push_back(seconds_between(found->second, now_));
    if (effect.end == switchboard::OfferEnd::no_answer) ++day_.agents[effect.agent].no_answers;
    offers_.erase(found);
  }

  void read(const switchboard::InteractionChanged& effect) {
    using switchboard::Change;
    if (effect.change == Change::queued) return queued(effect);
    SeenLeg* leg = leg_of(effect.interaction);
    if (leg == nullptr) return;
    switch (effect.change) {
      case Change::accepted:
        return accepted(*leg, effect.agent);
      case Change::ended:
        end_talk(*leg);
        if (effect.state == switchboard::InteractionState::wrap_up) work(What::wrap_up, *leg);
        return;
      case Change::customer_silent:
        work(What::silent, *leg);
        return talk(*leg, false);
      case Change::customer_resumed:
        work(What::resumed, *leg);
        return talk(*leg, true);
      case Change::transferred:
        return finish(*leg, Fate::abandoned, true);
      case Change::callback_waiting:
        leg->is_called_back = true;
        return;
      case Change::flow_resumed:
        if (leg->entry) return finish(*leg, Fate::moved_on, false);
        return finish(*leg, Fate::abandoned, true);
      case Change::set_aside:
        return finish(*leg, Fate::abandoned, true);
      case Change::dialling:
        if (leg->accepted_at) return;
        leg->agent = effect.agent;
        leg->is_dialled = true;
        return work(What::begin, *leg);
      case Change::not_reached:
        if (leg->accepted_at) return;
        if (std::exchange(leg->is_dialled, false)) work(What::finish, *leg);
        leg->agent = {};
        leg->offered_at.reset();
        return;
      default:
        return;
    }
  }

  void queued(const switchboard::InteractionChanged& effect) {
    SeenLeg* leg = leg_of(effect.interaction);
    if (leg != nullptr && !leg->accepted_at) {
      leg->queue = effect.queue;  // overflowed, or called back again
      return;
    }
    const bool is_again = leg != nullptr;
    if (is_again) finish(*leg, Fate::answered, false);
    SeenLeg& begun = begin_leg(effect.interaction);
    begun.source = begun.queue = effect.queue;
    begun.channel = effect.channel;
    begun.is_transfer = is_again || transferred_.erase(effect.interaction.value) > 0;
    day_.queues[effect.queue].is_fixed = true;
    const auto flow = from_flow_.find(effect.interaction.value);
    if (flow != from_flow_.end()) {
      begun.is_from_flow = true;
      begun.last_agent = flow->second.last_agent;
      begun.last_contact_ended = flow->second.last_contact_ended;
    }
    const auto view = board_.interaction(effect.interaction);
    begun.is_left = left_.erase(effect.interaction.value) > 0;
    SeenEntry* entry = flows_.is_led(effect.interaction) ? flows_.entry_of(effect.interaction) : nullptr;
    if (entry != nullptr) {
      entry->legs.push_back(number_of(begun));
      begun.entry = static_cast<std::size_t>(entry - flows_.first());
      begun.is_transfer = false;
      begun.is_called_back = view && view->callback;
    }
    if (!view) return;
    begun.priority = view->priority;
    begun.steps = view->steps;
    if (!begun.steps.empty() && begun.last_agent && begun.steps.front().agent == begun.last_agent)
      begun.steps.erase(begun.steps.begin());
    if (begun.steps == day_.queues[effect.queue].rules.steps) begun.steps.clear();
  }

  void accepted(SeenLeg& leg, AgentId agent) {
    if (leg.accepted_at) return;  // a consult
    leg.accepted_at = leg.left_at = leg.heard_at = now_;
    leg.fate = Fate::answered;
    leg.agent = agent;
    leg.conversation.agent = agent.value;
    if (!std::exchange(leg.is_dialled, false)) work(What::begin, leg);
    talk(leg, true);
    leg.conversation.at_once_first = static_cast<std::int32_t>(day_.agents[agent].talking.size());
  }

  // Time until now goes to what the agent had open; then the leg counts, or does not any more.
  void talk(const SeenLeg& leg, bool counts) {
    SeenAgent& agent = day_.agents[leg.agent];
    settle(agent);
    const std::size_t number = number_of(leg);
    std::erase(agent.talking, number);
    if (counts) agent.talking.push_back(number);
  }
  void settle(SeenAgent& agent) {
    const double s = seconds_between(agent.settled_at, now_);
    const std::size_t level = std::min(agent.talking.size(), at_once_levels);
    for (const std::size_t one : agent.talking)
      day_.legs[one].conversation.seconds[level - 1] += s;
    agent.settled_at = now_;
  }

  void heard(SeenLeg& leg, bool is_message) {
    const bool falls_silent =
        leg.channel == switchboard::Channel::chat || leg.channel == switchboard::Channel::message;
    if (!has_begun_ || !falls_silent || !leg.accepted_at || leg.ended_at) return;
    day_.queues[leg.source].gaps.push_back({seconds_between(leg.heard_at, now_), is_message});
    leg.heard_at = now_;
  }

  void end_talk(SeenLeg& leg) {
    if (!leg.accepted_at || leg.ended_at) return;
    heard(leg, false);
    leg.ended_at = now_;
    talk(leg, false);
  }

  // `is_moved`: out of here for something that is none of this queue's.
  void finish(SeenLeg& leg, Fate fate, bool is_moved) {
    if (leg.accepted_at) {
      end_talk(leg);
      leg.wrapped_at = now_;
      work(What::finish, leg);
    } else {
      leg.left_at = now_;
      leg.fate = fate;
      leg.is_unlike = is_moved;
    }
    if (is_moved) transferred_.insert(leg.interaction.value);
    if (leg.queued_at < to_) --open_of_day_;
    legs_.erase(leg.interaction.value);
  }

  void read(const switchboard::InteractionClosed& effect) {
    using switchboard::Outcome;
    transferred_.erase(effect.interaction.value);
    from_flow_.erase(effect.interaction.value);
    SeenLeg* leg = leg_of(effect.interaction);
    if (leg == nullptr) return;
    switch (effect.outcome) {
      case Outcome::abandoned:
        return finish(*leg, Fate::abandoned, false);
      case Outcome::expired:
        return finish(*leg, Fate::expired, false);
      case Outcome::refused:
        return finish(*leg, Fate::refused, false);
      case Outcome::callback_failed:
        return finish(*leg, Fate::callback_failed, false);
      case Outcome::completed:
        return finish(*leg, Fate::answered, false);
      default:  // cancelled, merged, served
        return finish(*leg, Fate::abandoned, !leg->accepted_at);
    }
  }

  const ReplaySource& source_;
  const DayToSee& wanted_;
  Instant from_, to_, now_;
  bool has_begun_ = false;
  switchboard::Switchboard board_;
  switchboard::Effects effects_;
  SeenDay day_;
  std::unordered_map<std::int64_t, std::size_t> legs_;  // open ones, by interaction
  std::unordered_map<std::int64_t, Instant> offers_;
  std::unordered_map<std::int64_t, SeenLeg> from_flow_;  // what came with those who are in a flow
  std::unordered_set<std::int64_t> transferred_;
  std::unordered_set<std::int64_t> left_;  // voicemails on their way
  FlowRecorder flows_;
  std::int64_t open_of_day_ = 0;
  std::int64_t last_seq_ = 0;
};

}  // namespace

Result<SeenDay> see_day(const ReplaySource& source, const DayToSee& wanted) {
  return DayRecorder(source, wanted).run();
}

}  // namespace rapport::twin
