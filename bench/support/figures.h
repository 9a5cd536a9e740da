// What a bench prints: one JSON object a line; and what it takes quantiles of.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace rapport::bench {

class Figures {
 public:
  explicit Figures(std::string bench) : bench_(std::move(bench)) {}
  void report(const std::string& metric, double value, const std::string& unit) const;
  // Processes that want a core, over the last minute: on a busy machine latencies say little.
  void report_load(const std::string& when) const;

 private:
  std::string bench_;
};

class Latencies {
 public:
  void add(double ms) {
    ms_.push_back(ms);
    is_sorted_ = false;
  }
  std::size_t count() const { return ms_.size(); }
  // 0 to 1; 1 is the maximum. 0 when there are none.
  double at(double quantile);

 private:
  std::vector<double> ms_;
  bool is_sorted_ = true;
};

}  // namespace rapport::bench
