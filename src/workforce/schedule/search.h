// What all parts of the solver share: the lines found so far, the lower bound, the clock and who listens.
// Owned by `optimise` (optimise.h), on its thread.
#pragma once

#include <chrono>
#include <cmath>
#include <cstdint>
#include <functional>
#include <memory>
#include <random>
#include <vector>

#include "base/progress.h"
#include "workforce/schedule/lines.h"

namespace rapport::workforce::schedule {

// Lines of everybody that may be worked together.
struct Solution {
  std::vector<Line> lines;
  double cost = 0;
};

// Told of each better solution, though not more often than somebody can use it; on the thread that computes.
using BetterSolution = std::function<void(const Solution&, double bound)>;

class Search {
 public:
  Search(const LineSource& from, std::size_t thread_count, std::uint64_t seed, double limit_s,
         double patience_s, Progress to)
      : source(from),
        threads(thread_count),
        random(seed),
        progress(std::move(to)),
        limit_s_(limit_s),
        patience_s_(patience_s),
        begin_(std::chrono::steady_clock::now()) {
    for (std::size_t i = 0; i < threads; ++i)
      scratch.push_back(source.scratch());
  }

  const LineSource& source;
  std::size_t threads;
  std::mt19937_64 random;
  Progress progress;
  std::vector<std::unique_ptr<LineSource::Scratch>> scratch;  // per thread
  BetterSolution better;
  double bound = -1e30;
  bool is_cancelled = false;

  double elapsed_s() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin_).count();
  }
  double left_s() const { return limit_s_ - elapsed_s(); }
  double limit_s() const { return limit_s_; }
  // Whether to go on; asked often. Reports progress.
  bool goes_on(double until_s) {
    if (!is_cancelled && !progress.at(std::min(1.0, elapsed_s() / limit_s_))) is_cancelled = true;
    return !is_cancelled && elapsed_s() < until_s;
  }
  // Whether solutions offered have become notably better of late.
  bool hopes() const { return elapsed_s() < hoped_s_ + patience_s_; }
  // REQUIRES: a line for everybody.
  void offer(const Solution& solution) {
    if (solution.cost < hoped_cost_ - notable * std::abs(solution.cost)) {
      hoped_cost_ = solution.cost;
      hoped_s_ = elapsed_s();
    }
    if (!better || solution.cost > told_cost_ - 1e-6 || elapsed_s() < told_s_ + told_every_s) return;
    better(solution, bound);
    told_cost_ = solution.cost;
    told_s_ = elapsed_s();
  }
  bool is_close(double cost, double gap) const {
    return cost - bound <= gap * std::max(1e-9, std::abs(cost)) + 1e-6;
  }

 private:
  static constexpr double told_every_s = 0.5;
  static constexpr double notable = 0.0005;
  double told_cost_ = 1e300, told_s_ = -1e30;
  double hoped_cost_ = 1e300, hoped_s_ = 0;
  double limit_s_, patience_s_;
  std::chrono::steady_clock::time_point begin_;
};

}  // namespace rapport::workforce::schedule
