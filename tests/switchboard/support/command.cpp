#include "switchboard/support/command.h"

#include <fmt/format.h>

#include <optional>

#include "switchboard/support/configure.h"
#include "switchboard/support/flows.h"
#include "switchboard/support/vocabulary.h"

namespace rapport::switchboard::scenario {
namespace {

class Command {
 public:
  Command(Stage& stage, Words& words) : stage_(stage), words_(words) {}

  // chat c1 arrives in support priority=5 last_agent=ana last_contact=07:00 previous=c0 customer=li
  Event arrival(Channel channel, const std::vector<Line>& steps) {
    InteractionArrived event;
    event.channel = channel;
    event.interaction = stage_.names.make<InteractionId>(Kind::interaction, words_.next("an interaction"));
    words_.expect("arrives in");
    if (words_.take("flow"))
      event.flow = flow_start(stage_, words_);
    else
      event.queue = queue();
    for (const auto& [key, value] : words_.options())
      set(event, key, value);
    event.steps = steps_of(stage_, steps);
    return event;
  }

  // the dial of c1 ends as busy [dial=1], the line of c1 is lost
  Event dial() {
    DialEnded event;
    event.interaction = interaction();
    words_.expect("ends as");
    event.result = result_of(words_.next("a result"));
    const auto view = stage_.driver.board().interaction(event.interaction);
    event.dial = view && view->callback ? view->callback->dial : 1;
    if (words_.take("of dial")) event.dial = static_cast<std::int32_t>(words_.number("a dial"));
    return event;
  }
  Event line() {
    const InteractionId id = interaction_before("is lost");
    return LineLost{id};
  }
  // a callback for c1 [at 15:00], the callback of c1 moves [to 15:00], the callback of c1 is cancelled
  Event booking() {
    const InteractionId id = interaction();
    return CallbackBooked{id, due(), {}};
  }
  // the place of c1 goes to c2 [for 2m], the place of c1 is returned
  Event place() {
    const InteractionId id = interaction();
    if (words_.take("is returned")) return PlaceReturned{id, {}};
    words_.expect("goes to");
    const InteractionId to = interaction();
    return PlaceMoved{id, to, {}, words_.take("for") ? words_.duration("how long") : minutes(2)};
  }
  Event callback() {
    const InteractionId id = interaction();
    if (words_.take("is cancelled")) return CallbackCancelled{id, {}};
    words_.expect("moves");
    return CallbackRescheduled{id, words_.take("to") ? time_of(words_.next("a time")) : Instant{}, {}};
  }

  // customer writes in c1, customer leaves c1
  Event customer() {
    if (auto input = flow_input(stage_, words_)) return *input;
    if (words_.take("writes in")) return MessagePosted{interaction(), message(), Author::customer, {}};
    words_.expect("leaves");
    return CustomerLeft{interaction()};
  }

  // queue support opens | closes | is removed | KEY=VALUE…
  Event queue_changes(const std::vector<Line>& steps) {
    Words ahead = words_;
    ahead.next("a queue");
    if (!ahead.take("opens") && !ahead.take("closes") && !ahead.take("is removed"))
      return queue_event(stage_, words_, steps);
    const QueueId id = queue();
    if (words_.take("opens")) return QueueOpened{id};
    if (words_.take("closes")) return QueueClosed{id};
    words_.expect("is removed");
    return QueueRemoved{id};
  }

  Event agent_changes() {
    Words ahead = words_;
    ahead.next("an agent");
    if (!ahead.take("is removed")) return agent_event(stage_, words_);
    const AgentId id = known_person();
    words_.expect("is removed");
    return AgentRemoved{id};
  }

  Event by_person() {
    const UserId who = person(words_.next("somebody"));
    const std::string verb = words_.next("what they do");
    if (verb == "accepts") return accepts(who);
    if (verb == "declines") return declines(who);
    if (verb == "writes") return says(who, Author::agent);
    if (verb == "notes") return says(who, Author::note);
    if (verb == "ends") return ends(who);
    if (verb == "wraps") return wraps_up(who);
    if (verb == "transfers") return transfers(who);
    if (verb == "consults") return consults(who);
    if (verb == "parks") return CallParked{interaction(), who, true};
    if (verb == "sends") {
      AssistStarted event{interaction_before("into flow"), who, {}};
      event.flow = flow_start(stage_, words_);
      return event;
    }
    if (verb == "takes") return AssistEnded{interaction_before("back"), who};
    if (verb == "unparks") return CallParked{interaction(), who, false};
    if (verb == "picks") {
      words_.expect("up");
      return TransferredToAgent{interaction(), who, who, {}};
    }
    if (verb == "hands") return ConsultCompleted{interaction_before("to the consulted"), who};
    if (verb == "goes") return presence(who, {});
    if (verb == "sets") return sets(who);
    if (verb == "connects") return AgentConnected{who};
    if (verb == "disconnects") return AgentDisconnected{who};
    throw ScenarioError(fmt::format("'{}' is nothing somebody does", verb));
  }

 private:
  Instant due() { return words_.take("at") ? time_of(words_.next("a time")) : Instant{}; }
  QueueId queue() { return stage_.names.find<QueueId>(Kind::queue, words_.next("a queue")); }
  InteractionId interaction() {
    return stage_.names.find<InteractionId>(Kind::interaction, words_.next("an interaction"));
  }
  InteractionId interaction_before(std::string_view phrase) {
    const InteractionId id = interaction();
    words_.expect(phrase);
    return id;
  }
  UserId person(const std::string& name) { return stage_.names.make<UserId>(Kind::person, name); }
  AgentId known_person() { return stage_.names.find<AgentId>(Kind::person, words_.next("an agent")); }
  MessageId message() { return MessageId{++stage_.messages}; }
  MessageId note() { return words_.take("with note") ? message() : MessageId{}; }

  void set(InteractionArrived& event, const std::string& key, const std::string& value) {
    if (key == "priority")
      event.priority = static_cast<std::int32_t>(number_of(value));
    else if (key == "last_agent")
      event.last_agent = stage_.names.find<AgentId>(Kind::person, value);
    else if (key == "last_contact")
      event.last_contact_ended = time_of(value);
    else if (key == "days_ago")
      event.last_contact_ended = stage_.driver.now() - hours(24 * number_of(value));
    else if (key == "previous")
      event.previous = stage_.names.find<InteractionId>(Kind::interaction, value);
    else if (key == "callback")
      event.callback = CallbackStart{value == "now" ? Instant{} : time_of(value), {}, {}};
    else if (key == "callback_by")
      event.callback = CallbackStart{{}, {}, stage_.names.find<AgentId>(Kind::person, value)};
    else if (key == "customer")
      event.customer = stage_.names.make<CustomerId>(Kind::customer, value);
    else
      throw ScenarioError(fmt::format("an arrival has no '{}'", key));
  }

  // The last offer of the interaction to that agent, or with `offer=2` the second of all its offers.
  OfferId offer(InteractionId interaction, AgentId agent, const std::string& number) {
    const std::vector<OfferSeen>& seen = stage_.offers[interaction];
    if (!number.empty()) {
      const auto at = static_cast<std::size_t>(number_of(number));
      if (at < 1 || at > seen.size()) throw ScenarioError("there was no offer " + number + " of it");
      return seen[at - 1].offer;
    }
    OfferId last{888'888};
    for (const OfferSeen& one : seen)
      if (one.agent == agent) last = one.offer;
    return last;
  }

  Event accepts(AgentId agent) {
    const InteractionId id = interaction();
    return OfferAccepted{id, agent, offer(id, agent, words_.options()["offer"])};
  }

  Event declines(AgentId agent) {
    const InteractionId id = interaction();
    const ReasonId reason =
        words_.take("for") ? stage_.names.make<ReasonId>(Kind::reason, words_.next("a reason")) : ReasonId{};
    return OfferDeclined{id, agent, offer(id, agent, words_.options()["offer"]), reason};
  }

  Event says(AgentId agent, Author author) {
    words_.expect("in");
    return MessagePosted{interaction(), message(), author, agent};
  }

  Event ends(UserId who) {
    if (words_.take("the consult on")) return ConsultEnded{interaction(), who};
    return ConversationEnded{interaction(), who};
  }

  Event wraps_up(AgentId agent) {
    words_.expect("up");
    WrapUpCompleted event{interaction(), agent, {}};
    if (words_.take("with"))
      event.disposition = stage_.names.make<DispositionId>(Kind::disposition, words_.next("a disposition"));
    return event;
  }

  Event transfers(UserId who) {
    const InteractionId id = interaction();
    words_.expect("to");
    if (words_.take("queue")) {
      const QueueId to = queue();
      return TransferredToQueue{id, who, to, note()};
    }
    words_.expect("agent");
    const AgentId to = known_person();
    return TransferredToAgent{id, who, to, note()};
  }

  Event consults(AgentId agent) {
    const AgentId to = known_person();
    words_.expect("on");
    const InteractionId id = interaction();
    return ConsultStarted{id, agent, to, note()};
  }

  // away for lunch after this one
  Event presence(AgentId agent, UserId by) {
    PresenceRequested event;
    event.agent = agent;
    event.by = by ? by : agent;
    event.presence = presence_of(words_.next("a presence"));
    if (words_.take("for")) event.reason = stage_.names.make<ReasonId>(Kind::reason, words_.next("a reason"));
    event.after_current = words_.take("after this one");
    return event;
  }

  // sam sets ana to away, sam sets priority of c1 to 5
  Event sets(UserId who) {
    if (words_.take("priority of")) {
      const InteractionId id = interaction_before("to");
      return PriorityChanged{id, static_cast<std::int32_t>(words_.number("a priority")), who};
    }
    const AgentId agent = known_person();
    words_.expect("to");
    return presence(agent, who);
  }

  Stage& stage_;
  Words& words_;
};

std::optional<Channel> channel_at(const Words& words) {
  Words ahead = words;
  const std::string word = ahead.next("an event");
  if (ahead.is_empty()) return std::nullopt;
  ahead.next("a name");
  if (!ahead.take("arrives in")) return std::nullopt;
  return channel_of(word);
}

}  // namespace

Event event_of(Stage& stage, Words& words, const std::vector<Line>& steps) {
  Command command(stage, words);
  const auto event = [&]() -> Event {
    if (const auto channel = channel_at(words)) {
      words.next("a channel");
      return command.arrival(*channel, steps);
    }
    if (words.take("customer")) return command.customer();
    if (words.take("queue")) return command.queue_changes(steps);
    if (words.take("agent")) return command.agent_changes();
    if (words.take("settings")) return settings_event(stage, words);
    if (words.take("flow")) return flow_event(stage, words, steps);
    if (words.take("the answer to")) return flow_answer(stage, words);
    if (words.take("the dial of")) return command.dial();
    if (words.take("the line of")) return command.line();
    if (words.take("a callback for")) return command.booking();
    if (words.take("the callback of")) return command.callback();
    if (words.take("the place of")) return command.place();
    if (words.take("the day starts")) return DayStarted{};
    if (words.take("an unknown timer fires")) return TimerFired{TimerId{777'777}};
    return command.by_person();
  }();
  words.end();
  return event;
}

}  // namespace rapport::switchboard::scenario
