#include "twin/stretch_fit.h"

#include <cmath>
#include <map>

#include "twin/arithmetic.h"
#include "twin/scenario.h"

namespace rapport::twin {
namespace {

struct Moment {
  double mean = 0;
  double deviation = 0;  // of its mean
};

class Fitting {
 public:
  explicit Fitting(const std::vector<Conversation>& conversations) {
    for (const Conversation& one : conversations)
      if (work_s(one, 0) > 0) used_.push_back(&one);
    std::map<std::int64_t, std::pair<double, double>> of_agent;  // sum of numbers at once, count
    for (const Conversation* one : used_) {
      of_agent[one->agent].first += one->at_once_first;
      ++of_agent[one->agent].second;
    }
    for (const Conversation* one : used_) {
      const auto& [sum, count] = of_agent.at(one->agent);
      away_.push_back(one->at_once_first - sum / count);
      spread_ += away_.back() * away_.back();
    }
  }

  std::size_t size() const { return used_.size(); }
  bool is_varied() const { return spread_ > 0.02 * static_cast<double>(used_.size()); }

  // Covariance of the number at once and the logarithm of the work; 0 with the true stretch.
  Moment moment(double stretch) const {
    double mean_log = 0;
    std::vector<double> logs;
    for (const Conversation* one : used_) {
      logs.push_back(natural_log(work_s(*one, stretch)));
      mean_log += logs.back();
    }
    const auto n = static_cast<double>(used_.size());
    mean_log /= n;
    double sum = 0, squares = 0;
    for (std::size_t i = 0; i < used_.size(); ++i) {
      const double term = away_[i] * (logs[i] - mean_log);
      sum += term;
      squares += term * term;
    }
    const double mean = sum / n;
    return {mean, std::sqrt((squares / n - mean * mean) / n)};
  }

 private:
  std::vector<const Conversation*> used_;
  std::vector<double> away_;  // from the agent's own mean
  double spread_ = 0;
};

}  // namespace

double work_s(const Conversation& conversation, double stretch) {
  double sum = 0;
  for (std::size_t i = 0; i < at_once_levels; ++i)
    sum += conversation.seconds[i] / (1 + stretch * static_cast<double>(i));
  return sum;
}

StretchFit fit_stretch(const std::vector<Conversation>& conversations) {
  const Fitting fitting(conversations);
  StretchFit out;
  out.conversations = static_cast<std::int64_t>(fitting.size());
  if (out.conversations < stretch_conversations_min || !fitting.is_varied()) return out;
  if (fitting.moment(0).mean <= 0) return out;
  double low = 0, high = stretch_max;
  for (int i = 0; i < 40; ++i) {
    const double middle = (low + high) / 2;
    (fitting.moment(middle).mean > 0 ? low : high) = middle;
  }
  const double stretch = (low + high) / 2;
  const double step = 0.01;
  const double slope =
      (fitting.moment(stretch + step).mean - fitting.moment(stretch > step ? stretch - step : 0).mean) /
      (stretch > step ? 2 * step : stretch + step);
  if (slope >= 0) return out;
  out.half_width = 1.959964 * fitting.moment(stretch).deviation / -slope;
  if (stretch > out.half_width) out.stretch = stretch;
  return out;
}

}  // namespace rapport::twin
