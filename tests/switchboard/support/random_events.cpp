#include "switchboard/support/random_events.h"

#include <algorithm>
#include <boost/mp11.hpp>

#include "switchboard/model/described.h"

namespace rapport::switchboard {
namespace {

template <class T>
bool same(const T& a, const T& b);

template <class T>
bool same(const std::vector<T>& a, const std::vector<T>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const T& x, const T& y) { return same(x, y); });
}

template <class T>
bool same(const T& a, const T& b) {
  if constexpr (requires { a == b; }) {
    return a == b;
  } else {
    bool equal = true;
    boost::mp11::mp_for_each<boost::describe::describe_members<T, boost::describe::mod_public>>(
        [&](auto member) { equal = equal && same(a.*member.pointer, b.*member.pointer); });
    return equal;
  }
}

}  // namespace

bool are_equal(const Effects& a, const Effects& b) {
  return a.refusal == b.refusal &&
         std::equal(a.list.begin(), a.list.end(), b.list.begin(), b.list.end(),
                    [](const Effect& x, const Effect& y) {
                      return x.index() == y.index() &&
                             std::visit(
                                 [&y](const auto& one) {
                                   return same(one, std::get<std::decay_t<decltype(one)>>(y));
                                 },
                                 x);
                    });
}

RandomEvents::Timed RandomEvents::next() {
  ++event_count_;
  if (event_count_ <= 3) return {QueueConfigured{QueueId{100 + event_count_}, rules()}, now_};
  if (event_count_ <= 11) return {AgentConfigured{AgentId{event_count_ - 3}, profile()}, now_};
  if (event_count_ <= 19) return {AgentConnected{AgentId{event_count_ - 11}}, now_};
  if (event_count_ <= 25)
    return {PresenceRequested{AgentId{event_count_ - 19}, Presence::available, {}, false, {}}, now_};
  if (one_in(3)) now_ = now_ + milliseconds(below(one_in(10) ? 60'000 : 4'000));
  // A timer that is due fires before anything else can happen.
  const auto earliest = std::min_element(timers_.begin(), timers_.end(),
                                         [](const auto& a, const auto& b) { return a.second < b.second; });
  if (earliest != timers_.end() && (earliest->second <= now_ || one_in(25))) {
    now_ = std::max(now_, earliest->second);
    const TimerId timer{earliest->first};
    timers_.erase(earliest);
    return {TimerFired{timer}, now_};
  }
  return {some_event(), now_};
}

void RandomEvents::observe(const Effects& effects) {
  for (const Effect& effect : effects.list) {
    if (const auto* armed = std::get_if<ArmTimer>(&effect)) timers_[armed->timer.value] = armed->due;
    if (const auto* cancelled = std::get_if<CancelTimer>(&effect)) timers_.erase(cancelled->timer.value);
    if (const auto* started = std::get_if<DialStarted>(&effect)) dial_ = *started;
    if (const auto* made = std::get_if<OfferMade>(&effect)) {
      offers_.push_back(*made);
      if (offers_.size() > 12) offers_.erase(offers_.begin());
    }
    if (const auto* changed = std::get_if<InteractionChanged>(&effect))
      if (changed->change == Change::arrived) open_.push_back(changed->interaction);
    if (const auto* closed = std::get_if<InteractionClosed>(&effect))
      if (!one_in(10)) std::erase(open_, closed->interaction);
  }
}

InteractionId RandomEvents::some_interaction() {
  if (open_.empty() || one_in(60)) return InteractionId{1 + below(2'000)};
  return open_[static_cast<std::size_t>(below(static_cast<std::int64_t>(open_.size())))];
}

OfferMade RandomEvents::some_offer() {
  if (offers_.empty()) return {};
  OfferMade offer = offers_[static_cast<std::size_t>(below(static_cast<std::int64_t>(offers_.size())))];
  if (one_in(30)) offer.agent = agent();
  if (one_in(40)) offer.offer = OfferId{below(500)};
  return offer;
}

std::vector<Step> RandomEvents::steps() {
  std::vector<Step> made;
  for (std::int64_t n = below(4); n > 0; --n) {
    Step step;
    if (one_in(4)) step.agent = agent();
    if (one_in(5)) step.team = TeamId{201 + below(2)};
    for (std::int64_t k = below(3); k > 0; --k)
      step.skills.push_back({SkillId{301 + below(4)}, static_cast<std::uint8_t>(1 + below(5))});
    step.lasts = one_in(8) ? Duration{} : seconds(5 + below(60));
    made.push_back(step);
  }
  return made;
}

QueueRules RandomEvents::rules() {
  QueueRules made;
  made.order = one_in(3) ? OrderRule::strict_priority : OrderRule::blended;
  made.choice = static_cast<AgentChoice>(below(4));
  made.weight = static_cast<std::int32_t>(1 + below(300));
  made.offer_timeout = seconds(5 + below(20));
  made.auto_accept = one_in(5);
  made.wrap_up_limit = one_in(4) ? Duration{} : seconds(10 + below(60));
  made.disposition_required = one_in(4);
  if (one_in(3)) made.dispositions = {DispositionId{401}, DispositionId{402}};
  if (one_in(3)) made.waiting_max = static_cast<std::int32_t>(3 + below(8));
  const auto branch = [&] { return Branch{static_cast<BranchAction>(below(3)), queue()}; };
  made.when_full = branch();
  made.when_closed = branch();
  made.when_unstaffed = one_in(2) ? Branch{} : branch();
  if (one_in(3)) made.wait_limit = seconds(60 + below(300));
  made.steps = steps();
  made.transfer_head_start_min = static_cast<std::int32_t>(below(10));
  made.is_open = !one_in(6);
  if (one_in(2)) {
    CallbackRules callback;
    callback.mode = static_cast<CallbackMode>(below(2));
    callback.dials_max = static_cast<std::int32_t>(1 + below(3));
    callback.retry_after = seconds(below(60));
    callback.only_while_open = one_in(2);
    callback.after_line_lost = one_in(2);
    made.callback = callback;
  }
  return made;
}

AgentProfile RandomEvents::profile() {
  AgentProfile made;
  for (std::int64_t k = 301; k <= 304; ++k)
    if (one_in(2)) made.skills.push_back({SkillId{k}, static_cast<std::uint8_t>(1 + below(5))});
  for (std::int64_t t = 201; t <= 202; ++t)
    if (one_in(2)) made.teams.push_back(TeamId{t});
  for (std::int64_t q = 101; q <= 103; ++q)
    if (!one_in(3)) made.queues.push_back(QueueId{q});
  if (one_in(6)) made.units = static_cast<std::int32_t>(below(150));
  return made;
}

Event RandomEvents::some_event() {
  const std::int64_t kind = below(100);
  if (kind < 20) {
    InteractionArrived arrived;
    arrived.interaction = one_in(50) ? some_interaction() : InteractionId{next_interaction_++};
    arrived.channel = static_cast<Channel>(below(static_cast<std::int64_t>(channel_count)));
    arrived.queue = queue();
    arrived.customer = CustomerId{5'000 + below(50)};
    arrived.priority = one_in(3) ? static_cast<std::int32_t>(below(20)) : 0;
    if (one_in(3)) arrived.steps = steps();
    if (one_in(3)) arrived.last_agent = agent();
    arrived.last_contact_ended = now_ - hours(below(100));
    if (one_in(5)) arrived.previous = some_interaction();
    if (arrived.channel == Channel::voice && one_in(3))
      arrived.callback = CallbackStart{one_in(2) ? now_ + seconds(below(90)) : Instant{}, agent(),
                                       one_in(4) ? agent() : AgentId{}};
    return arrived;
  }
  if (kind < 82) return work_event();
  if (kind < 97) return presence_event();
  return configuration_event();
}

Event RandomEvents::work_event() {
  const InteractionId interaction = some_interaction();
  switch (below(26)) {
    case 24:
      return PlaceMoved{interaction, some_interaction(), agent(), seconds(below(120))};
    case 25:
      return PlaceReturned{interaction, agent()};
    case 23:
      return CallParked{interaction, agent(), !one_in(3)};
    case 17:
    case 18:
      return DialEnded{dial_.interaction, dial_.dial, static_cast<DialResult>(1 + below(6))};
    case 19:
      return CallbackBooked{interaction, one_in(2) ? now_ + seconds(below(90)) : Instant{}, agent()};
    case 20:
      return CallbackRescheduled{interaction, one_in(2) ? now_ + seconds(below(90)) : Instant{}, agent()};
    case 21:
      return CallbackCancelled{interaction, agent()};
    case 22:
      return LineLost{interaction};
    case 0:
    case 1:
    case 2:
    case 3:
    case 4: {
      const OfferMade offer = some_offer();
      return OfferAccepted{offer.interaction, offer.agent, offer.offer};
    }
    case 5: {
      const OfferMade offer = some_offer();
      return OfferDeclined{offer.interaction, offer.agent, offer.offer, ReasonId{below(3)}};
    }
    case 6:
      return MessagePosted{interaction, MessageId{1}, static_cast<Author>(below(4)), agent()};
    case 7:
      return CustomerLeft{interaction};
    case 8:
      return ConversationEnded{interaction, agent()};
    case 9:
    case 10:
    case 11:
      return WrapUpCompleted{interaction, agent(), DispositionId{one_in(2) ? 0 : 400 + below(4)}};
    case 12:
      return TransferredToQueue{interaction, agent(), queue(), MessageId{}};
    case 13:
      return TransferredToAgent{interaction, agent(), agent(), MessageId{}};
    case 14:
      return ConsultStarted{interaction, agent(), agent(), MessageId{}};
    case 15:
      if (one_in(2)) return ConsultEnded{interaction, agent()};
      return ConsultCompleted{interaction, agent()};
    default:
      return PriorityChanged{interaction, static_cast<std::int32_t>(below(40) - 10), agent()};
  }
}

Event RandomEvents::presence_event() {
  switch (below(9)) {
    case 0:
      return AgentDisconnected{agent()};
    case 1:
    case 2:
      return AgentConnected{agent()};
    case 3:
      return PresenceRequested{agent(), static_cast<Presence>(below(4)), ReasonId{1}, one_in(2), agent()};
    default:
      return PresenceRequested{agent(), Presence::available, {}, one_in(9), {}};
  }
}

Event RandomEvents::configuration_event() {
  switch (below(10)) {
    case 0:
      return QueueConfigured{queue(), rules()};
    case 1:
      return QueueRemoved{queue()};
    case 2:
    case 3:
      return AgentConfigured{AgentId{1 + below(8)}, profile()};
    case 4:
      return AgentRemoved{agent()};
    case 5:
    case 6:
      return QueueOpened{queue()};
    case 7:
      return QueueClosed{queue()};
    case 8:
      return DayStarted{};
    default: {
      Settings settings;
      settings.silent_after = seconds(30 + below(100));
      settings.disconnect_grace = seconds(below(30));
      return SettingsChanged{settings};
    }
  }
}

}  // namespace rapport::switchboard
