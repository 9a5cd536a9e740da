#include "schedule/generated.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <random>

namespace rapport::bench {
namespace {

using namespace workforce::schedule;

constexpr std::int64_t hour_s = 3'600;
constexpr std::int64_t first_monday_s = 1'772'409'600;  // 2026-03-02T00:00:00Z

Template shift(std::string name, std::string from, std::string to, std::int64_t hours, std::int64_t lunch_s) {
  Template made;
  made.name = std::move(name);
  made.from = std::move(from);
  made.to = std::move(to);
  made.length_s = hours * hour_s + lunch_s;
  made.every_s = 1'800;
  if (lunch_s > 0) made.breaks.push_back({"lunch", lunch_s, false, 3 * hour_s, 5 * hour_s, 0});
  made.breaks.push_back({"morning break", 900, true, hour_s, 2 * hour_s + 1'800, 0});
  if (hours >= 8) made.breaks.push_back({"afternoon break", 900, true, 6 * hour_s, 7 * hour_s + 1'800, 0});
  return made;
}

double load(double hour, std::int32_t weekday) {
  const double morning = std::exp(-std::pow((hour - 10.5) / 2.2, 2)),
               evening = std::exp(-std::pow((hour - 16) / 3.0, 2));
  const double weekend = weekday == 6 ? 0.55 : weekday == 7 ? 0.4 : weekday == 1 ? 1.1 : 1;
  return weekend * (0.15 + 0.85 * std::max(morning, 0.9 * evening));
}

}  // namespace

Problem generated_problem(std::int32_t agents, std::int32_t days, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  const auto chance = [&] { return static_cast<double>(random() >> 11) / 9007199254740992.0; };
  Problem problem;
  problem.name = fmt::format("{} agents, {} days", agents, days);
  problem.time_zone = "UTC";
  problem.first_day = "2026-03-02";
  problem.days = days;
  problem.grid_s = 900;
  problem.interval_s = 1'800;
  problem.skills = {"billing", "orders", "technical"};
  problem.fairness.weekend_cost = 4;
  problem.fairness.unpopular_cost = 1;
  problem.shifts = {shift("early", "07:00", "09:00", 8, 1'800), shift("middle", "09:30", "12:00", 8, 1'800),
                    shift("late", "12:30", "13:30", 8, 1'800), shift("part", "07:00", "18:00", 4, 0),
                    shift("six", "07:00", "15:30", 6, 1'800)};
  problem.shifts[2].is_unpopular = true;
  Template split;  // four hours, a long gap at home, four hours
  split.name = "split";
  split.from = "08:00";
  split.to = "09:00";
  split.every_s = 1'800;
  split.length_s = 12 * hour_s;
  split.breaks = {{"gap", 4 * hour_s, false, 4 * hour_s, 4 * hour_s, 0}};
  problem.shifts.push_back(split);

  Contract full;
  full.name = "full time";
  full.shifts = {"early", "middle", "late"};
  full.paid_week_min_s = 32 * hour_s;
  full.paid_week_max_s = 40 * hour_s;
  full.days_in_row_max = 6;
  full.days_off_in_row_min = 1;
  full.weekends_max = 2;
  Contract part;
  part.name = "part time";
  part.shifts = {"part", "six"};
  part.paid_week_min_s = 16 * hour_s;
  part.paid_week_max_s = 24 * hour_s;
  part.days_in_row_max = 5;
  part.weekends_max = 3;
  Contract home = full;
  home.name = "home";
  home.shifts = {"early", "middle", "split", "part"};
  home.paid_week_min_s = 24 * hour_s;
  home.paid_week_max_s = 36 * hour_s;
  Contract expert;
  expert.name = "on call";
  expert.shifts = {"part"};
  expert.paid_week_max_s = 8 * hour_s;
  problem.contracts = {full, part, home, expert};

  double hours_a_week = 0;
  for (std::int32_t i = 0; i < agents; ++i) {
    Agent agent;
    agent.name = fmt::format("agent {:03}", i + 1);
    const double kind = chance();
    agent.contract = kind < 0.6 ? "full time" : kind < 0.8 ? "part time" : kind < 0.95 ? "home" : "on call";
    agent.cost_per_hour = kind < 0.95 ? 22 : 30;
    agent.cost_per_shift = kind < 0.95 ? 0 : 25;
    hours_a_week += kind < 0.6 ? 37 : kind < 0.8 ? 20 : kind < 0.95 ? 30 : 1;
    const auto first = static_cast<std::size_t>(chance() * 3);
    agent.skills = {problem.skills[first]};
    if (chance() < 0.4) agent.skills.push_back(problem.skills[(first + 1) % 3]);
    if (chance() < 0.35) {
      TimeOff off;
      const auto from = static_cast<std::int32_t>(chance() * days),
                 length = 1 + static_cast<std::int32_t>(chance() * 5);
      const auto date = [](std::int32_t day) {
        return day < 30 ? fmt::format("2026-03-{:02}", day + 2) : fmt::format("2026-04-{:02}", day - 29);
      };
      off.first_day = date(from);
      off.last_day = date(std::min(days - 1, from + length - 1));
      off.paid_day_s = agent.contract == "on call"     ? 0
                       : agent.contract == "full time" ? 8 * hour_s
                                                       : 4 * hour_s;
      agent.time_off.push_back(off);
    }
    if (chance() < 0.5) {
      Wish wish;
      wish.kind = chance() < 0.5 ? WishKind::off : WishKind::starts_from;
      wish.weekdays = {1 + static_cast<std::int32_t>(chance() * 7)};
      wish.at = "09:00";
      wish.cost = 5 + std::floor(chance() * 20);
      agent.wishes.push_back(wish);
    }
    problem.agents.push_back(std::move(agent));
  }
  constexpr std::array<double, 3> share = {0.36, 0.34, 0.30};
  double sum = 0;
  for (std::int32_t weekday = 1; weekday <= 7; ++weekday)
    for (int half = 14; half < 44; ++half)
      sum += load(half / 2.0, weekday) / 2;
  for (std::size_t i = 0; i < 3; ++i) {
    Requirement requirement;
    requirement.name = problem.skills[i];
    requirement.skills = {problem.skills[i]};
    requirement.under_cost = 75;
    requirement.over_cost = 12;
    requirement.shrinkage = 0.1;
    for (std::int32_t day = 0; day < days; ++day)
      for (int half = 14; half < 44; ++half) {
        const double level =
            share[i] * 0.8 * hours_a_week / sum * load(half / 2.0, day % 7 + 1) * (0.92 + 0.16 * chance());
        requirement.points.push_back(
            {Instant{(first_monday_s + day * 86'400LL + half * 1'800) * 1'000'000}, std::round(level)});
      }
    problem.requirements.push_back(std::move(requirement));
  }
  return problem;
}

}  // namespace rapport::bench
