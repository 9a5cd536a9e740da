// LineEstimate: what the rest of a line costs at least, from each day on: the exact answer to the same
// problem without counts of kinds, and where its table would be too large, without rests, weekends or units
// altogether. What is left out and binds can have a price (Lagrangean relaxation: the estimate stays below
// the truth and comes nearer). Lives as long as one search.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "workforce/schedule/line_moves.h"
#include "workforce/schedule/line_shape.h"
#include "workforce/schedule/line_workspace.h"

namespace rapport::workforce::schedule {

class LineEstimate {
 public:
  LineEstimate(const LineShape& shape, const LineMoves& moves, LineWorkspace& space);

  // Fills the table, from the last day backwards.
  void make();
  // Makes it again with prices for what it leaves out, of the kinds only for those that `counts_kind`.
  void make_with_prices(const std::vector<bool>& counts_kind);
  // Makes it of the corridor's states, with the prices that the kinds have: what lines that keep to it cost
  // from there on, so `left` may be above the truth. REQUIRES: the shape has a corridor.
  void make_in_corridor();
  // Puts so many mean shifts' costs to the price of each of these kinds, for the next table. False: of none.
  bool make_dearer(const std::vector<bool>& kinds, double shifts);
  // Of what a label has still before it, from `day` on; never: it cannot be brought to an end.
  double left(const LineLabel& label, std::size_t day) const;
  // What no line costs less than, by the best prices so far.
  double at_least() const { return at_least_; }

 private:
  struct State {
    std::int32_t streak = 0, week = 0, total = 0, ready = 0, weekend = 0;
  };
  struct Step {
    std::int32_t move = -1;
    State after = {};
  };
  struct Prices {
    double total = 0;    // of a unit; below 0 while the least binds
    double weekend = 0;  // the others only go up from 0
    std::vector<double> kind = {};
  };
  struct Choice {
    std::int32_t units, start, ready, move;
    double cost;  // with its price
  };
  // What a line uses of all that has a price.
  struct Used {
    std::int32_t total = 0, weekends = 0;
    std::vector<std::int32_t> kind = {};
    double money = 0;  // of its moves, without signs
    std::int32_t days = 0;
  };
  class PriceSteps;

  // The table of a day: per streak a block of all other states.
  std::size_t index_of(std::size_t day, const State& state) const;
  std::size_t block_size() const { return table_->block_size(); }
  double* block_of(std::size_t day, std::int32_t streak) const;
  void fill();
  void make_end();
  void make_day(std::size_t day);
  const double* closed(std::size_t day) const;
  const double* worked(std::size_t day, const double* after) const;
  void step_on(std::size_t day, std::int32_t streak, const Choice& choice, double extra,
               const double* from) const;

  bool closes(std::size_t day, State& state) const;
  Step cheapest_step(std::size_t day, const State& state) const;
  void find_cheapest(std::size_t day);
  std::int32_t week_max_of(std::size_t day) const;
  Used relaxed_line();
  double root() const;

  bool prices_total() const { return shape_.has_total && table_->total_dim == 1; }
  bool prices_weekends() const { return table_->weekend_dim == 1 && shape_.rules.weekends_max != no_limit; }
  bool starts_weekend(std::size_t day, const State& state) const;
  bool has_prices() const;
  double price_of(const Move& move) const;
  double given_back(std::int32_t total, std::int32_t weekends) const;
  double given_back_of_kinds(const LineLabel& label) const;

  const LineShape& shape_;
  const LineMoves& moves_;
  LineWorkspace& space_;
  const LineTable* table_;  // what is in space_.left
  Prices prices_;
  double at_least_ = -never;
  std::vector<std::pair<double, std::int32_t>> priced_moves_;  // of the day that is estimated
  std::vector<Choice> cheapest_;                               // likewise
};

}  // namespace rapport::workforce::schedule
