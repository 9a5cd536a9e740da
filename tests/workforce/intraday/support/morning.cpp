#include "workforce/intraday/support/morning.h"

#include <doctest/doctest.h>

#include "twin/engine.h"

namespace rapport::workforce::intraday {

PlayedDay played_day(const twin::Scenario& scenario, std::uint64_t seed) {
  PlayedDay out{scenario, {}, {}};
  const auto world = twin::resolve(scenario);
  REQUIRE(world);
  const auto outcome = twin::run(*world, seed, [&](const twin::Observed& seen) {
    out.steps.push_back({static_cast<std::int64_t>(out.steps.size()) + 1, seen.now, seen.event, 0});
  });
  REQUIRE(outcome);
  out.report = twin::make_report(*world, seed, *outcome);
  return out;
}

twin::RecordedDay morning_of(const PlayedDay& day, std::int64_t now_s) {
  twin::ReplaySource source;
  source.next = [&day, at = std::size_t{0}]() mutable -> Result<std::optional<twin::RecordedStep>> {
    if (at == day.steps.size()) return std::nullopt;
    return day.steps[at++];
  };
  twin::RecordedDayOptions options;
  options.from = day.scenario.start;
  options.to = options.from + seconds(now_s);
  options.interval = seconds(cell_s);
  options.drain = {};
  for (std::size_t i = 0; i < day.scenario.queues.size(); ++i) {
    options.names.queues[static_cast<std::int64_t>(i) + 1] = day.scenario.queues[i].name;
    options.channels[QueueId{static_cast<std::int64_t>(i) + 1}] = day.scenario.queues[i].channel;
  }
  std::int64_t agents = 0;
  for (const twin::ScenarioAgents& group : day.scenario.agents)
    for (std::int32_t i = 0; i < group.count; ++i)
      options.expected.insert(AgentId{++agents});
  auto recorded = twin::record_day(source, options);
  if (!recorded) FAIL(recorded.error().detail);
  return std::move(*recorded);
}

twin::Scenario office_day(double per_hour, int agents) {
  twin::Scenario scenario;
  scenario.name = "office";
  scenario.start = Instant{1'772'409'600'000'000};  // 2026-03-02T00:00:00Z
  scenario.duration_s = 86'400;
  twin::ScenarioQueue& queue = scenario.queues.emplace_back();
  queue.name = "calls";
  queue.channel = switchboard::Channel::voice;
  queue.arrivals.interval_s = slot_s;
  queue.arrivals.per_interval.assign(48, 0);
  for (std::size_t s = 16; s < 36; ++s)
    queue.arrivals.per_interval[s] = per_hour / 2;
  queue.talk = twin::Exponential{240};
  queue.patience = twin::Exponential{200};
  twin::ScenarioAgents& group = scenario.agents.emplace_back();
  group.name = "agents";
  group.count = agents;
  group.queues = {"calls"};
  group.shifts = {{8 * 3'600, 18 * 3'600, {}}};
  return scenario;
}

DayAheadFacts facts_of(const twin::Scenario& scenario, const twin::RecordedDay& recorded,
                       std::int64_t now_s) {
  DayAheadFacts facts;
  facts.now_s = now_s;
  facts.day_s = scenario.duration_s;
  for (const QueueId id : recorded.queues) {
    QueueAhead& ahead = facts.queues.emplace_back();
    ahead.source = ForecastSource::kept;
    ahead.forecast = scenario.queues[static_cast<std::size_t>(id.value - 1)].arrivals.per_interval;
    ahead.day_spread = 0.05;
  }
  std::vector<const twin::ScenarioAgents*> group_of;
  for (const twin::ScenarioAgents& group : scenario.agents)
    group_of.insert(group_of.end(), static_cast<std::size_t>(group.count), &group);
  for (const AgentId id : recorded.agents)
    facts.agents.push_back({group_of[static_cast<std::size_t>(id.value - 1)]->shifts, 0});
  return facts;
}

}  // namespace rapport::workforce::intraday
