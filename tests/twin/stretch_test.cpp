#include <doctest/doctest.h>

#include <variant>
#include <vector>

#include "twin/engine.h"
#include "twin/report.h"
#include "twin/support/days.h"

using namespace rapport;
using namespace rapport::twin;

namespace {

// One agent with room for several chats of 100 s.
Scenario chats_at(std::vector<double> at_s, double stretch) {
  Scenario scenario = small_day(1, 1);
  scenario.queues[0].channel = switchboard::Channel::chat;
  scenario.queues[0].arrivals = {};
  scenario.queues[0].arrivals.at_s = std::move(at_s);
  scenario.queues[0].talk = Constant{100};
  scenario.queues[0].patience.reset();
  scenario.queues[0].stretch = stretch;
  return scenario;
}

// When each conversation ended, in seconds.
std::vector<double> ends_of(const Scenario& scenario) {
  const auto world = resolve(scenario);
  REQUIRE(world);
  std::vector<double> out;
  const auto outcome = run(*world, 1, [&](const Observed& seen) {
    if (std::holds_alternative<switchboard::ConversationEnded>(seen.event))
      out.push_back(static_cast<double>((seen.now - world->start).us) / 1e6);
  });
  REQUIRE(outcome);
  return out;
}

}  // namespace

TEST_CASE("conversations that share an agent slow each other down, and speed up when one ends") {
  CHECK(ends_of(chats_at({0, 0}, 0)) == std::vector<double>{100, 100});
  CHECK(ends_of(chats_at({0, 0}, 1)) == std::vector<double>{200, 200});
  // 50 s alone, 100 s at half speed; then the other has 50 left and the agent for itself.
  CHECK(ends_of(chats_at({0, 50}, 1)) == std::vector<double>{150, 200});
  CHECK(ends_of(chats_at({0, 0, 0}, 0.25)) == std::vector<double>{150, 150, 150});
}

TEST_CASE("the stretched minutes are in the occupancy, once for the agent and once for each conversation") {
  const auto world = resolve(chats_at({0, 0}, 0.5));
  REQUIRE(world);
  const auto outcome = run(*world, 1);
  REQUIRE(outcome);
  const Report report = make_report(*world, 1, *outcome);
  CHECK(report.agents.talk_s == 150);
  CHECK(report.agents.concurrency == 2);
  CHECK(report.queues[0].total.talk_s == 150);
}

TEST_CASE("an agent's pace makes their conversations and wrap-ups longer") {
  Scenario scenario = chats_at({0}, 0);
  scenario.queues[0].wrap_up = Constant{10};
  scenario.agents[0].pace = 1.5;
  const auto world = resolve(scenario);
  REQUIRE(world);
  const auto outcome = run(*world, 1);
  REQUIRE(outcome);
  const Report report = make_report(*world, 1, *outcome);
  CHECK(report.agents.talk_s == 150);
  CHECK(report.agents.wrap_up_s == 15);
}

TEST_CASE("what is known of a recorded customer is played, and the rest is drawn") {
  Scenario scenario = chats_at({0}, 0);
  scenario.queues[0].arrivals = {};
  std::vector<ScenarioContact>& contacts = scenario.queues[0].arrivals.contacts.emplace(3);
  contacts[0].talk_s = 33;
  contacts[0].wrap_up_s = 7;
  contacts[1].at_s = 60;
  contacts[2].at_s = 500;
  contacts[2].patience_s = 5;
  scenario.agents[0].capacity.channels.chat = {1, 100, false};
  scenario.agents[0].shifts = {{0, 400, {}}};
  CHECK(ends_of(scenario) == std::vector<double>{33, 160});
  const auto world = resolve(scenario);
  const auto outcome = run(*world, 1);
  REQUIRE(outcome);
  const Report report = make_report(*world, 1, *outcome);
  CHECK(report.total.abandoned == 1);
  CHECK(report.agents.wrap_up_s == 7);
}

TEST_CASE("a conversation that went on when it was last seen takes longer than it had taken") {
  Scenario scenario = chats_at({0}, 0);
  scenario.queues[0].arrivals = {};
  std::vector<ScenarioContact>& contacts = scenario.queues[0].arrivals.contacts.emplace(2);
  contacts[0].talk_over_s = 250;
  contacts[1].at_s = 2'000;
  contacts[1].talk_s = 10;
  contacts[1].wrap_up_over_s = 70;
  scenario.queues[0].talk = Empirical{{100, 200, 300}};
  scenario.queues[0].wrap_up = Empirical{{0, 90}};
  scenario.agents[0].shifts.clear();
  for (std::uint64_t seed = 1; seed <= 8; ++seed) {
    const auto world = resolve(scenario);
    REQUIRE(world);
    const auto outcome = run(*world, seed);
    REQUIRE(outcome);
    const Report report = make_report(*world, seed, *outcome);
    CHECK(report.agents.talk_s == 310);
    CHECK(report.agents.wrap_up_s >= 90);
  }
}

TEST_CASE("patience drawn from a survival curve keeps what was already seen of it") {
  const Distribution patience(Survival{{10, 20, 30}, {0.8, 0.5, 0.2}, 100});
  CHECK(patience.mean_s() == doctest::Approx(10 + 8 + 5 + 20));
  int beyond_20 = 0, tail = 0;
  double tail_sum = 0;
  for (std::uint64_t i = 0; i < 4'000; ++i) {
    Random random(1, Stream::patience, 1, i);
    const double s = static_cast<double>(patience.sample(random).us) / 1e6;
    beyond_20 += s > 20 ? 1 : 0;
    Random again(1, Stream::patience, 1, i);
    const double longer = static_cast<double>(patience.sample_over(again, seconds(25)).us) / 1e6;
    CHECK(longer >= 30);
    if (longer <= 30) continue;
    ++tail;
    tail_sum += longer - 30;
  }
  CHECK(beyond_20 / 4'000.0 == doctest::Approx(0.5).epsilon(0.05));
  CHECK(tail / 4'000.0 == doctest::Approx(0.4).epsilon(0.06));
  CHECK(tail_sum / tail == doctest::Approx(100).epsilon(0.08));
  CHECK(!fault_of(Survival{{10, 20}, {0.8}, 100}).empty());
  CHECK(!fault_of(Survival{{10, 20}, {0.5, 0.8}, 100}).empty());
  CHECK(!fault_of(Survival{{20, 10}, {0.8, 0.5}, 100}).empty());
}
