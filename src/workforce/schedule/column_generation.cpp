#include "workforce/schedule/column_generation.h"

#include <algorithm>
#include <cmath>

#include "workforce/schedule/parallel.h"
#include "workforce/schedule/prices.h"

namespace rapport::workforce::schedule {
namespace {

constexpr double helps = 1e-6;
constexpr double surely = 0.85;       // a share that is as good as the whole
constexpr double smooth_first = 0.6;  // the weight of the prices of the best bound

}  // namespace

bool generate_columns(Search& search, ColumnMaster& master, const std::vector<std::size_t>& people,
                      std::vector<double>& prices, bool is_whole_problem, double gap, double until_s,
                      std::int32_t rounds_max) {
  const auto& rows = search.source.rows();
  double best = -1e30, weight = smooth_first;
  std::vector<double> center = prices;
  for (std::int32_t round = 0; round < rounds_max && search.goes_on(until_s); ++round) {
    if (!master.solve()) return false;
    std::vector<double> now = master.prices();
    const bool is_smooth = !center.empty() && weight > 0.01;
    if (is_smooth)
      for (std::size_t row = 0; row < now.size(); ++row)
        now[row] = weight * center[row] + (1 - weight) * now[row];
    std::vector<LineAnswer> answers(people.size());
    for_each_parallel(search.threads, people.size(), [&](std::size_t thread, std::size_t i) {
      if (!master.is_fixed(i) && search.elapsed_s() < until_s)
        answers[i] = search.source.best(people[i], now, *search.scratch[thread]);
    });
    if (search.elapsed_s() >= until_s) return false;  // some were not asked any more
    double value = is_whole_problem ? rows_at_least(rows, now) : 0;
    bool is_exact = true;
    std::size_t added = 0;
    for (std::size_t i = 0; i < people.size(); ++i) {
      if (master.is_fixed(i)) continue;
      value += answers[i].at_least;
      is_exact = is_exact && answers[i].is_exact;
      if (!answers[i].is_found) continue;
      double reduced = answers[i].line.cost - master.person_price(i);
      for (const std::int32_t row : answers[i].line.rows)
        reduced -= master.prices()[static_cast<std::size_t>(row)];
      if (reduced < -helps && master.add(i, answers[i].line)) ++added;
    }
    if (is_whole_problem) {
      if (value > best) {
        best = value;
        center = now;
        prices = now;
        search.bound = std::max(search.bound, best);
      }
      if (master.value() - search.bound <= gap * std::abs(master.value()) + 1e-6) return true;
    }
    if (added == 0) {
      if (!is_smooth) return is_exact;
      weight = weight < 0.1 ? 0 : weight * 0.4;  // nothing at the prices between: nearer to the master's
    } else if (!is_whole_problem) {
      center = now;
    }
  }
  return false;
}

std::vector<std::size_t> dive(Search& search, ColumnMaster& master, const std::vector<std::size_t>& people,
                              double until_s) {
  std::vector<std::size_t> chosen(people.size(), 0);
  std::size_t left = people.size();
  while (left > 0) {
    if (!search.goes_on(until_s) || !master.solve()) return {};
    std::size_t fixed = 0, best = master.columns().size();
    for (std::size_t i = 0; i < master.columns().size(); ++i) {
      const auto& column = master.columns()[i];
      if (column.is_out || master.is_fixed(column.person)) continue;
      if (column.share > surely) {
        chosen[column.person] = i;
        master.fix(i);
        ++fixed;
      } else if (best == master.columns().size() || column.share > master.columns()[best].share) {
        best = i;
      }
    }
    if (fixed == 0) {
      if (best == master.columns().size()) return {};
      chosen[master.columns()[best].person] = best;
      master.fix(best);
      fixed = 1;
    }
    left -= fixed;
    std::vector<double> nothing;
    if (left > 0) generate_columns(search, master, people, nothing, false, 0, until_s, 15);
  }
  return chosen;
}

}  // namespace rapport::workforce::schedule
