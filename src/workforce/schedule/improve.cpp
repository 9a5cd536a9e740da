#include "workforce/schedule/improve.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "workforce/schedule/parallel.h"

namespace rapport::workforce::schedule {
namespace {

constexpr double no_better = 1e-7;

double value_of(const Line& line, const std::vector<double>& gains) {
  double value = line.cost;
  for (const std::int32_t row : line.rows)
    value -= gains[static_cast<std::size_t>(row)];
  return value;
}

// Puts the best line of the person in, whose old one is out. True when it is better than the old one.
bool put_in(Search& search, Cover& cover, Line& line, std::size_t person, std::vector<double>& gains) {
  cover.gains(gains);
  LineAnswer answer = search.source.best(person, gains, *search.scratch[0]);
  const bool is_better = answer.is_found && answer.value < value_of(line, gains) - no_better;
  if (is_better) line = std::move(answer.line);
  cover.add(line);
  return is_better;
}

}  // namespace

std::vector<std::size_t> in_chance_order(std::size_t count, std::mt19937_64& random) {
  std::vector<std::size_t> order(count);
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (std::size_t i = count; i > 1; --i)
    std::swap(order[i - 1], order[static_cast<std::size_t>(random() % i)]);
  return order;
}

double cost_of(const LineSource& source, const std::vector<Line>& lines) {
  Cover cover(source.rows());
  double sum = 0;
  for (const Line& line : lines) {
    cover.add(line);
    sum += line.cost;
  }
  return sum + cover.cost();
}

bool first_solution(Search& search, const std::vector<double>& prices, const std::vector<double>& average,
                    Solution& solution, std::size_t& impossible) {
  const auto& rows = search.source.rows();
  const std::size_t people = search.source.people();
  Cover cover(rows);
  solution.lines.assign(people, {});
  std::vector<double> gains;
  double waiting = static_cast<double>(people);
  for (const std::size_t person : in_chance_order(people, search.random)) {
    cover.gains(gains);
    waiting -= 1;
    if (!prices.empty())
      for (std::size_t row = 0; row < rows.size(); ++row) {
        // Those who still wait will come as the relaxed answer says, more or less.
        const double expected = cover.covered(row) + average[row] * waiting / static_cast<double>(people);
        const double width = 0.5 + 0.15 * std::sqrt(average[row] * waiting / static_cast<double>(people));
        const double pull = (rows[row].under_cost + rows[row].over_cost) / 2 / width;
        gains[row] = std::clamp(prices[row] + pull * (rows[row].need - 0.5 - expected +
                                                      average[row] / static_cast<double>(people)),
                                -rows[row].over_cost, rows[row].under_cost);
      }
    LineAnswer answer = search.source.best(person, gains, *search.scratch[0]);
    if (!answer.is_found) {
      impossible = person;
      return false;
    }
    cover.add(answer.line);
    solution.lines[person] = std::move(answer.line);
    if (!search.goes_on(1e30)) break;
  }
  solution.cost = cost_of(search.source, solution.lines);
  return true;
}

void settle(Search& search, Solution& solution, double until_s) {
  const std::size_t people = search.source.people();
  Cover cover(search.source.rows());
  for (const Line& line : solution.lines)
    cover.add(line);
  std::vector<double> gains;
  double cost = cost_of(search.source, solution.lines);
  for (;;) {
    for (const std::size_t person : in_chance_order(people, search.random)) {
      if (!search.goes_on(until_s)) break;
      cover.add(solution.lines[person], -1);
      put_in(search, cover, solution.lines[person], person, gains);
    }
    const double now = cost_of(search.source, solution.lines);
    const bool goes_on = now < cost * (1 - 1e-5) - no_better && search.goes_on(until_s);
    cost = now;
    if (!goes_on) break;
  }
  solution.cost = cost;
}

namespace {

constexpr std::size_t shaken_at_once = 2;  // whatever the threads: the answer must not depend on them

struct Shaken {
  std::vector<std::size_t> who;
  std::vector<Line> lines;
};

// New lines for them: all out, in again one after the other, and the first ones once more. The cover is the
// caller's to lose.
void shake_out(const Search& search, const Solution& solution, Cover cover, Shaken& shaken,
               LineSource::Scratch& scratch) {
  std::vector<double> gains;
  const auto put = [&](std::size_t i, Line& line) {
    cover.gains(gains);
    LineAnswer answer = search.source.best(shaken.who[i], gains, scratch);
    if (answer.is_found) line = std::move(answer.line);
    cover.add(line);
  };
  for (const std::size_t person : shaken.who)
    cover.add(solution.lines[person], -1);
  for (std::size_t i = 0; i < shaken.who.size(); ++i) {
    shaken.lines.push_back(solution.lines[shaken.who[i]]);
    put(i, shaken.lines.back());
  }
  for (std::size_t i = 0; i + 1 < shaken.who.size(); ++i) {
    cover.add(shaken.lines[i], -1);
    put(i, shaken.lines[i]);
  }
}

}  // namespace

void shake(Search& search, Solution& solution, double gap, double until_s) {
  const std::size_t people = search.source.people();
  Cover cover(search.source.rows());
  for (const Line& line : solution.lines)
    cover.add(line);
  double lines_cost = solution.cost - cover.cost();
  while (search.goes_on(until_s) && search.hopes() && !search.is_close(solution.cost, gap)) {
    std::array<Shaken, shaken_at_once> all;
    std::vector<std::size_t> taken;
    for (Shaken& shaken : all) {
      const std::size_t count = 2 + static_cast<std::size_t>(search.random() % 3);
      while (shaken.who.size() < count && taken.size() < people) {
        const auto person = static_cast<std::size_t>(search.random() % people);
        if (std::find(taken.begin(), taken.end(), person) != taken.end()) continue;
        taken.push_back(person);
        shaken.who.push_back(person);
      }
    }
    for_each_parallel(std::min(search.threads, all.size()), all.size(),
                      [&](std::size_t thread, std::size_t i) {
                        shake_out(search, solution, cover, all[i], *search.scratch[thread]);
                      });
    // Each was found as if the others stayed, so what it is worth is seen one after the other.
    for (Shaken& shaken : all) {
      double change = 0;
      const auto swap_in = [&] {
        for (std::size_t i = 0; i < shaken.who.size(); ++i) {
          Line& now = solution.lines[shaken.who[i]];
          cover.add(now, -1);
          change += shaken.lines[i].cost - now.cost;
          std::swap(now, shaken.lines[i]);
          cover.add(now);
        }
      };
      swap_in();
      const double now = cover.cost() + lines_cost + change;
      if (now > solution.cost + no_better) {
        swap_in();
        continue;
      }
      lines_cost += change;
      solution.cost = now;
      search.offer(solution);
    }
  }
  solution.cost = cost_of(search.source, solution.lines);
}

}  // namespace rapport::workforce::schedule
