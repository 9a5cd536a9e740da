#include "twin/replay.h"

#include <doctest/doctest.h>

#include <variant>

#include "platform/contract/hash.h"
#include "platform/contract/json.h"
#include "switchboard/model/described.h"
#include "switchboard/switchboard.h"
#include "twin/engine.h"
#include "twin/support/days.h"

using namespace rapport;
using namespace rapport::twin;

namespace {

std::uint64_t hash_of(const switchboard::Effects& effects) {
  return contract::hash(contract::encode(effects.list));
}

struct Journal {
  std::vector<RecordedStep> steps;
  std::int64_t offers = 0;
  std::optional<switchboard::Image> image;  // taken after `image_at` steps
  std::size_t image_at = 0;

  ReplaySource from(std::size_t first, const switchboard::Image* start = nullptr) const {
    return {[this, at = first]() mutable -> Result<std::optional<RecordedStep>> {
              if (at == steps.size()) return std::nullopt;
              return steps[at++];
            },
            hash_of, start};
  }
};

Journal recorded(const Scenario& scenario, std::size_t image_at = 0) {
  Journal journal;
  journal.image_at = image_at;
  const auto world = resolve(scenario);
  REQUIRE(world);
  const auto outcome = run(*world, world->seed, [&](const Observed& seen) {
    const auto seq = static_cast<std::int64_t>(journal.steps.size()) + 1;
    journal.steps.push_back({seq, seen.now, seen.event, hash_of(seen.effects)});
    for (const auto& effect : seen.effects.list)
      journal.offers += std::holds_alternative<switchboard::OfferMade>(effect) ? 1 : 0;
    if (journal.steps.size() == image_at) journal.image = seen.board.image();
  });
  REQUIRE(outcome);
  REQUIRE(outcome->events == static_cast<std::int64_t>(journal.steps.size()));
  return journal;
}

Scenario short_day() {
  Scenario scenario = example("chat_floor");
  scenario.duration_s = 2 * 3600;
  return scenario;
}

}  // namespace

TEST_CASE("a recorded day comes out the same, decision by decision") {
  const Journal journal = recorded(short_day());
  std::int64_t seen = 0;
  const auto report = replay(journal.from(0), [&](const Replayed& step) { seen = step.step.seq; });
  REQUIRE(report);
  CHECK(!report->difference);
  CHECK(report->events == static_cast<std::int64_t>(journal.steps.size()));
  CHECK(report->decisions == journal.offers);
  CHECK(report->decisions > 100);
  CHECK(seen == report->events);
  CHECK(report->events_per_second > 0);
  const auto again = replay(journal.from(0));
  REQUIRE(again);
  CHECK(again->hash == report->hash);
}

TEST_CASE("replay may start from a snapshot in the middle") {
  const Journal journal = recorded(short_day(), 700);
  REQUIRE(journal.image);
  const auto report = replay(journal.from(journal.image_at, &*journal.image));
  REQUIRE(report);
  if (report->difference) FAIL(report->difference->seq, ": ", report->difference->what);
  CHECK(report->events == static_cast<std::int64_t>(journal.steps.size() - journal.image_at));
}

TEST_CASE("the first step that was tampered with is named") {
  const Journal honest = recorded(short_day());
  const std::size_t at = honest.steps.size() / 2;
  SUBCASE("its recorded decision") {
    Journal journal = honest;
    journal.steps[at].decision_hash ^= 1;
    journal.steps[at + 5].decision_hash ^= 1;
    const auto report = replay(journal.from(0));
    REQUIRE(report);
    REQUIRE(report->difference);
    CHECK(report->difference->seq == journal.steps[at].seq);
    CHECK(report->difference->recorded == journal.steps[at].decision_hash);
    CHECK(report->difference->recomputed == honest.steps[at].decision_hash);
    CHECK(report->events == journal.steps[at].seq);
  }
  SUBCASE("its time") {
    Journal journal = honest;
    std::size_t arrival = at;
    while (!std::holds_alternative<switchboard::InteractionArrived>(journal.steps[arrival].event))
      ++arrival;
    journal.steps[arrival].now = journal.steps[arrival].now + Duration{1};
    const auto report = replay(journal.from(0));
    REQUIRE(report);
    REQUIRE(report->difference);
    CHECK(report->difference->seq >= journal.steps[arrival].seq);
    CHECK(report->difference->seq <= journal.steps[arrival].seq + 1);
  }
  SUBCASE("its event") {
    Journal journal = honest;
    for (RecordedStep& step : journal.steps) {
      auto* arrived = std::get_if<switchboard::InteractionArrived>(&step.event);
      if (arrived == nullptr || step.seq < static_cast<std::int64_t>(at)) continue;
      arrived->customer = {999'999};
      const auto report = replay(journal.from(0));
      REQUIRE(report);
      REQUIRE(report->difference);
      CHECK(report->difference->seq == step.seq);
      break;
    }
  }
  SUBCASE("a step that is gone") {
    Journal journal = honest;
    journal.steps.erase(journal.steps.begin() + static_cast<std::ptrdiff_t>(at));
    const auto report = replay(journal.from(0));
    REQUIRE(report);
    REQUIRE(report->difference);
    CHECK(report->difference->seq == honest.steps[at].seq + 1);
    CHECK(report->difference->what.find("should follow") != std::string::npos);
  }
  SUBCASE("time that runs backwards") {
    Journal journal = honest;
    journal.steps[at].now = journal.steps[at].now - hours(1);
    const auto report = replay(journal.from(0));
    REQUIRE(report);
    REQUIRE(report->difference);
    CHECK(report->difference->seq == journal.steps[at].seq);
  }
}

TEST_CASE("a journal that cannot be read is an error, not a difference") {
  int left = 0;
  const ReplaySource source{[&]() -> Result<std::optional<RecordedStep>> {
                              if (left-- > 0) return std::nullopt;
                              return fail(ErrorCode::unavailable, "disk_error", "the journal cannot be read");
                            },
                            hash_of, nullptr};
  const auto report = replay(source);
  REQUIRE(!report);
  CHECK(report.error().reason == "disk_error");
}
