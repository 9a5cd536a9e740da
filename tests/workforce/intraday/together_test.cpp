#include "workforce/intraday/together.h"

#include <doctest/doctest.h>

#include <cstddef>
#include <utility>
#include <vector>

#include "workforce/intraday/support/morning.h"

namespace rapport::workforce::intraday {
namespace {

constexpr std::int64_t now_s = 10 * 3'600;

// Too few until noon and more so afterwards; two groups of one could stay longer, and are known by their
// numbers.
struct Short {
  twin::Scenario scenario;
  twin::RecordedDay recorded;
  DayAhead ahead;
  std::vector<Candidate> candidates;
};

Candidate longer(const DayAhead& ahead, std::size_t agent, std::int64_t to_s) {
  Candidate out;
  out.kind = ProposalKind::extend_shift;
  out.queue = 0;
  std::vector<twin::ScenarioShift> shifts = ahead.scenario.agents[agent].shifts;
  out.steps.push_back({agent, twin::ScenarioSpan{shifts[0].from_s, shifts[0].to_s},
                       twin::ScenarioSpan{shifts[0].from_s, to_s}});
  shifts[0].to_s = to_s;
  out.changes.push_back(twin::SetShifts{{ahead.scenario.agents[agent].name}, {}, shifts});
  return out;
}

Short short_day() {
  Short out;
  out.scenario = office_day(70, 4);
  twin::ScenarioAgents early = out.scenario.agents[0];
  early.name = "early";
  early.count = 2;
  early.shifts = {{8 * 3'600, 13 * 3'600, {}}};
  out.scenario.agents.push_back(early);
  out.recorded = morning_of(played_day(out.scenario, 2), now_s);
  out.ahead = day_ahead(out.recorded, facts_of(out.scenario, out.recorded, now_s));
  std::vector<std::size_t> first;
  for (std::size_t a = 0; a < out.ahead.planned.size(); ++a)
    if (!out.ahead.planned[a].empty() && out.ahead.planned[a][0].to_s == 13 * 3'600) first.push_back(a);
  REQUIRE(first.size() == 2);
  out.candidates = {longer(out.ahead, first[0], 18 * 3'600), longer(out.ahead, first[1], 18 * 3'600),
                    longer(out.ahead, first[0], 14 * 3'600)};
  return out;
}

std::vector<Tried> tried_of(const Short& day) {
  TrialOptions trial;
  trial.runs_max = 20;
  auto tried = try_candidates(day.recorded, day.ahead, day.candidates, trial);
  REQUIRE(tried);
  return std::move(*tried);
}

}  // namespace

TEST_CASE("what surely helps on top of the best is taken with it, and never the same agent twice") {
  const Short day = short_day();
  const std::vector<Tried> tried = tried_of(day);
  REQUIRE(tried.size() >= 2);
  CombineOptions options;
  options.trial.runs_max = 20;
  const auto together = combined(day.recorded, day.ahead, day.candidates, tried, options);
  REQUIRE(together);
  REQUIRE(together->has_value());
  const Together& both = **together;
  REQUIRE(both.parts.size() == 2);
  CHECK(both.parts[0] == 0);  // the best alone first
  const Candidate& a = day.candidates[tried[both.parts[0]].candidate];
  const Candidate& b = day.candidates[tried[both.parts[1]].candidate];
  CHECK(a.steps[0].agent != b.steps[0].agent);
  // The effect is that of both: more hours than either, and more than the better alone.
  const Proposal& one = tried[both.parts[0]].proposal;
  const Proposal& other = tried[both.parts[1]].proposal;
  CHECK(both.effect.hours == doctest::Approx(one.hours + other.hours).epsilon(0.1));
  REQUIRE(!both.effect.effects.empty());
  CHECK(both.effect.effects[0].queue == "calls");
  CHECK(both.effect.effects[0].service_level->is_sure);
  CHECK(both.effect.effects[0].service_level->difference > one.effects[0].service_level->difference);
}

TEST_CASE("one that may not join, or does nothing on top, is left alone") {
  const Short day = short_day();
  const std::vector<Tried> tried = tried_of(day);
  CombineOptions options;
  options.trial.runs_max = 12;
  options.may_join = [&](const Tried& one) { return &one == &tried.front(); };
  auto together = combined(day.recorded, day.ahead, day.candidates, tried, options);
  REQUIRE(together);
  CHECK(!together->has_value());
  options.may_join = {};
  together = combined(day.recorded, day.ahead, day.candidates, {}, options);
  REQUIRE(together);
  CHECK(!together->has_value());
}

TEST_CASE("a queue is held to its own target") {
  const Short day = short_day();
  DayAheadFacts facts = facts_of(day.scenario, day.recorded, now_s);
  OutlookOptions options;
  options.runs = 8;
  const auto shortages_with = [&](std::optional<double> own) {
    facts.queues[0].service_level_target = own;
    const DayAhead ahead = day_ahead(day.recorded, facts);
    const auto outlook = outlook_of(day.recorded, ahead, options);
    REQUIRE(outlook);
    CHECK(outlook->queues[0].service_level_target == own.value_or(0.8));
    CandidateFacts possible;
    possible.is_legal = [](ProposalKind, const CandidateStep&) { return true; };
    std::size_t found = 0;
    for (const Candidate& one : candidates_of(ahead, *outlook, possible))
      found += one.kind != ProposalKind::send_home ? 1 : 0;
    return found;
  };
  CHECK(shortages_with(std::nullopt) > 0);  // as everywhere: missed
  CHECK(shortages_with(0.01) == 0);         // as promised here: kept
}

}  // namespace rapport::workforce::intraday
