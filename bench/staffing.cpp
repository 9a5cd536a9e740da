// Requirements found by simulation: seconds and days played, agent hours against what Erlang A alone says,
// and on how many days that the search has not seen the promises hold. One queue in three sizes, and a floor
// of eight queues (two of them chats with several conversations at once) served by six groups whose skills
// overlap. `--quick`: the smallest; `--threads N`: 0, as many as there are cores.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <stdexcept>
#include <string>

#include "support/arguments.h"
#include "support/figures.h"
#include "workforce/staffing/requirements.h"

using namespace rapport;
using namespace rapport::workforce::staffing;

namespace {

// Contacts of each half hour from 08:00 to 18:00 as a part of the busiest one: two peaks and a dip at noon.
constexpr std::array shape = {0.35, 0.55, 0.80, 0.95, 1.00, 1.00, 0.95, 0.85, 0.75, 0.70,
                              0.75, 0.85, 0.90, 0.90, 0.85, 0.75, 0.65, 0.50, 0.40, 0.30};

Problem empty_day(const std::string& name) {
  Problem problem;
  problem.name = name;
  problem.seed = 7;
  problem.time_zone = "Asia/Shanghai";
  problem.start = Instant{1'772'409'600'000'000};  // 2026-03-02T00:00:00Z, 08:00 there
  return problem;
}

Queue& add_queue(Problem& problem, const std::string& name, const std::string& skill, double busiest,
                 double talk_s) {
  Queue& queue = problem.queues.emplace_back();
  queue.name = name;
  queue.channel = switchboard::Channel::voice;
  queue.rules.service_level_within_s = 20;
  if (!skill.empty()) queue.rules.steps = {{{}, {}, {{skill, 1}}, 0}};
  queue.arrivals.interval_s = 1800;
  for (const double part : shape)
    queue.arrivals.per_interval.push_back(busiest * part);
  queue.talk = twin::Lognormal{talk_s, 0.8};
  queue.wrap_up = twin::Exponential{20};
  queue.patience = twin::Exponential{180};
  queue.target.service_level = 0.8;
  queue.target.abandonment = 0.05;
  return queue;
}

Problem one_queue(double busiest) {
  Problem problem = empty_day(fmt::format("one queue, {:.0f} calls in the busiest half hour", busiest));
  add_queue(problem, "calls", "", busiest, 240);
  Group& group = problem.groups.emplace_back();
  group.name = "agents";
  group.queues = {"calls"};
  group.answer_delay = twin::Gamma{4, 4};
  group.shrinkage = 0.3;
  return problem;
}

// Group i works on the queues i and i + 1, and the sixth on all of them.
Problem floor_of_eight() {
  Problem problem = empty_day("eight queues, six groups");
  for (int i = 0; i < 8; ++i) {
    const std::string name = fmt::format("queue {}", i);
    problem.skills.push_back(fmt::format("skill {}", i));
    Queue& queue = add_queue(problem, name, problem.skills.back(), 12 + 5 * i, i < 6 ? 210 : 480);
    if (i < 6) continue;
    queue.channel = switchboard::Channel::chat;
    queue.rules.service_level_within_s = 60;
    queue.patience = twin::Exponential{300};
  }
  for (std::size_t i = 0; i < 6; ++i) {
    Group& group = problem.groups.emplace_back();
    group.name = fmt::format("group {}", i);
    group.answer_delay = twin::Gamma{4, 4};
    group.shrinkage = 0.3;
    for (std::size_t q = 0; q < 8; ++q) {
      if (i < 5 && q != i && q != i + 1 && q != i + 3) continue;
      group.skills.push_back({problem.skills[q], 3});
      group.queues.push_back(problem.queues[q].name);
    }
    group.cost = i < 5 ? 1 : 1.2;
  }
  return problem;
}

void find(const bench::Figures& figures, const std::string& name, const Problem& problem,
          std::int32_t threads) {
  FindOptions options;
  options.threads = threads;
  const auto begin = std::chrono::steady_clock::now();
  const auto found = find_requirements(problem, options);
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  if (!found) throw std::runtime_error(name + ": " + found.error().detail);
  double hours = 0, guessed = 0, contacts = 0, kept = 1;
  for (const GroupRequirement& group : found->groups) {
    hours += group.agent_hours;
    for (const RequirementPoint& point : group.points)
      guessed += point.first_guess * found->interval_minutes / 60.0;
  }
  for (const QueueFound& queue : found->queues) {
    contacts += queue.day.contacts;
    kept = std::min(kept, queue.fresh_days_kept);
  }
  const auto report = [&](const char* metric, double value, const char* unit) {
    figures.report(name + "_" + metric, value, unit);
  };
  report("contacts", contacts, "contacts/day");
  report("wall_time", seconds, "s");
  report("days_played", static_cast<double>(found->days_played), "days");
  report("contacts_per_second", contacts * static_cast<double>(found->days_played) / seconds, "contacts/s");
  report("agent_hours", hours, "h");
  report("agent_hours_erlang_a", guessed, "h");
  report("unseen_days_kept_least", kept, "1");
}

}  // namespace

int main(int count, char** values) try {
  bench::Arguments arguments(count, values);
  const bool is_quick = arguments.has("--quick");
  const auto threads = static_cast<std::int32_t>(arguments.number("--threads", 0));
  arguments.check_all_known();
  const bench::Figures figures("staffing");
  figures.report_load("before");
  find(figures, "one_queue_20", one_queue(20), threads);
  if (is_quick) return 0;
  find(figures, "one_queue_200", one_queue(200), threads);
  find(figures, "one_queue_1000", one_queue(1'000), threads);
  find(figures, "floor", floor_of_eight(), threads);
  figures.report_load("after");
  return 0;
} catch (const std::exception& error) {
  fmt::print(stderr, "bench staffing: {}\n", error.what());
  return 1;
}
