// What the solver is made of: rows that want a number of people, and for each person the lines they could
// work. A source of lines knows the people; the solver knows only rows and costs, so one solver serves the
// planners' problems and the public benchmark's.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace rapport::workforce::schedule {

// How many are wanted in one slot (or on one shift of one day).
struct CoverRow {
  double need = 0;
  double under_cost = 0;  // each too few
  double over_cost = 0;   // each too many

  double cost(std::int32_t covered) const {
    const double missing = need - covered;
    return missing > 0 ? missing * under_cost : -missing * over_cost;
  }
};

struct Line {
  double cost = 0;                   // of the line itself: pay, wishes
  std::vector<std::int32_t> rows;    // covered once each
  std::vector<std::int32_t> picks;   // per day; -1: off. What they mean the source knows
  std::vector<std::int32_t> detail;  // likewise (where breaks begin)
};

struct LineAnswer {
  bool is_found = false;
  bool is_exact = false;
  double value = 0;     // cost of the line minus what its rows gain
  double at_least = 0;  // no line's value is lower
  Line line;
};

// Immutable; `best` may run on several threads, each with its own scratch.
class LineSource {
 public:
  class Scratch {
   public:
    virtual ~Scratch() = default;
  };

  virtual ~LineSource() = default;
  virtual std::size_t people() const = 0;
  virtual const std::vector<CoverRow>& rows() const = 0;
  virtual std::unique_ptr<Scratch> scratch() const = 0;
  // The line of least value when covering a row gains `gains[row]`.
  virtual LineAnswer best(std::size_t person, std::span<const double> gains, Scratch& scratch) const = 0;
};

// How often each row is covered, and what one more or one less would be worth.
class Cover {
 public:
  explicit Cover(const std::vector<CoverRow>& rows) : rows_(rows), covered_(rows.size(), 0) {}

  void add(const Line& line, std::int32_t times = 1) {
    for (const std::int32_t row : line.rows)
      covered_[static_cast<std::size_t>(row)] += times;
  }
  double cost() const {
    double sum = 0;
    for (std::size_t row = 0; row < rows_.size(); ++row)
      sum += rows_[row].cost(covered_[row]);
    return sum;
  }
  // What one more on each row saves.
  void gains(std::vector<double>& out) const {
    out.resize(rows_.size());
    for (std::size_t row = 0; row < rows_.size(); ++row)
      out[row] = rows_[row].cost(covered_[row]) - rows_[row].cost(covered_[row] + 1);
  }
  std::int32_t covered(std::size_t row) const { return covered_[row]; }

 private:
  const std::vector<CoverRow>& rows_;
  std::vector<std::int32_t> covered_;
};

}  // namespace rapport::workforce::schedule
