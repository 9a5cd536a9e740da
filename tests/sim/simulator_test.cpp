// The simulator, over many seeds. One seed again: RAPPORT_SIM_SEED=42 [RAPPORT_SIM_EVENTS=5000]
// build/dev/test_sim. More: RAPPORT_SIM_SEEDS=5000 build/dev/test_sim.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <string>

#include "sim/organisation.h"
#include "sim/simulation.h"

using namespace rapport::sim;

namespace {

// Many times slower under AddressSanitizer, which looks for other things.
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define RAPPORT_HAS_ADDRESS_SANITIZER
#endif
#endif
#ifdef RAPPORT_HAS_ADDRESS_SANITIZER
constexpr std::int64_t seeds = 40;
#else
constexpr std::int64_t seeds = 200;
#endif

std::int64_t from_environment(const char* name, std::int64_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::atoll(text);
}

}  // namespace

TEST_CASE("whatever happens, the switchboard's invariants hold") {
  const std::int64_t only = from_environment("RAPPORT_SIM_SEED", -1);
  const std::int64_t events = from_environment("RAPPORT_SIM_EVENTS", 1'000);
  const std::int64_t first = only >= 0 ? only : 1;
  const std::int64_t last = only >= 0 ? only : from_environment("RAPPORT_SIM_SEEDS", seeds);
  Tally all;
  std::int64_t failed = 0;
  for (std::int64_t seed = first; seed <= last && failed < 5; ++seed) {
    Simulation simulation{Chance(static_cast<std::uint64_t>(seed))};
    const auto failure = simulation.run(events);
    if (failure) {
      ++failed;
      FAIL_CHECK(fmt::format("seed={} event={}\n  {}", seed, failure->event, failure->what));
    }
    all.events += simulation.tally().events;
    all.refused += simulation.tally().refused;
    all.offers += simulation.tally().offers;
    all.closed += simulation.tally().closed;
  }
  CHECK(failed == 0);
  MESSAGE(fmt::format("{} seeds, {} events ({} refused), {} offers, {} interactions ended", last - first + 1,
                      all.events, all.refused, all.offers, all.closed));
}

TEST_CASE("the load brings about every change and every refusal") {
  Tally all;
  for (std::uint64_t seed = 1'001; seed <= 1'040; ++seed) {
    Simulation simulation{Chance(seed)};
    CHECK_FALSE(simulation.run(1'000).has_value());
    for (std::size_t i = 0; i < change_count; ++i)
      all.changes[i] += simulation.tally().changes[i];
    for (std::size_t i = 0; i < refusal_count; ++i)
      all.refusals[i] += simulation.tally().refusals[i];
  }
  for (std::size_t i = 0; i < change_count; ++i) {
    CAPTURE(text_of(static_cast<rapport::switchboard::Change>(i)));
    CHECK(all.changes[i] > 0);
    if (std::getenv("RAPPORT_SIM_TALLY") != nullptr)
      MESSAGE(fmt::format("{} {}", text_of(static_cast<rapport::switchboard::Change>(i)), all.changes[i]));
  }
  for (std::size_t i = 0; i < refusal_count; ++i) {
    const char* name = rapport::switchboard::name_of(static_cast<rapport::switchboard::Refusal>(i));
    CAPTURE(name);
    CHECK(all.refusals[i] > 0);
    if (std::getenv("RAPPORT_SIM_TALLY") != nullptr) MESSAGE(fmt::format("{} {}", name, all.refusals[i]));
  }
}

// Nobody answers, nobody leaves: time alone ends every flow, after at most its steps.
TEST_CASE("every flow ends") {
  using namespace rapport;
  using namespace rapport::switchboard;
  std::int32_t most = 0;
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    CAPTURE(seed);
    Chance chance(seed);
    Switchboard board;
    Instant now{1'700'006'400'000'000};
    for (std::int32_t flow = 1; flow <= flow_ids; ++flow) {
      flow::Program program = any_program(chance);
      program.purpose.reset();
      REQUIRE_FALSE(board.apply(FlowConfigured{FlowId{flow}, 1, program}, now).refusal);
    }
    for (std::int32_t queue = 1; queue <= queue_ids; ++queue) {
      QueueRules rules;
      rules.wait_limit = seconds(100);
      REQUIRE_FALSE(board.apply(QueueConfigured{QueueId{queue}, rules}, now).refusal);
    }
    InteractionArrived arrived;
    arrived.interaction = InteractionId{1};
    arrived.channel = any_channel(chance);
    arrived.flow = FlowStart{FlowId{1}, 1, 0, false, {}};
    std::map<TimerId, Instant> armed;
    Effects effects = board.apply(arrived, now);
    std::int32_t turns = 0;
    for (int fired = 0; board.open_interactions() > 0; ++fired) {
      REQUIRE(fired < 60'000);
      for (const Effect& effect : effects.list) {
        if (const auto* arm = std::get_if<ArmTimer>(&effect)) armed[arm->timer] = arm->due;
        if (const auto* cancel = std::get_if<CancelTimer>(&effect)) armed.erase(cancel->timer);
        if (const auto* entered = std::get_if<FlowStepEntered>(&effect)) turns = entered->turn;
      }
      if (board.open_interactions() == 0) break;
      REQUIRE_FALSE(armed.empty());
      auto next = armed.begin();
      for (auto at = armed.begin(); at != armed.end(); ++at)
        if (at->second < next->second) next = at;
      now = next->second;
      const TimerId timer = next->first;
      armed.erase(next);
      effects = board.apply(TimerFired{timer}, now);
      REQUIRE_FALSE(effects.refusal);
    }
    REQUIRE(turns <= flow::steps_of_run_max);
    most = std::max(most, turns);
    CHECK(board.broken_invariant(now) == "");
  }
  MESSAGE(fmt::format("the longest took {} steps", most));
}

TEST_CASE("the same seed gives the same run") {
  Simulation one{Chance(7)};
  Simulation other{Chance(7)};
  one.run(300);
  other.run(300);
  CHECK(one.tally().events == other.tally().events);
  CHECK(one.tally().offers == other.tally().offers);
  CHECK(one.tally().closed == other.tally().closed);
}
