// Customers who were transferred: read from a day, and played when the day is changed.
#include "twin/transfers.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "twin/change.h"
#include "twin/engine.h"
#include "twin/recorded_day.h"
#include "twin/simulate.h"
#include "twin/support/days.h"

using namespace rapport;
using namespace rapport::twin;

namespace {

const QueueId front{1}, experts{2};
const AgentId ana{1}, bo{2};
const Instant midnight = Instant{} + hours(24 * 365 * 50);

// Ana answers at the front. Who comes at 600 s talks to her for 300 s, is transferred to the experts, and
// waits there for Bo, who is with somebody else until 1,500 s; they talk for 300 s.
std::vector<RecordedStep> day_with_a_transfer() {
  namespace board = switchboard;
  std::vector<RecordedStep> steps;
  const auto at = [&](std::int64_t s, board::Event event) {
    steps.push_back(
        {static_cast<std::int64_t>(steps.size()) + 1, midnight + seconds(s), std::move(event), 0});
  };
  board::QueueRules rules;
  rules.auto_accept = true;
  rules.is_open = true;
  for (const QueueId queue : {front, experts})
    at(0, board::QueueConfigured{queue, rules});
  const auto agent = [&](AgentId id, QueueId queue) {
    board::AgentProfile profile;
    profile.queues = {queue};
    at(0, board::AgentConfigured{id, profile});
    at(1, board::AgentConnected{id});
    at(1, board::PresenceRequested{id, board::Presence::available, {}, false, id});
  };
  agent(ana, front);
  agent(bo, experts);
  const auto arrives = [&](std::int64_t s, std::int64_t id, QueueId queue) {
    board::InteractionArrived one;
    one.interaction = {id};
    one.channel = board::Channel::chat;
    one.queue = queue;
    one.customer = {id};
    at(s, one);
  };
  const auto ends = [&](std::int64_t s, std::int64_t id, AgentId by) {
    at(s, board::ConversationEnded{{id}, by});
    at(s, board::WrapUpCompleted{{id}, by, {}});
  };
  arrives(500, 1, experts);
  arrives(600, 2, front);
  at(900, board::TransferredToQueue{{2}, ana, experts, {}});
  ends(1'500, 1, bo);
  ends(1'800, 2, bo);
  for (const AgentId id : {ana, bo})
    at(3'500, board::PresenceRequested{id, board::Presence::offline, {}, false, id});
  return steps;
}

RecordedDay recorded_of(const std::vector<RecordedStep>& steps, Instant from = midnight) {
  RecordedDayOptions options;
  options.from = from;
  options.to = midnight + hours(1);
  options.interval = minutes(30);
  options.drain = hours(1);
  options.names.queues = {{1, "front"}, {2, "experts"}};
  options.names.agents = {{1, "Ana"}, {2, "Bo"}};
  std::size_t next = 0;
  const ReplaySource source{[&]() -> Result<std::optional<RecordedStep>> {
                              if (next == steps.size()) return std::nullopt;
                              return steps[next++];
                            },
                            {},
                            nullptr};
  auto recorded = record_day(source, options);
  if (!recorded) FAIL(recorded.error().detail);
  return std::move(*recorded);
}

// When customers came to the queue as the scenario is played, in seconds.
std::vector<double> came_to(const Scenario& scenario, QueueId queue) {
  const auto world = resolve(scenario);
  if (!world) FAIL(world.error().detail, world.error().issues.empty() ? "" : world.error().issues[0].where);
  std::vector<double> out;
  const auto outcome = run(*world, 1, [&](const Observed& seen) {
    const auto* arrived = std::get_if<switchboard::InteractionArrived>(&seen.event);
    if (arrived != nullptr && arrived->queue == queue)
      out.push_back(static_cast<double>((seen.now - scenario.start).us) * 1e-6);
  });
  REQUIRE(outcome);
  return out;
}

Scenario changed_by(const Scenario& scenario, const ScenarioChange& change,
                    std::vector<std::string>* notes = nullptr) {
  auto out = changed(scenario, {change}, "", notes);
  if (!out) FAIL(out.error().issues.at(0).where, out.error().issues.at(0).what);
  return std::move(*out);
}

std::int64_t transferred(const Scenario& scenario) {
  std::int64_t count = 0;
  for (const ScenarioQueue& queue : scenario.queues)
    count += transferred_in(queue, {0, scenario.duration_s});
  return count;
}

}  // namespace

TEST_CASE("who was transferred on a day comes when the conversation before has ended") {
  const RecordedDay day = recorded_of(day_with_a_transfer());
  REQUIRE(day.scenario.queues.size() == 2);
  const std::vector<ScenarioContact>& to_experts = *day.scenario.queues[1].arrivals.contacts;
  REQUIRE(to_experts.size() == 2);
  CHECK(!to_experts[0].transferred_from);
  REQUIRE(to_experts[1].transferred_from);
  CHECK(to_experts[1].transferred_from->queue == "front");
  CHECK(to_experts[1].transferred_from->number == 0);
  CHECK(to_experts[1].transferred_from->after_s == 0);
  REQUIRE(to_experts[1].talk_s);
  CHECK(std::any_of(day.notes.begin(), day.notes.end(), [](const std::string& note) {
    return note == "1: transfers come when the conversation before them has ended, and not at all without it";
  }));

  CHECK(came_to(day.scenario, experts) == std::vector<double>{500, 900});
  SUBCASE("shorter conversations send them on earlier") {
    CHECK(came_to(changed_by(day.scenario, ScaleHandleTime{{"front"}, 0.5}), experts) ==
          std::vector<double>{500, 750});
  }
  SUBCASE("without a conversation nobody is sent on") {
    CHECK(came_to(changed_by(day.scenario, ChangeOpening{"front", {{3'000, 3'600}}}), experts) ==
          std::vector<double>{500});
  }
  SUBCASE("a day that begins in the middle of the conversation: they come when they came") {
    const RecordedDay late = recorded_of(day_with_a_transfer(), midnight + seconds(700));
    CHECK(transferred(late.scenario) == 0);
    CHECK(came_to(late.scenario, experts) == std::vector<double>{200});
  }
}

TEST_CASE("who was transferred is copied and left out with those they were before") {
  const RecordedDay day = recorded_of(day_with_a_transfer());
  std::vector<std::string> notes;
  const Scenario twice = changed_by(day.scenario, ScaleArrivals{{}, 2, 0, {}}, &notes);
  CHECK(transferred(twice) == 2);
  CHECK(twice.queues[0].arrivals.contacts->size() == 2);
  CHECK(twice.queues[1].arrivals.contacts->size() == 4);
  REQUIRE(notes.size() == 1);
  CHECK(notes[0] == "experts: 1 were transferred there, and follow those they were before");
  CHECK(resolve(twice));
  const Scenario eight =
      changed_by(changed_by(twice, ScaleArrivals{{}, 2, 0, {}}), ScaleArrivals{{}, 2, 0, {}});
  CHECK(transferred(eight) == 8);
  CHECK(resolve(eight));
  std::vector<std::int64_t> numbers;
  for (const ScenarioContact& contact : *eight.queues[1].arrivals.contacts)
    numbers.push_back(*contact.number);
  std::sort(numbers.begin(), numbers.end());
  CHECK(std::adjacent_find(numbers.begin(), numbers.end()) == numbers.end());

  const Scenario none = changed_by(day.scenario, ScaleArrivals{{"front"}, 0, 0, {}});
  CHECK(transferred(none) == 0);
  CHECK(came_to(none, experts) == std::vector<double>{500});
  // Of the experts' own customers only.
  CHECK(transferred(changed_by(day.scenario, ScaleArrivals{{"experts"}, 3, 0, {}})) == 1);
  CHECK(came_to(changed_by(day.scenario, MoveArrivals{{}, 0, 3'600, 100}), experts) ==
        std::vector<double>{600, 1'000});
}

TEST_CASE("transfers that lead nowhere or round in a circle are faults at their place") {
  const RecordedDay day = recorded_of(day_with_a_transfer());
  const auto fault_of = [](const Scenario& scenario) -> std::string {
    const auto world = resolve(scenario);
    if (world || world.error().issues.empty()) return "";
    return world.error().issues[0].where + ": " + world.error().issues[0].what;
  };
  Scenario scenario = day.scenario;
  std::vector<ScenarioContact>& to_experts = *scenario.queues[1].arrivals.contacts;
  CHECK(fault_of(scenario).empty());
  to_experts[1].transferred_from->number = 7;
  CHECK(fault_of(scenario) == "/queues/1/arrivals/contacts/1/transferred_from: there is no such customer");
  to_experts[1].transferred_from = {"experts", 1, 0};
  CHECK(fault_of(scenario) == "/queues/1/arrivals/contacts/1/transferred_from: follows themselves");
  to_experts[1].transferred_from = {"front", 0, 0};
  (*scenario.queues[0].arrivals.contacts)[0].transferred_from = {"experts", 1, 0};
  CHECK(fault_of(scenario).find("follows themselves") != std::string::npos);
}
