#include "support/figures.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace rapport::bench {

void Figures::report(const std::string& metric, double value, const std::string& unit) const {
  fmt::print("{{\"bench\":\"{}\",\"metric\":\"{}\",\"value\":{:.6g},\"unit\":\"{}\"}}\n", bench_, metric,
             value, unit);
  std::fflush(stdout);
}

void Figures::report_load(const std::string& when) const {
  double load = 0;
  if (::getloadavg(&load, 1) == 1) report("machine_load_" + when, load, "processes");
}

double Latencies::at(double quantile) {
  if (ms_.empty()) return 0;
  if (!is_sorted_) std::sort(ms_.begin(), ms_.end());
  is_sorted_ = true;
  const double rank = std::ceil(quantile * static_cast<double>(ms_.size()));
  return ms_[std::min(ms_.size() - 1, static_cast<std::size_t>(std::max(1.0, rank)) - 1)];
}

}  // namespace rapport::bench
