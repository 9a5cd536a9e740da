#include <doctest/doctest.h>

#include <numeric>
#include <string>

#include "workforce/queueing/staffing.h"
#include "workforce/staffing/first_guess.h"
#include "workforce/staffing/requirements.h"
#include "workforce/staffing/search.h"

namespace rapport::workforce::staffing {
namespace {

// One hour at a time, so that a test plays few contacts.
Queue voice(const std::string& name, std::vector<double> expected) {
  Queue queue;
  queue.name = name;
  queue.channel = switchboard::Channel::voice;
  queue.rules.auto_accept = true;
  queue.arrivals.interval_s = 1'800;
  queue.arrivals.per_interval = std::move(expected);
  queue.talk = twin::Exponential{180};
  queue.patience = twin::Exponential{120};
  queue.target.service_level = 0.8;
  return queue;
}

Group group_of(const std::string& name, std::vector<std::string> queues) {
  Group group;
  group.name = name;
  group.queues = std::move(queues);
  return group;
}

Problem problem_of(std::vector<Queue> queues, std::vector<Group> groups) {
  Problem problem;
  problem.start = {1'772'438'400'000'000};  // 2026-03-02T08:00:00Z
  problem.replications = 6;
  problem.confidence = 0.5;
  problem.queues = std::move(queues);
  problem.groups = std::move(groups);
  return problem;
}

std::int32_t sum_of(const Requirements& found) {
  std::int32_t sum = 0;
  for (const GroupRequirement& group : found.groups)
    for (const RequirementPoint& point : group.points)
      sum += point.agents;
  return sum;
}

Requirements solved(const Problem& problem) {
  const auto found = find_requirements(problem);
  if (!found)
    for (const Issue& issue : found.error().issues)
      MESSAGE(issue.where, ": ", issue.what);
  REQUIRE(found);
  return *found;
}

std::string first_issue(const Problem& problem) {
  const auto found = find_requirements(problem);
  if (found) return "none";
  if (found.error().issues.empty()) return found.error().reason;
  return found.error().issues.front().where + ": " + found.error().issues.front().what;
}

}  // namespace

TEST_CASE("one queue needs what Erlang A says, within an agent or so, and nobody can be spared") {
  Problem problem = problem_of({voice("calls", {60, 60, 90, 90})}, {group_of("day", {"calls"})});
  problem.replications = 12;
  problem.groups.front().shrinkage = 0.3;
  const Requirements found = solved(problem);
  ServiceTarget target;
  target.service_level = 0.8;
  const int low = staff({60.0 / 1'800, 180}, 120, target)->agents;
  const int high = staff({90.0 / 1'800, 180}, 120, target)->agents;
  const auto& points = found.groups.front().points;
  REQUIRE(points.size() == 4);
  // The two half hours of a window together.
  CHECK(std::abs(points[0].agents + points[1].agents - 2 * low) <= 2);
  CHECK(std::abs(points[2].agents + points[3].agents - 2 * high) <= 2);
  CHECK(points[0].first_guess == low);
  CHECK(points[0].positions == positions(points[0].agents, 0.3));
  const QueueFound& queue = found.queues.front();
  REQUIRE(queue.windows.size() == 2);
  for (const WindowFigures& window : queue.windows) {
    CHECK(window.is_kept);
    CHECK(window.service_level->mean >= 0.8);
  }
  CHECK(queue.day.contacts == doctest::Approx(300).epsilon(0.1));
  CHECK(queue.day.service_level->at_confidence >= 0.8);
  // Least: any one fewer breaks the promise on the days of the search or on those it was held against.
  FindOptions options;
  Plays plays(problem, options);
  Search search(problem, plays, first_guess(problem));
  REQUIRE(search.raise());
  REQUIRE(search.lower());
  const DayRange searched = search.days(), others{1'000'000, 48};
  REQUIRE(search.hold(others));
  const auto is_kept = [&](const Numbers& agents, const DayRange& range) {
    return broken_by(problem, *plays.play(agents, range), plays.windows()).empty();
  };
  Numbers agents = search.agents();
  CHECK(is_kept(agents, others));
  for (std::size_t i = 0; i < points.size(); ++i) {
    CHECK(agents[0][i] == points[i].agents);
    CHECK(points[i].binds.find("service level of calls") == 0);
    --agents[0][i];
    CHECK_FALSE((is_kept(agents, searched) && is_kept(agents, others)));
    ++agents[0][i];
  }
}

TEST_CASE("promises hold on so many of the days that had no part in the search") {
  Problem problem = problem_of({voice("calls", {20, 30, 20, 20})}, {group_of("day", {"calls"})});
  problem.replications = 30;
  problem.confidence = 0.9;
  FindOptions options;
  Plays plays(problem, options);
  Search search(problem, plays, first_guess(problem));
  REQUIRE(search.raise());
  REQUIRE(search.lower());
  const auto part_kept = [&] {
    const auto days = plays.play(search.agents(), {5'000'000, 400});
    int kept = 0;
    for (const PlayedDay& day : *days) {
      QueueTally all;
      for (const QueueTally& window : day.queues)
        all.add(window);
      kept += is_kept(Promise::service_level, figure_of(Promise::service_level, all).value_or(1), 0.8);
    }
    return kept / 400.0;
  };
  const double lowered = part_kept();
  REQUIRE(search.hold({1'000'000, 100}));
  CHECK(search.held_with() > 0);
  CHECK(lowered < 0.87);  // the least of thirty days are those that these were kind to
  CHECK(part_kept() >= 0.87);
}

TEST_CASE("more days kept need more agents, and so does a forecast that is not sure") {
  Problem problem = problem_of({voice("calls", {60, 60})}, {group_of("day", {"calls"})});
  const std::int32_t half = sum_of(solved(problem));
  problem.confidence = 0.9;
  const Requirements sure = solved(problem);
  CHECK(sum_of(sure) >= half);
  CHECK(sure.queues.front().day.days_kept >= 0.9);
  problem.queues.front().low_80 = {35, 35};
  problem.queues.front().high_80 = {85, 85};
  CHECK(sum_of(solved(problem)) > sum_of(sure));
}

TEST_CASE("two skills pooled need fewer than two queues apart, and the same seed gives the same numbers") {
  const std::vector<Queue> queues{voice("sales", {40, 40}), voice("billing", {40, 40})};
  const Requirements apart =
      solved(problem_of(queues, {group_of("sellers", {"sales"}), group_of("clerks", {"billing"})}));
  Problem pooled = problem_of(queues, {group_of("both", {"sales", "billing"})});
  const Requirements together = solved(pooled);
  CHECK(sum_of(together) < sum_of(apart));
  FindOptions one;
  one.threads = 1;
  const auto again = find_requirements(pooled, one);
  REQUIRE(again);
  CHECK(to_json(*again) == to_json(together));
  CHECK(to_table(together).find("both: ") != std::string::npos);
}

TEST_CASE("who takes three chats at once is needed a third as often, nearly") {
  Queue chats = voice("chats", {60, 60});
  chats.channel = switchboard::Channel::chat;
  chats.target.service_level = {};
  chats.target.asa_s = 20;
  Group one = group_of("floor", {"chats"}), three = one;
  one.capacity.channels.chat = {1, 100, false};
  three.capacity.channels.chat = {3, 33, false};
  const std::int32_t alone = sum_of(solved(problem_of({chats}, {one})));
  const std::int32_t at_once = sum_of(solved(problem_of({chats}, {three})));
  CHECK(at_once * 2 < alone);
  CHECK(at_once * 4 > alone);
}

TEST_CASE("an occupancy that must not be passed needs more agents than the promise alone") {
  Problem problem = problem_of({voice("calls", {60, 60})}, {group_of("day", {"calls"})});
  const std::int32_t plain = sum_of(solved(problem));
  problem.groups.front().max_occupancy = 0.6;
  const Requirements found = solved(problem);
  CHECK(sum_of(found) > plain);
  CHECK(*found.occupancy.front().day.occupancy <= 0.6);
  CHECK(found.groups.front().points.front().binds.find("occupancy of day") == 0);
}

TEST_CASE("what cannot be solved says where") {
  const Problem right = problem_of({voice("calls", {20, 20})}, {group_of("day", {"calls"})});
  Problem wrong = right;
  wrong.groups.front().queues = {"mail"};
  CHECK(first_issue(wrong) == "/queues/0: no group works on \"calls\"");
  wrong = right;
  wrong.skills = {"cantonese"};
  wrong.queues.front().rules.steps = {{{}, {}, {{"cantonese", 3}}, 60}};
  CHECK(first_issue(wrong) ==
        "/queues/0/rules/steps/0: no group that works on \"calls\" has cantonese at level 3");
  wrong = right;
  wrong.queues.front().target = {};
  CHECK(first_issue(wrong).find("/queues: ") == 0);
  wrong = right;
  wrong.groups.front().agents_max = 1;
  CHECK(first_issue(wrong).find("/queues/0/target/service_level: not kept") == 0);
  wrong = right;
  wrong.groups.front().answer_delay = twin::Constant{25};  // nobody is that fast
  wrong.queues.front().rules.auto_accept = false;
  wrong.queues.front().rules.offer_timeout_s = 60;
  wrong.replications = 5;
  CHECK(first_issue(wrong).find("/queues/0/target/service_level: not kept") == 0);
  wrong = right;
  wrong.time_zone = "Mars/Olympus";
  CHECK(first_issue(wrong).find("/time_zone") == 0);
  wrong = right;
  wrong.queues.front().high_80 = {25, 15};
  wrong.queues.front().low_80 = {15, 15};
  CHECK(first_issue(wrong).find("/queues/0/high_80/1") == 0);
  wrong = right;
  wrong.groups.front().skills = {{"unheard", 1}};
  CHECK(first_issue(wrong) == "/groups/0/skills/0/skill: no skill is called \"unheard\"");
  const auto stopped = find_requirements(right, {0, Progress{[](double) { return false; }}});
  CHECK(stopped.error().reason == "cancelled");
}

TEST_CASE("a problem is read from JSON, each fault at its place") {
  const auto read =
      read_problem(R"({"start":"2026-03-02T08:00:00Z","queues":[{"name":"calls","channel":"voice",
    "arrivals":{"per_interval":[40,50]},"talk":{"kind":"exponential","mean_s":180},"target":{"service_level":0.8}}],
    "groups":[{"name":"day","queues":["calls"]}]})");
  REQUIRE(read);
  CHECK(intervals_of(*read) == 2);
  CHECK(read->queues.front().target.service_level == 0.8);
  const auto wrong = read_problem(R"({"start":"2026-03-02T08:00:00Z","queues":[{"name":"calls",
    "arrivals":{"per_interval":[40,-50]},"talk":{"kind":"exponential","mean_s":180},"target":{"service_level":8}}],
    "groups":[{"name":"day","queues":["calls"],"colour":"red"}]})");
  REQUIRE_FALSE(wrong);
  REQUIRE(wrong.error().issues.size() == 3);
  CHECK(wrong.error().issues[0].where == "/queues/0/arrivals/per_interval/1");
  CHECK(wrong.error().issues[1].where == "/queues/0/target/service_level");
  CHECK(wrong.error().issues[2].where == "/groups/0/colour");
}

}  // namespace rapport::workforce::staffing
