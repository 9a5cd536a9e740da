// How long today's outlook takes as the floor grows: reading the morning from its journal, playing the rest
// of the day, trying what might help, and trying what helps together. On one core, as the server does it
// every quarter of an hour while somebody looks.
#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include "support/arguments.h"
#include "support/figures.h"
#include "twin/engine.h"
#include "twin/recorded_day.h"
#include "workforce/intraday/outlook.h"
#include "workforce/intraday/proposals.h"
#include "workforce/intraday/together.h"

using namespace rapport;
using namespace rapport::workforce::intraday;

namespace {

constexpr std::int64_t hour_s = 3'600, now_s = 11 * hour_s;
constexpr std::int64_t off_from_h = 22;  // who is off today: a group has shifts or is always there
constexpr double talk_s = 240;
constexpr double busy =
    0.95;  // of the agents' time, if all who come were answered: the rest of the day needs help

struct Floor {
  twin::Scenario scenario;
  std::vector<const twin::ScenarioAgents*> agents;  // the group of each
};

twin::ScenarioAgents group(const std::string& name, int count, std::size_t at, std::int64_t from_h,
                           std::int64_t to_h, const twin::Scenario& scenario) {
  twin::ScenarioAgents out;
  out.name = name;
  out.count = count;
  const std::size_t queues = scenario.queues.size();
  for (const std::size_t q : {at % queues, (at + 1) % queues}) {
    out.queues.push_back(scenario.queues[q].name);
    out.skills.push_back({scenario.skills[q], 3});
  }
  out.shifts = {{from_h * hour_s, to_h * hour_s, {}}};
  if (to_h - from_h > 7)
    out.shifts[0].breaks = {{(from_h + 4) * hour_s, (from_h + 5) * hour_s},
                            {(from_h + 7) * hour_s, (from_h + 7) * hour_s + 900}};
  return out;
}

// Calls from 8 to 20 o'clock; each queue has an early, a late and a small group that is off today.
Floor floor_of(int agents, int queues) {
  Floor out;
  twin::Scenario& scenario = out.scenario;
  scenario.name = "floor";
  scenario.start = Instant{1'772'409'600'000'000};  // 2026-03-02T00:00:00Z
  scenario.duration_s = 24 * hour_s;
  const double at_once = agents * 0.6;  // by the two shifts
  for (int i = 0; i < queues; ++i) {
    scenario.skills.push_back(fmt::format("skill {}", i));
    twin::ScenarioQueue& queue = scenario.queues.emplace_back();
    queue.name = fmt::format("queue {}", i);
    queue.channel = switchboard::Channel::voice;
    queue.rules.steps = {{{}, {}, {{scenario.skills.back(), 1}}, 0}};
    queue.arrivals.interval_s = slot_s;
    queue.arrivals.per_interval.assign(48, 0);
    for (std::size_t s = 16; s < 40; ++s)
      queue.arrivals.per_interval[s] = busy * at_once * (slot_s / talk_s) / queues;
    queue.talk = twin::Exponential{talk_s};
    queue.patience = twin::Exponential{200};
  }
  const int share = std::max(1, agents / queues / 2);
  for (int i = 0; i < queues; ++i) {
    const auto at = static_cast<std::size_t>(i);
    scenario.agents.push_back(group(fmt::format("early {}", i), share, at, 8, 17, scenario));
    scenario.agents.push_back(group(fmt::format("late {}", i), share, at, 11, 20, scenario));
    scenario.agents.push_back(group(fmt::format("off {}", i), 1, at, off_from_h, off_from_h + 1, scenario));
  }
  for (const twin::ScenarioAgents& one : scenario.agents)
    out.agents.insert(out.agents.end(), static_cast<std::size_t>(one.count), &one);
  return out;
}

std::vector<twin::RecordedStep> journal_of(const twin::Scenario& scenario) {
  std::vector<twin::RecordedStep> steps;
  const auto world = twin::resolve(scenario);
  if (!world) throw std::runtime_error(world.error().detail);
  const auto outcome = twin::run(*world, 1, [&](const twin::Observed& seen) {
    steps.push_back({static_cast<std::int64_t>(steps.size()) + 1, seen.now, seen.event, 0});
  });
  if (!outcome) throw std::runtime_error(outcome.error().detail);
  return steps;
}

twin::RecordedDay morning_of(const Floor& floor, const std::vector<twin::RecordedStep>& steps) {
  twin::ReplaySource source;
  source.next = [&, at = std::size_t{0}]() mutable -> Result<std::optional<twin::RecordedStep>> {
    if (at == steps.size()) return std::nullopt;
    return steps[at++];
  };
  twin::RecordedDayOptions options;
  options.from = floor.scenario.start;
  options.to = options.from + seconds(now_s);
  options.interval = seconds(cell_s);
  options.drain = {};
  for (std::size_t i = 0; i < floor.scenario.queues.size(); ++i) {
    const auto id = static_cast<std::int64_t>(i) + 1;
    options.names.queues[id] = floor.scenario.queues[i].name;
    options.channels[QueueId{id}] = floor.scenario.queues[i].channel;
  }
  for (std::size_t i = 0; i < floor.agents.size(); ++i)
    options.expected.insert(AgentId{static_cast<std::int64_t>(i) + 1});
  auto recorded = twin::record_day(source, options);
  if (!recorded) throw std::runtime_error(recorded.error().detail);
  return std::move(*recorded);
}

DayAheadFacts facts_of(const Floor& floor, const twin::RecordedDay& recorded) {
  DayAheadFacts facts;
  facts.now_s = now_s;
  facts.day_s = floor.scenario.duration_s;
  for (const QueueId id : recorded.queues) {
    QueueAhead& ahead = facts.queues.emplace_back();
    ahead.source = ForecastSource::kept;
    ahead.forecast = floor.scenario.queues[static_cast<std::size_t>(id.value - 1)].arrivals.per_interval;
    ahead.day_spread = 0.05;
  }
  for (const AgentId id : recorded.agents) {
    AgentAhead& ahead = facts.agents.emplace_back();
    const twin::ScenarioAgents& of = *floor.agents[static_cast<std::size_t>(id.value - 1)];
    if (of.shifts[0].from_s != off_from_h * hour_s) ahead.planned = of.shifts;
  }
  return facts;
}

template <typename Value>
Value checked(Result<Value> value) {
  if (!value)
    throw std::runtime_error(
        value.error().issues.empty()
            ? value.error().detail
            : fmt::format("{}: {}", value.error().issues[0].where, value.error().issues[0].what));
  return std::move(*value);
}

void measure(const bench::Figures& figures, int agents, int queues) {
  const std::string name = fmt::format("agents_{}_queues_{}", agents, queues);
  const auto timed = [&](const char* metric, const auto& work) {
    const auto begin = std::chrono::steady_clock::now();
    auto out = work();
    const double took = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    figures.report(name + "_" + metric, took, "s");
    return out;
  };
  const Floor floor = floor_of(agents, queues);
  const std::vector<twin::RecordedStep> steps = journal_of(floor.scenario);
  const twin::RecordedDay recorded = timed("read", [&] { return morning_of(floor, steps); });
  const DayAhead ahead = day_ahead(recorded, facts_of(floor, recorded));
  OutlookOptions options;
  options.threads = 1;
  const DayOutlook outlook = timed("outlook", [&] { return checked(outlook_of(recorded, ahead, options)); });
  CandidateFacts possible;
  possible.is_legal = [](ProposalKind, const CandidateStep&) { return true; };
  for (std::size_t i = 0; i < recorded.agents.size(); ++i)
    if (ahead.planned[i].empty()) possible.call_ins.push_back({i, {13 * hour_s, 18 * hour_s, {}}});
  const std::vector<Candidate> candidates = candidates_of(ahead, outlook, possible);
  TrialOptions trial;
  trial.threads = 1;
  const auto tried =
      timed("tries", [&] { return checked(try_candidates(recorded, ahead, candidates, trial)); });
  CombineOptions combine;
  combine.trial = trial;
  const auto together =
      timed("together", [&] { return checked(combined(recorded, ahead, candidates, tried, combine)); });
  figures.report(name + "_contacts_whole_day", outlook.total.whole.offered.mean, "contacts");
  figures.report(name + "_service_level_rest",
                 outlook.total.rest.service_level ? outlook.total.rest.service_level->mean : 0, "1");
  figures.report(name + "_candidates", static_cast<double>(candidates.size()), "proposals");
  figures.report(name + "_help", static_cast<double>(tried.size()), "proposals");
  figures.report(name + "_help_together", together ? static_cast<double>(together->parts.size()) : 0,
                 "proposals");
}

}  // namespace

int main(int count, char** values) try {
  bench::Arguments arguments(count, values);
  const bool is_quick = arguments.has("--quick");
  arguments.check_all_known();
  const bench::Figures figures("outlook");
  figures.report_load("before");
  measure(figures, 20, 4);
  if (is_quick) return 0;
  measure(figures, 100, 8);
  measure(figures, 500, 20);
  measure(figures, 2'000, 50);
  figures.report_load("after");
  return 0;
} catch (const std::exception& error) {
  fmt::print(stderr, "bench outlook: {}\n", error.what());
  return 1;
}
