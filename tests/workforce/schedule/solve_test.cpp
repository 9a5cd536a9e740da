#include "workforce/schedule/solve.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <limits>
#include <random>

#include "workforce/schedule/line_search.h"
#include "workforce/schedule/support/small_problem.h"

using namespace rapport;
using namespace rapport::workforce::schedule;

namespace {

SolveOptions quick() {
  SolveOptions options;
  options.time_limit_s = 1;
  options.threads = 2;
  return options;
}

bool has(const std::vector<Rule>& rules, Rule rule) {
  return std::find(rules.begin(), rules.end(), rule) != rules.end();
}

// Every line of a few days tried out: the cheapest that the rules allow, said the slow way.
struct Naive {
  const LineRules& rules;
  const std::vector<std::vector<Move>>& moves;
  const std::vector<double>& costs;
  double best = std::numeric_limits<double>::infinity();
  std::vector<std::int32_t> line = {};

  void run(std::size_t day, std::size_t at, double cost) {
    if (day == moves.size()) {
      if (is_allowed()) best = std::min(best, cost + weekends() * weekends() * rules.weekend_cost);
      return;
    }
    for (std::int32_t move = -1; move < static_cast<std::int32_t>(moves[day].size()); ++move) {
      line.push_back(move);
      run(day + 1, at + moves[day].size(),
          cost + (move < 0 ? 0 : costs[at + static_cast<std::size_t>(move)]));
      line.pop_back();
    }
  }

  const Move* move(std::size_t day) const {
    return line[day] < 0 ? nullptr : &moves[day][static_cast<std::size_t>(line[day])];
  }
  int weekends() const {
    int count = 0;
    for (std::size_t day = 0; day < line.size(); ++day)
      if (rules.weekend_of[day] >= 0 && line[day] >= 0 && (day % 7 == 5 || line[day - 1] < 0)) ++count;
    return count;
  }
  bool is_allowed() const {
    std::int32_t total = 0, kind = 0;
    std::vector<std::int32_t> week(rules.week_max.size(), 0);
    for (std::size_t day = 0; day < line.size(); ++day) {
      const Move* now = move(day);
      if (!now) continue;
      total += now->units;
      kind += now->kind == 0 ? 1 : 0;
      week[static_cast<std::size_t>(rules.week_of[day])] += now->units;
      const Move* before = day > 0 ? move(day - 1) : nullptr;
      if (before && now->start < before->ready) return false;
      if (before && !rules.may_not_follow.empty() &&
          rules.may_not_follow[static_cast<std::size_t>(before->order)][static_cast<std::size_t>(now->order)])
        return false;
    }
    for (std::size_t i = 0; i < week.size(); ++i)
      if (week[i] < rules.week_min[i] || week[i] > rules.week_max[i]) return false;
    if (total < rules.total_min || total > rules.total_max || kind > rules.kind_max[0]) return false;
    if (weekends() > rules.weekends_max) return false;
    for (std::size_t from = 0; from < line.size();) {
      std::size_t to = from;
      while (to < line.size() && (line[to] >= 0) == (line[from] >= 0))
        ++to;
      const auto length = static_cast<std::int32_t>(to - from);
      const bool is_inner = from > 0 && to < line.size();
      if (line[from] >= 0 && (length > rules.row_max || (is_inner && length < rules.row_min))) return false;
      if (line[from] < 0 && is_inner && length < rules.off_min) return false;
      from = to;
    }
    return true;
  }
};

}  // namespace

TEST_CASE("the cheapest line is the one that trying out all of them finds") {
  std::mt19937 random(7);
  const auto below = [&](std::uint32_t limit) { return static_cast<std::int32_t>(random() % limit); };
  for (int round = 0; round < 60; ++round) {
    LineRules rules;
    rules.days = 9;
    rules.row_max = 2 + below(4);
    rules.row_min = 1 + below(2);
    rules.off_min = 1 + below(3);
    rules.total_min = below(8);
    rules.total_max = rules.total_min + below(8);
    rules.weekends_max = below(3);
    rules.weekend_cost = below(2);
    rules.kind_max = {1 + below(3), no_limit};
    rules.week_min = {below(4), 0};
    rules.week_max = {4 + below(4), no_limit};
    rules.week_days_max = {7, 7};
    // No order of early and late: neither may follow itself.
    if (round % 3 == 0) rules.may_not_follow = {{true, false}, {below(2) == 0, true}};
    std::vector<std::vector<Move>> moves(9);
    std::vector<double> costs;
    for (std::size_t day = 0; day < 9; ++day) {
      rules.week_of.push_back(day < 7 ? 0 : 1);
      rules.weekend_of.push_back(day == 5 || day == 6 ? 0 : -1);
      rules.day_slots.push_back(round % 2 == 0 ? 100 : 10);
      for (int i = 0; i < 2; ++i) {
        Move move;
        move.units = 1 + below(2);
        move.start = below(3);
        move.ready = below(3);
        move.kind = static_cast<std::int8_t>(below(2));
        if (round % 3 == 0) move.order = static_cast<std::int8_t>(i);
        moves[day].push_back(move);
        costs.push_back(below(21) - 12);
      }
    }
    Naive naive{rules, moves, costs};
    naive.run(0, 0, 0);
    const LineSearch search(rules, moves);
    LineSearch::Workspace workspace;
    const LineFound found = search.best(costs, workspace);
    INFO("round " << round);
    CHECK(found.is_exact);
    CHECK(found.is_found == (naive.best < 1e9));
    if (found.is_found) {
      CHECK(found.cost == doctest::Approx(naive.best));
      naive.line = found.move;
      CHECK(naive.is_allowed());
    }
    // Too many partial lines for all of them: a line that is allowed, and what is proved is true.
    const LineFound few = search.best(costs, workspace, 1);
    CHECK(few.at_least <= naive.best + 1e-6);
    if (few.is_found) {
      CHECK(few.cost >= naive.best - 1e-6);
      naive.line = few.move;
      CHECK(naive.is_allowed());
    } else {
      CHECK(naive.best > 1e9);
    }
  }
}

TEST_CASE("a plan keeps every rule, and its bound is below its cost") {
  Problem problem = small_problem(5, 14);
  problem.contracts[0].paid_week_min_s = 32 * 3'600;
  problem.agents[1].wishes.push_back({WishKind::off, {"2026-03-03"}, {}, "00:00", "", 500});
  const auto solved = solve(problem, quick());
  REQUIRE(solved);
  CHECK(solved->is_feasible);
  CHECK(solved->violations.empty());
  CHECK(judge(problem, solved->plan).empty());
  CHECK(solved->bound <= solved->costs.total + 1e-6);
  CHECK(solved->costs.total == doctest::Approx(solved->costs.pay + solved->costs.under + solved->costs.over +
                                               solved->costs.wishes + solved->costs.fairness));
  for (const PlannedShift& shift : solved->plan.shifts)
    CHECK((shift.agent != "agent 2" || shift.day != "2026-03-03"));
  CHECK(to_table(problem, *solved).find("violations: none") != std::string::npos);
}

TEST_CASE("rules that cannot be kept together are named, and no others") {
  Problem problem = small_problem(3, 14);
  problem.contracts[0].paid_week_min_s = 40 * 3'600;
  problem.agents[2].time_off.push_back({"2026-03-03", "2026-03-06", "00:00", "24:00", 0});
  problem.contracts[0].weekends_max = 0;
  const auto solved = solve(problem, quick());
  REQUIRE(solved);
  CHECK(!solved->is_feasible);
  REQUIRE(solved->conflicts.size() == 1);
  const Conflict& conflict = solved->conflicts[0];
  CHECK(conflict.agent == "agent 3");
  CHECK(has(conflict.rules, Rule::time_off));
  CHECK(has(conflict.rules, Rule::paid_week_min));
  CHECK(!has(conflict.rules, Rule::rest_min));
  CHECK(!has(conflict.rules, Rule::weekends_in_row_max));
}

TEST_CASE("a stopped search gives the best so far or says that it was stopped") {
  const Problem problem = small_problem(4, 14);
  int asked = 0;
  const auto early = solve(problem, quick(), Progress{[](double) { return false; }});
  CHECK((early ? early->is_stopped : early.error().reason == "cancelled"));
  const auto late = solve(problem, quick(), Progress{[&](double) { return ++asked < 20; }});
  REQUIRE(late);
  CHECK(late->is_stopped);
  CHECK(judge(problem, late->plan).empty());
}
