// ColumnMaster: the linear programme that mixes lines: for everybody shares of lines that sum to one, for
// each row what is missing or too much. Its duals say which lines would help; with all of them in, its
// optimum is the best bound that lines give. Grown by columns, solved by Clp; whole lines from it by CBC. One
// thread.
#pragma once

#include <cstdint>
#include <memory>
#include <unordered_set>
#include <vector>

#include "workforce/schedule/lines.h"

class ClpSimplex;

namespace rapport::workforce::schedule {

class ColumnMaster {
 public:
  // `people` takes part; `fixed` is how often the others cover each row (empty: nobody does).
  ColumnMaster(const std::vector<CoverRow>& rows, std::size_t people, const std::vector<std::int32_t>& fixed);
  ~ColumnMaster();
  ColumnMaster(const ColumnMaster&) = delete;
  ColumnMaster& operator=(const ColumnMaster&) = delete;

  // False when the person has it already.
  bool add(std::size_t person, const Line& line);
  // The optimum; false when the solver gave up. REQUIRES: a line for everybody.
  bool solve();
  double value() const { return value_; }
  const std::vector<double>& prices() const { return prices_; }  // per row: what covering it gains
  double person_price(std::size_t person) const { return person_prices_[person]; }

  struct Column {
    std::size_t person;
    Line line;
    double share = 0;         // in the last optimum
    double reduced_cost = 0;  // likewise
    bool is_out = false;      // its person is fixed to another
  };
  const std::vector<Column>& columns() const { return columns_; }
  // From now on the person works this column's line.
  void fix(std::size_t column);
  void unfix_all();
  bool is_fixed(std::size_t person) const { return fixed_[person]; }

  // Whole lines by CBC, at most `seconds`, starting from `start` (a column per person; empty: none), among
  // columns whose reduced cost is at most `reduced_max`. Empty when nothing better than `cutoff` was found.
  std::vector<std::size_t> whole(double seconds, double cutoff, double reduced_max,
                                 std::size_t columns_max) const;

 private:
  std::int32_t need_row(std::size_t row) const { return row_index_[row]; }
  void flush();

  const std::vector<CoverRow>& rows_;
  std::vector<double> need_;  // what is left to cover
  std::size_t people_;
  std::vector<std::int32_t> row_index_;
  std::unique_ptr<ClpSimplex> model_;
  std::vector<Column> columns_;
  std::size_t in_model_ = 0;  // of columns_
  std::int32_t first_column_ = 0;
  std::vector<bool> fixed_;
  std::unordered_set<std::uint64_t> known_;
  double value_ = 0;
  std::vector<double> prices_;
  std::vector<double> person_prices_;
};

}  // namespace rapport::workforce::schedule
