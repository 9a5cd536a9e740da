#include "workforce/schedule/prices.h"

#include <algorithm>
#include <cmath>

#include "workforce/schedule/parallel.h"

namespace rapport::workforce::schedule {
namespace {

constexpr double share_of_new = 0.15;  // in the averages
constexpr double worth = 1e-4;         // a better bound than that is worth going on as before
constexpr double step_min = 0.002;
constexpr std::int32_t worse_max = 6;  // rounds without a better bound until steps get shorter

// What is missing on a row; where the price cannot go further, nothing is.
double held_at(const CoverRow& row, double price, double missing) {
  if (missing > 0 && price >= row.under_cost - 1e-12) return 0;
  if (missing < 0 && price <= -row.over_cost + 1e-12) return 0;
  return missing;
}

// One round: everybody's best line at these prices.
struct Answered {
  double value = 0;  // of the whole relaxed problem
  std::vector<double> covered;
};

Answered answer(Search& search, const std::vector<double>& prices, double until_s) {
  const std::size_t people = search.source.people();
  std::vector<double> at_least(people, 0);
  std::vector<std::vector<double>> covered(search.threads, std::vector<double>(prices.size(), 0));
  for_each_parallel(search.threads, people, [&](std::size_t thread, std::size_t person) {
    if (search.elapsed_s() >= until_s) return;
    const LineAnswer found = search.source.best(person, prices, *search.scratch[thread]);
    at_least[person] = found.at_least;
    for (const std::int32_t row : found.line.rows)
      covered[thread][static_cast<std::size_t>(row)] += 1;
  });
  Answered answered;
  answered.value = rows_at_least(search.source.rows(), prices);
  for (const double value : at_least)  // in this order, whoever found them
    answered.value += value;
  answered.covered = std::move(covered[0]);
  for (std::size_t thread = 1; thread < search.threads; ++thread)
    for (std::size_t row = 0; row < prices.size(); ++row)
      answered.covered[row] += covered[thread][row];
  return answered;
}

}  // namespace

double rows_at_least(const std::vector<CoverRow>& rows, const std::vector<double>& prices) {
  double sum = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const CoverRow& row = rows[i];
    const auto low = static_cast<std::int32_t>(std::floor(row.need));
    const auto high = static_cast<std::int32_t>(std::ceil(row.need));
    // Convex in the number, its slopes around the price: the least is beside the need.
    sum += std::min(row.cost(low) + prices[i] * low, row.cost(high) + prices[i] * high);
  }
  return sum;
}

Prices find_prices(Search& search, const std::vector<double>& start, double first_step, double cost,
                   double gap, double until_s, std::int32_t rounds_max) {
  const auto& rows = search.source.rows();
  Prices best;
  best.price.resize(rows.size());
  for (std::size_t row = 0; row < rows.size(); ++row)
    best.price[row] = rows[row].need > 0 ? 0.4 * rows[row].under_cost : -rows[row].over_cost;
  if (!start.empty()) best.price = start;
  std::vector<double> prices = best.price;
  double step = first_step;
  std::int32_t worse = 0;
  while (best.rounds < rounds_max && step > step_min && (best.rounds == 0 || search.goes_on(until_s))) {
    // The first is asked to its end, so that there is a bound at all.
    const double end_s = best.rounds == 0 ? 1e30 : until_s;
    const Answered now = answer(search, prices, end_s);
    if (search.elapsed_s() >= end_s) break;  // some were not asked any more
    if (best.rounds++ == 0) best.average = now.covered;
    for (std::size_t row = 0; row < rows.size(); ++row)
      best.average[row] += share_of_new * (now.covered[row] - best.average[row]);
    ++worse;
    if (now.value > best.bound) {
      if (now.value > best.bound + worth * std::abs(best.bound)) worse = 0;
      best.bound = now.value;
      best.price = prices;
    }
    if (worse >= worse_max) {
      step *= 0.66;
      worse = 0;
    }
    search.bound = std::max(search.bound, best.bound);
    if (search.is_close(cost, gap)) break;
    double square = 0;
    std::vector<double> toward(rows.size());
    for (std::size_t row = 0; row < rows.size(); ++row) {
      toward[row] = held_at(rows[row], best.price[row], rows[row].need - best.average[row]);
      square += toward[row] * toward[row];
    }
    if (square < 1e-9) break;
    const double length = step * std::max(cost - best.bound, 1e-3 * std::abs(cost)) / square;
    for (std::size_t row = 0; row < rows.size(); ++row)
      prices[row] =
          std::clamp(best.price[row] + length * toward[row], -rows[row].over_cost, rows[row].under_cost);
  }
  return best;
}

}  // namespace rapport::workforce::schedule
