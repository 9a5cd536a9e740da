#include "sim/load.h"

#include <algorithm>
#include <iterator>

#include "sim/organisation.h"

namespace rapport::sim {
namespace {

using namespace switchboard;

constexpr std::size_t open_interactions_max = 40;

std::vector<QueueId> any_queues(Chance& chance, const Rulebook& book) {
  std::vector<QueueId> queues;
  for (const auto& [id, rules] : book.queues)
    if (!chance.one_in(3)) queues.push_back(id);
  if (!queues.empty() && chance.one_in(8)) queues.push_back(queues.front());
  return queues;
}

}  // namespace

std::vector<Event> Load::opening() {
  std::vector<Event> events = {SettingsChanged{any_settings(chance_)}};
  const std::int32_t queues = chance_.between(1, queue_ids - 1);
  for (std::int32_t i = 1; i <= queues; ++i)
    events.emplace_back(QueueConfigured{QueueId{i}, any_rules(chance_)});
  for (std::int32_t i = chance_.between(0, 3); i > 0; --i)
    events.push_back(about_flows());
  const std::int32_t agents = chance_.between(1, agent_ids - 1);
  for (std::int32_t i = 1; i <= agents; ++i) {
    AgentProfile profile = any_profile(chance_);
    for (std::int32_t q = 1; q <= queues; ++q)
      if (!chance_.one_in(3)) profile.queues.push_back(QueueId{q});
    events.emplace_back(AgentConfigured{AgentId{i}, profile});
    events.emplace_back(AgentConnected{AgentId{i}});
    events.emplace_back(PresenceRequested{AgentId{i}, Presence::available, {}, false, AgentId{i}});
  }
  return events;
}

template <class Wanted>
InteractionId Load::interaction_with(Wanted is_wanted) {
  std::vector<InteractionId> found;
  for (const auto& [id, entry] : ledger_.entries())
    if (is_wanted(entry)) found.push_back(id);
  if (!found.empty()) return chance_.any_of(found);
  if (ledger_.entries().empty() || chance_.one_in(4)) return any_interaction();
  return std::next(ledger_.entries().begin(),
                   chance_.below(static_cast<std::uint32_t>(ledger_.entries().size())))
      ->first;
}

QueueId Load::some_queue() {
  if (book_.queues.empty() || chance_.one_in(25)) return any_queue(chance_);
  return std::next(book_.queues.begin(), chance_.below(static_cast<std::uint32_t>(book_.queues.size())))
      ->first;
}

AgentId Load::some_agent() {
  if (book_.agents.empty() || chance_.one_in(25)) return any_agent(chance_);
  return std::next(book_.agents.begin(), chance_.below(static_cast<std::uint32_t>(book_.agents.size())))
      ->first;
}

AgentId Load::free_agent(const Driver& driver) {
  std::vector<AgentId> free;
  for (const auto& [id, profile] : book_.agents)
    if (const auto view = driver.board().agent(id); view && view->presence == Presence::available)
      free.push_back(id);
  return free.empty() ? some_agent() : chance_.any_of(free);
}

InteractionId Load::any_interaction() {
  return InteractionId{1 + chance_.below(static_cast<std::uint32_t>(interactions_ + 1))};
}

AgentId Load::holder_of(InteractionId interaction) {
  const auto entry = ledger_.entries().find(interaction);
  if (entry == ledger_.entries().end() || chance_.one_in(20)) return some_agent();
  return entry->second.holder ? entry->second.holder : entry->second.offered_to;
}

Event Load::arrival(Instant now) {
  InteractionArrived arrived;
  arrived.interaction = InteractionId{++interactions_};
  arrived.channel = any_channel(chance_);
  arrived.queue = some_queue();
  if (arrived.channel == Channel::voice) arrived.customer = CustomerId{chance_.below(8)};
  if (!chance_.one_in(3)) arrived.priority = chance_.between(-3, 6);
  if (chance_.one_in(3)) arrived.steps = any_steps(chance_);
  if (chance_.one_in(4)) {
    arrived.last_agent = some_agent();
    arrived.last_contact_ended = now - hours(chance_.between(0, 100));
  }
  if (chance_.one_in(5)) arrived.previous = any_interaction();
  if (arrived.channel == Channel::voice && chance_.one_in(4)) {
    arrived.callback = CallbackStart{chance_.one_in(3) ? now + seconds(chance_.between(-5, 300)) : Instant{},
                                     UserId{chance_.below(3)},
                                     {}};
    if (chance_.one_in(4)) arrived.callback->agent = some_agent();
  }
  if (!versions_.empty() && chance_.one_in(arrived.callback ? 30U : 3U)) {
    const auto& version = chance_.any_of(versions_);
    arrived.flow = FlowStart{version.first, version.second, 0, chance_.one_in(2), {}};
    if (chance_.one_in(4)) arrived.flow->values.push_back({0, chance_.between(-3, 3)});
    if (chance_.one_in(15)) arrived.flow->values.push_back({1, 2});
  }
  return arrived;
}

Event Load::about_offer(const Driver& driver) {
  std::vector<PastOffer> open;
  for (const auto& [id, entry] : ledger_.entries()) {
    if (entry.offer) open.push_back({id, entry.offered_to, entry.offer});
    if (entry.consult_offer) open.push_back({id, entry.consult_offered_to, entry.consult_offer});
  }
  PastOffer offer;
  if (open.empty() && !chance_.one_in(4)) return about_conversation(driver);
  if (!open.empty() && !chance_.one_in(12))
    offer = chance_.any_of(open);
  else if (!ledger_.offers().empty())
    offer = chance_.any_of(ledger_.offers());
  if (chance_.one_in(25)) offer.agent = some_agent();
  if (chance_.one_in(25)) offer.interaction = any_interaction();
  if (chance_.one_in(5))
    return OfferDeclined{offer.interaction, offer.agent, offer.offer, ReasonId{chance_.below(3)}};
  return OfferAccepted{offer.interaction, offer.agent, offer.offer};
}

Event Load::about_conversation(const Driver& driver) {
  const auto has = [this](auto is_wanted) {
    return std::any_of(ledger_.entries().begin(), ledger_.entries().end(),
                       [&](const auto& item) { return is_wanted(item.second); });
  };
  const auto active = [](const Entry& entry) { return entry.holder && !entry.is_in_wrap_up; };
  const auto wrapping = [](const Entry& entry) { return entry.is_in_wrap_up; };
  const auto any = [](const Entry&) { return true; };
  if (chance_.one_in(6)) return about_parking(driver);
  std::uint32_t kind = chance_.below(24);
  if (!has(active) && kind < 6 && !chance_.one_in(6)) kind += 6;
  if (!has(wrapping) && kind >= 6 && kind < 12 && !chance_.one_in(6)) kind += 6;
  if (kind < 6) {
    const InteractionId id = interaction_with(active);
    return ConversationEnded{id, holder_of(id)};
  }
  if (kind < 12) {
    const InteractionId id = interaction_with(wrapping);
    return WrapUpCompleted{id, holder_of(id), DispositionId{chance_.below(disposition_ids + 1)}};
  }
  if (kind < 15) return MessagePosted{interaction_with(any), MessageId{++messages_}, Author::customer, {}};
  if (kind < 16) {
    const InteractionId id = interaction_with(active);
    return MessagePosted{id, MessageId{++messages_}, static_cast<Author>(chance_.below(4)), holder_of(id)};
  }
  if (kind < 18) return CustomerLeft{interaction_with(any)};
  if (kind < 19) return PriorityChanged{interaction_with(any), chance_.between(-5, 20), {}};
  const InteractionId id = chance_.one_in(3) ? interaction_with(any) : interaction_with(active);
  if (kind < 21) return TransferredToQueue{id, holder_of(id), some_queue(), {}};
  return TransferredToAgent{id, holder_of(id), free_agent(driver), {}};
}

// Parked, taken back, picked up by a colleague.
Event Load::about_parking(const Driver& driver) {
  const auto is_call = [](const Entry& entry) {
    return entry.channel == Channel::voice && entry.holder && !entry.is_in_wrap_up && !entry.offer;
  };
  const auto is_parked = [&](const Entry& entry) { return is_call(entry) && entry.is_silent; };
  const bool is_any_parked = std::any_of(ledger_.entries().begin(), ledger_.entries().end(),
                                         [&](const auto& item) { return is_parked(item.second); });
  const std::uint32_t kind = chance_.below(8);
  const bool parks = kind < 2 || !is_any_parked;
  const InteractionId id = parks ? interaction_with(is_call) : interaction_with(is_parked);
  if (parks || kind < 4) return CallParked{id, holder_of(id), parks};
  const AgentId by = chance_.one_in(2) ? free_agent(driver) : some_agent();
  return TransferredToAgent{id, by, by, {}};
}

Event Load::about_consult(const Driver& driver) {
  const InteractionId id =
      interaction_with([](const Entry& entry) { return entry.holder && !entry.is_in_wrap_up; });
  const std::uint32_t kind = chance_.below(6);
  if (kind < 3) return ConsultStarted{id, holder_of(id), free_agent(driver), {}};
  const InteractionId consulted =
      interaction_with([](const Entry& entry) { return static_cast<bool>(entry.consultant); });
  if (kind < 4) return ConsultEnded{consulted, holder_of(consulted)};
  return ConsultCompleted{consulted, holder_of(consulted)};
}

// Into a flow beside their agent, and back; now and then into one that is not made for it.
Event Load::about_assist(const Driver& driver) {
  const auto is_talking = [](const Entry& entry) { return entry.holder && !entry.is_in_wrap_up; };
  const auto is_assisted = [&](const Entry& entry) { return is_talking(entry) && entry.has_flow; };
  const bool is_any_assisted = std::any_of(ledger_.entries().begin(), ledger_.entries().end(),
                                           [&](const auto& item) { return is_assisted(item.second); });
  if (is_any_assisted && chance_.one_in(4)) {
    const InteractionId id = interaction_with(is_assisted);
    return AssistEnded{id, holder_of(id)};
  }
  if (is_any_assisted && chance_.one_in(2)) return about_flow(driver);
  const InteractionId id = interaction_with(
      [&](const Entry& entry) { return is_talking(entry) && !entry.has_flow && !entry.consultant; });
  AssistStarted started{id, holder_of(id), {}};
  if (!versions_.empty()) {
    const auto& version = chance_.any_of(versions_);
    started.flow = FlowStart{version.first, version.second, 0, chance_.one_in(2), {}};
  }
  return started;
}

Event Load::wake(const Driver& driver) {
  std::vector<AgentView> idle;
  for (const auto& [id, profile] : book_.agents)
    if (const auto view = driver.board().agent(id); view && view->presence != Presence::available)
      idle.push_back(*view);
  if (idle.empty()) return PresenceRequested{some_agent(), Presence::available, {}, false, {}};
  const AgentView& view = chance_.any_of(idle);
  if (!view.is_connected) return AgentConnected{view.agent};
  return PresenceRequested{view.agent, Presence::available, {}, false, view.agent};
}

Event Load::about_agent(const Driver& driver) {
  if (chance_.one_in(2)) return wake(driver);
  const AgentId agent = some_agent();
  const std::uint32_t kind = chance_.below(12);
  if (kind < 1) return AgentDisconnected{agent};
  if (kind < 4) return AgentConnected{agent};
  PresenceRequested requested;
  requested.agent = agent;
  requested.presence = kind < 10 ? Presence::available : static_cast<Presence>(chance_.below(4));
  requested.reason = ReasonId{chance_.below(3)};
  requested.after_current = chance_.one_in(4);
  requested.by = chance_.one_in(3) ? UserId{100} : agent;
  return requested;
}

// What the customer, or those who are asked, do next in a flow; now and then what does not fit.
Event Load::about_flow(const Driver& driver) {
  const InteractionId id = interaction_with([](const Entry& entry) { return entry.has_flow; });
  const auto view = driver.board().interaction(id);
  const std::int32_t turn = (view && view->run ? view->run->turn : 1) - (chance_.one_in(12) ? 1 : 0);
  const std::uint32_t kind = chance_.below(10);
  if (kind < 4) {
    FlowAnswered answer;
    answer.interaction = id;
    answer.turn = turn;
    answer.exit = chance_.between(0, 2);
    if (chance_.one_in(3)) answer.values.push_back({chance_.between(-1, 3), chance_.between(0, 2)});
    if (chance_.one_in(4)) answer.customer = CustomerId{5};
    if (chance_.one_in(2))
      answer.voicemail = VoicemailLeft{InteractionId{++interactions_}, MessageId{++messages_}};
    if (chance_.one_in(3)) answer.callback_due = driver.now() + seconds(chance_.between(-5, 200));
    return answer;
  }
  FlowInput input;
  input.interaction = id;
  input.turn = turn;
  input.what = static_cast<FlowInputKind>(chance_.below(5));
  input.option = chance_.between(0, 3);
  input.value = chance_.between(0, 9);
  return input;
}

// Booked, moved, called off, dialled; lines that are lost.
Event Load::about_callback(const Driver& driver) {
  const auto called_back = [](const Entry& entry) { return entry.is_called_back && !entry.is_dialling; };
  const std::uint32_t kind = chance_.below(16);
  if (kind < 8) {
    const InteractionId id = interaction_with([](const Entry& entry) { return entry.is_dialling; });
    const auto entry = ledger_.entries().find(id);
    const std::int32_t dial = entry == ledger_.entries().end() ? 1 : entry->second.dial;
    const auto result = static_cast<DialResult>(chance_.below(7));
    return DialEnded{id, dial - (chance_.one_in(12) ? 1 : 0),
                     chance_.one_in(2) ? DialResult::answered : result};
  }
  const Instant due = chance_.one_in(2) ? driver.now() + seconds(chance_.between(-5, 300)) : Instant{};
  if (kind < 12) {
    const InteractionId id = interaction_with([](const Entry& entry) {
      return entry.channel == Channel::voice && !entry.holder && !entry.is_called_back;
    });
    return CallbackBooked{id, due, UserId{chance_.below(3)}};
  }
  if (kind < 14) return CallbackRescheduled{interaction_with(called_back), due, UserId{100}};
  if (kind < 15) return CallbackCancelled{interaction_with(called_back), UserId{100}};
  return LineLost{interaction_with([](const Entry& entry) { return entry.channel == Channel::voice; })};
}

// A customer in two lines gives up one of them, and has it back.
Event Load::about_place() {
  const auto is_aside = [](const Entry& entry) { return static_cast<bool>(entry.given_to); };
  const bool is_any_aside = std::any_of(ledger_.entries().begin(), ledger_.entries().end(),
                                        [&](const auto& item) { return is_aside(item.second); });
  if (is_any_aside && chance_.one_in(3)) return PlaceReturned{interaction_with(is_aside), UserId{100}};
  const InteractionId from = interaction_with(
      [](const Entry& entry) { return !entry.holder && !entry.is_in_flow && !entry.given_to; });
  const InteractionId to = interaction_with([](const Entry& entry) { return !entry.is_in_wrap_up; });
  return PlaceMoved{from, to, UserId{chance_.below(2)}, seconds(chance_.between(0, 300))};
}

Event Load::about_flows() {
  if (!versions_.empty() && chance_.one_in(4)) {
    const auto& version = chance_.any_of(versions_);
    return FlowRetired{version.first, version.second};
  }
  const FlowId id{chance_.between(1, flow_ids)};
  if (!versions_.empty() && chance_.one_in(6)) {
    const auto& version = chance_.any_of(versions_);
    return FlowConfigured{version.first, version.second, any_program(chance_)};
  }
  versions_.emplace_back(id, next_version_);
  return FlowConfigured{id, next_version_++, any_program(chance_)};
}

Event Load::about_rules() {
  if (chance_.one_in(4)) return about_flows();
  switch (chance_.below(16)) {
    case 0:
      return SettingsChanged{any_settings(chance_)};
    case 1:
      return QueueRemoved{some_queue()};
    case 2:
      return AgentRemoved{some_agent()};
    case 3:
      return DayStarted{};
    case 4:
      return QueueClosed{some_queue()};
    case 5:
    case 6:
      return QueueOpened{some_queue()};
    case 7:
    case 8:
    case 9:
    case 10:
      return QueueConfigured{some_queue(), any_rules(chance_)};
    default: {
      AgentProfile profile = any_profile(chance_);
      profile.queues = any_queues(chance_, book_);
      return AgentConfigured{any_agent(chance_), profile};
    }
  }
}

// Never right: refused, and without a trace.
Event Load::nonsense() {
  switch (chance_.below(8)) {
    case 0:
      return TimerFired{TimerId{1'000'000'000 + chance_.below(9)}};
    case 1:
      return InteractionArrived{InteractionId{0}, Channel::chat, any_queue(chance_), {}, 0, {}, {}, {}, {}};
    case 2: {
      QueueRules rules = any_rules(chance_);
      rules.weight = chance_.one_in(2) ? 0 : 10'001;
      return QueueConfigured{any_queue(chance_), rules};
    }
    case 3: {
      AgentProfile profile = any_profile(chance_);
      profile.units = -1;
      return AgentConfigured{any_agent(chance_), profile};
    }
    case 4:
      return PriorityChanged{any_interaction(), 1'001, {}};
    case 5:
      return PresenceRequested{any_agent(chance_), Presence::not_responding, {}, false, {}};
    case 6:
      return OfferAccepted{any_interaction(), any_agent(chance_), OfferId{1'000'000'000}};
    default:
      return CustomerLeft{InteractionId{1'000'000'000}};
  }
}

Event Load::next(const Driver& driver) {
  const std::uint32_t kind = chance_.below(100);
  if (kind < 2) return last_;
  const auto event = [&]() -> Event {
    if (kind < 4) return nonsense();
    if (kind < 27 && ledger_.entries().size() < open_interactions_max) return arrival(driver.now());
    if (kind < 48) return about_offer(driver);
    if (kind < 56) return about_flow(driver);
    if (kind < 62) return chance_.one_in(3) ? about_place() : about_callback(driver);
    if (kind < 75) return about_conversation(driver);
    if (kind < 80) return about_assist(driver);
    if (kind < 86) return about_consult(driver);
    if (kind < 98) return about_agent(driver);
    return about_rules();
  };
  last_ = event();
  return last_;
}

}  // namespace rapport::sim
