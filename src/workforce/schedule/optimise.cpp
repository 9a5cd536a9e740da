#include "workforce/schedule/optimise.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "workforce/schedule/blocks.h"
#include "workforce/schedule/column_generation.h"
#include "workforce/schedule/improve.h"
#include "workforce/schedule/negotiate.h"
#include "workforce/schedule/parallel.h"
#include "workforce/schedule/prices.h"

namespace rapport::workforce::schedule {
namespace {

// Beyond, the linear programme of all lines is too large to be solved over and over: prices give the bound.
constexpr std::size_t master_rows_max = 2'500;
constexpr std::size_t master_entries_max = 20'000;  // people times the rows of a line

constexpr double no_bound = -1e29;

std::vector<double> prices_to_start(const std::vector<CoverRow>& rows) {
  std::vector<double> prices;
  for (const CoverRow& row : rows)
    prices.push_back(row.need > 0 ? 0.3 * row.under_cost : -row.over_cost);
  return prices;
}

class Solver {
 public:
  Solver(const LineSource& source, const SolveOptions& options, const Progress& progress,
         const BetterSolution& better)
      : source_(source),
        options_(options),
        search_(source, std::max<std::size_t>(1, options.threads), options.seed, options.time_limit_s,
                options.patience_s, progress) {
    search_.better = better;
  }

  Optimised run() {
    Optimised made;
    make_first(made);
    if (made.hopeless.empty()) {
      std::size_t entries = 0;
      for (const Line& line : best_.lines)
        entries += line.rows.size();
      if (source_.rows().size() <= master_rows_max && entries <= master_entries_max)
        by_columns();
      else
        by_prices();
      // Too slow for any bound so far: one round gives one.
      if (search_.bound <= no_bound && !search_.is_cancelled)
        find_prices(search_, {}, 1.0, best_.cost, options_.gap, search_.limit_s(), 1);
      made.solution = std::move(best_);
    }
    made.bound = rounded(search_.bound);
    made.seconds = search_.elapsed_s();
    made.is_stopped = search_.is_cancelled;
    return made;
  }

 private:
  double rounded(double bound) const { return options_.is_integer ? std::ceil(bound - 1e-4) : bound; }
  bool is_done() {
    search_.bound = rounded(search_.bound);
    return search_.is_close(best_.cost, options_.gap);
  }
  void take(Solution found) {
    if (found.cost < best_.cost - 1e-9) best_ = std::move(found);
    search_.offer(best_);
  }
  double share_of_time(double share) const { return search_.elapsed_s() + share * search_.left_s(); }

  void make_first(Optimised& made) {
    std::size_t impossible = 0;
    if (!first_solution(search_, {}, {}, best_, impossible)) {
      const std::vector<double> nothing(source_.rows().size(), 0);
      for (std::size_t person = 0; person < source_.people(); ++person)
        if (!source_.best(person, nothing, *search_.scratch[0]).is_found) made.hopeless.push_back(person);
      if (made.hopeless.empty()) made.hopeless.push_back(impossible);
      return;
    }
    if (search_.is_cancelled) return;  // not everybody has a line
    search_.offer(best_);
    settle(search_, best_, search_.limit_s());
  }

  void talk(std::vector<double> prices, const Sharpness& sharpness, double until_s) {
    Solution found = best_;
    negotiate(search_, found, prices, sharpness, until_s);
    settle(search_, found, search_.limit_s());
    take(std::move(found));
  }

  // Large: negotiation, the bound by prices in one go, and then what time is left for small steps.
  // Negotiating softly is what pays: that a tenth of all people together move a price to its limit, a few
  // hundredths at last.
  void by_prices() {
    const auto people = static_cast<double>(source_.people());
    const double first = std::max(8.0, people / 10), last = std::max(1.0, people / 25);
    talk(prices_to_start(source_.rows()), {first, last, 100, 0.1}, share_of_time(0.4));
    const Prices found = find_prices(search_, {}, 1.0, best_.cost, options_.gap, share_of_time(0.6), 600);
    if (is_done() || !search_.goes_on(search_.limit_s())) return;
    talk(found.price, {first / 2, last / 2, 100, 0.05}, share_of_time(0.4));
    if (!is_done()) shake(search_, best_, options_.gap, search_.limit_s());
    is_done();
  }

  Solution picked(const ColumnMaster& master, const std::vector<std::size_t>& chosen) const {
    Solution found;
    for (const std::size_t column : chosen)
      found.lines.push_back(master.columns()[column].line);
    found.cost = cost_of(source_, found.lines);
    return found;
  }

  void by_columns() {
    std::vector<std::size_t> everybody(source_.people());
    std::iota(everybody.begin(), everybody.end(), std::size_t{0});
    ColumnMaster master(source_.rows(), source_.people(), {});
    for (const std::size_t person : everybody)
      master.add(person, best_.lines[person]);
    std::vector<double> prices;
    {
      Solution found = best_;
      prices = prices_to_start(source_.rows());
      negotiate(search_, found, prices, {3, 0.5, 20, 0.1}, share_of_time(0.1));
      settle(search_, found, share_of_time(0.1));
      for (const std::size_t person : everybody)
        master.add(person, found.lines[person]);
      take(std::move(found));
    }
    generate_columns(search_, master, everybody, prices, true, 1e-6, share_of_time(0.4), 2'000);
    if (is_done()) return;
    if (const auto dived = dive(search_, master, everybody, share_of_time(0.4)); !dived.empty()) {
      Solution found = picked(master, dived);
      settle(search_, found, search_.limit_s());
      take(std::move(found));
    }
    master.unfix_all();
    if (!is_done() && search_.goes_on(search_.limit_s()) && master.solve()) {
      const double reach = best_.cost - search_.bound;
      if (const auto chosen = master.whole(std::min(15.0, 0.2 * search_.left_s()), best_.cost, reach, 4'000);
          !chosen.empty())
        take(picked(master, chosen));
    }
    if (!is_done()) optimise_blocks(search_, best_, options_.gap, search_.limit_s());
    is_done();
  }

  const LineSource& source_;
  const SolveOptions& options_;
  Search search_;
  Solution best_;
};

}  // namespace

Optimised optimise(const LineSource& source, const SolveOptions& options, const Progress& progress,
                   const BetterSolution& better) {
  return Solver(source, options, progress, better).run();
}

}  // namespace rapport::workforce::schedule
