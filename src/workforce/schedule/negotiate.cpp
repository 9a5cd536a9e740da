#include "workforce/schedule/negotiate.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "workforce/schedule/improve.h"
#include "workforce/schedule/parallel.h"

namespace rapport::workforce::schedule {
namespace {

constexpr std::size_t asked_at_once = 2;  // whatever the threads: the answer must not depend on them

}  // namespace

void negotiate(Search& search, Solution& solution, std::vector<double>& prices, const Sharpness& sharpness,
               double until_s) {
  const auto& rows = search.source.rows();
  const std::size_t people = search.source.people();
  std::vector<Line> lines = solution.lines;
  std::vector<double> covered(rows.size(), 0), gains(rows.size());
  const auto add = [&](const Line& line, double times) {
    for (const std::int32_t row : line.rows)
      covered[static_cast<std::size_t>(row)] += times;
  };
  for (const Line& line : lines)
    add(line, 1);
  for (std::int32_t round = 0; round < sharpness.rounds && search.goes_on(until_s); ++round) {
    const double part = sharpness.rounds > 1 ? static_cast<double>(round) / (sharpness.rounds - 1) : 1;
    const double width = sharpness.width_first * std::pow(sharpness.width_last / sharpness.width_first, part);
    const std::vector<std::size_t> order = in_chance_order(people, search.random);
    for (std::size_t at = 0; at < people; at += asked_at_once) {
      const std::size_t count = std::min(asked_at_once, people - at);
      for (std::size_t i = 0; i < count; ++i)
        add(lines[order[at + i]], -1);
      const double others = static_cast<double>(count) - 1;
      for (std::size_t row = 0; row < rows.size(); ++row) {
        const double pull = (rows[row].under_cost + rows[row].over_cost) / 2 / width;
        gains[row] = std::clamp(prices[row] + pull * (rows[row].need - 0.5 - others * 0.25 - covered[row]),
                                -rows[row].over_cost, rows[row].under_cost);
      }
      std::array<LineAnswer, asked_at_once> answers;
      for_each_parallel(std::min(search.threads, count), count, [&](std::size_t thread, std::size_t i) {
        answers[i] = search.source.best(order[at + i], gains, *search.scratch[thread]);
      });
      for (std::size_t i = 0; i < count; ++i) {
        if (answers[i].is_found) lines[order[at + i]] = std::move(answers[i].line);
        add(lines[order[at + i]], 1);
      }
      if (!search.goes_on(until_s)) break;
    }
    for (std::size_t row = 0; row < rows.size(); ++row) {
      const double pull = (rows[row].under_cost + rows[row].over_cost) / 2 / width;
      prices[row] = std::clamp(prices[row] + sharpness.learning * pull * (rows[row].need - covered[row]),
                               -rows[row].over_cost, rows[row].under_cost);
    }
    const double cost = cost_of(search.source, lines);
    if (cost < solution.cost) {
      solution.cost = cost;
      solution.lines = lines;
      search.offer(solution);
    }
  }
}

}  // namespace rapport::workforce::schedule
