// How fast the twin is: contacts a second of one day on one core as contacts and agents grow, the memory it
// takes, and days a second when replications run on all cores. `twin single_queue` plays the day that
// peers/single_queue.py plays too.
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <functional>
#include <stdexcept>
#include <string>
#include <thread>

#include "support/arguments.h"
#include "support/figures.h"
#include "twin/replications.h"
#include "twin/simulate.h"

using namespace rapport;
using namespace rapport::twin;

namespace {

constexpr double day_s = 10 * 3600;
constexpr double busy = 0.75;  // of the agents' time is talk

// Four queues, eight skills, steps that widen; the talk is as long as keeps the agents as busy at every size.
Scenario day(double contacts, int agents) {
  Scenario scenario;
  scenario.name = "bench";
  scenario.duration_s = static_cast<std::int64_t>(day_s);
  for (int i = 0; i < 8; ++i)
    scenario.skills.push_back(fmt::format("skill {}", i));
  for (std::size_t i = 0; i < 4; ++i) {
    ScenarioQueue& queue = scenario.queues.emplace_back();
    queue.name = fmt::format("queue {}", i);
    queue.channel = i < 3 ? switchboard::Channel::voice : switchboard::Channel::chat;
    queue.rules.steps = {{{}, {}, {{scenario.skills[i], 3}}, 30}, {{}, {}, {{scenario.skills[i], 1}}, 0}};
    queue.arrivals.per_hour = contacts / 4 / 10;
    queue.talk = Lognormal{busy * agents * day_s / contacts, 0.8};
    queue.wrap_up = Exponential{busy * agents * day_s / contacts / 10};
    queue.patience = Exponential{300};
  }
  for (std::size_t i = 0; i < 4; ++i) {
    ScenarioAgents& group = scenario.agents.emplace_back();
    group.name = fmt::format("group {}", i);
    group.count = agents / 4;
    group.skills = {{scenario.skills[i], 4}, {scenario.skills[(i + 1) % 4], 2}, {scenario.skills[i + 4], 3}};
    group.queues = {scenario.queues[i].name, scenario.queues[(i + 1) % 4].name};
    group.answer_delay = Gamma{4, 4};
    group.no_answer_share = 0.01;
  }
  return scenario;
}

// 80 agents, 1,000 calls an hour of 5 minutes, 3 minutes of patience; as peers/single_queue.py.
Scenario single_queue_day() {
  Scenario scenario;
  scenario.name = "single queue";
  scenario.duration_s = static_cast<std::int64_t>(day_s);
  ScenarioQueue& queue = scenario.queues.emplace_back();
  queue.name = "calls";
  queue.channel = switchboard::Channel::voice;
  queue.arrivals.per_hour = 1'000;
  queue.talk = Exponential{300};
  queue.patience = Exponential{180};
  ScenarioAgents& group = scenario.agents.emplace_back();
  group.name = "agents";
  group.count = 80;
  group.queues = {"calls"};
  return scenario;
}

double seconds_of(const std::function<void()>& work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

struct Played {
  double contacts = 0, events = 0, seconds = 0, occupancy = 0, service_level = 0, peak_mb = 0;
};

// In a process of its own, whose peak memory is the day's.
Played played(const Scenario& scenario) {
  int ends[2];
  if (::pipe(ends) != 0) throw std::runtime_error("no pipe");
  const pid_t child = ::fork();
  if (child < 0) throw std::runtime_error("cannot fork");
  Played out;
  if (child == 0) {
    Result<Report> report = fail(ErrorCode::internal, "not_run", "");
    out.seconds = seconds_of([&] { report = simulate(scenario); });
    if (!report) ::_exit(1);
    out.contacts = static_cast<double>(report->contacts);
    out.events = static_cast<double>(report->events);
    out.occupancy = report->agents.occupancy.value_or(0);
    out.service_level = report->total.service_level.value_or(0);
    ::_exit(::write(ends[1], &out, sizeof out) == static_cast<ssize_t>(sizeof out) ? 0 : 1);
  }
  ::close(ends[1]);
  const ssize_t got = ::read(ends[0], &out, sizeof out);
  ::close(ends[0]);
  int status = 0;
  rusage usage{};
  ::wait4(child, &status, 0, &usage);
  if (got != static_cast<ssize_t>(sizeof out) || status != 0)
    throw std::runtime_error("a day could not be played");
  out.peak_mb = static_cast<double>(usage.ru_maxrss) / 1024;
  return out;
}

void play_size(const bench::Figures& figures, double contacts, int agents) {
  const Played one = played(day(contacts, agents));
  const auto report = [&](const char* metric, double value, const char* unit) {
    figures.report(fmt::format("contacts_{:.0f}_agents_{}_{}", contacts, agents, metric), value, unit);
  };
  report("wall_time", one.seconds, "s");
  report("per_second", one.contacts / one.seconds, "contacts/s");
  report("events_per_second", one.events / one.seconds, "events/s");
  report("peak_memory", one.peak_mb, "MB");
  report("occupancy", one.occupancy, "1");
}

void replications(const bench::Figures& figures, double contacts, int agents) {
  const Scenario scenario = day(contacts, agents);
  const auto cores = static_cast<std::int32_t>(std::thread::hardware_concurrency());
  for (const std::int32_t threads : {std::int32_t{1}, cores}) {
    ReplicateOptions options;
    options.precision.max = 4 * cores;
    options.threads = threads;
    const double s = seconds_of([&] {
      if (!replicate(scenario, options)) throw std::runtime_error("replications failed");
    });
    figures.report(fmt::format("replications_{}_threads", threads), options.precision.max * contacts / s,
                   "contacts/s");
  }
}

void single_queue(const bench::Figures& figures) {
  const Played one = played(single_queue_day());
  figures.report("single_queue_per_second", one.contacts / one.seconds, "contacts/s");
  figures.report("single_queue_service_level", one.service_level, "1");
  figures.report("single_queue_occupancy", one.occupancy, "1");
}

}  // namespace

int main(int count, char** values) try {
  bench::Arguments arguments(count, values);
  const bool is_quick = arguments.has("--quick");
  const bool is_single = arguments.has("single_queue");
  arguments.check_all_known();
  const bench::Figures figures("twin");
  single_queue(figures);
  if (is_single) return 0;
  figures.report_load("before");
  play_size(figures, 50'000, 500);
  if (is_quick) {
    replications(figures, 10'000, 100);
    return 0;
  }
  for (const double contacts : {100'000.0, 300'000.0, 1'000'000.0, 3'000'000.0})
    play_size(figures, contacts, 5'000);
  for (const int agents : {50, 500, 20'000})
    play_size(figures, 100'000, agents);
  replications(figures, 50'000, 500);
  figures.report_load("after");
  return 0;
} catch (const std::exception& error) {
  fmt::print(stderr, "bench twin: {}\n", error.what());
  return 1;
}
