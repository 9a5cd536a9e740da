#include "workforce/queueing/waits.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

#include "workforce/queueing/erlang_a.h"
#include "workforce/queueing/erlang_c.h"

namespace rapport::workforce {
namespace {

constexpr double too_little = 1e-18;
constexpr double never_ending = std::numeric_limits<double>::infinity();

// Chances of a whole number from `low` on, known up to a factor by their ratios; from its likeliest value
// both ways. P(N >= i) for i from low on.
struct Tails {
  double low = 0;
  std::vector<double> tails;
};

Tails tails_of(double mode, const std::function<double(double)>& next_over) {
  std::vector<double> down, terms;
  double term = 1;
  for (double k = mode - 1; k >= 0 && term > too_little; --k)
    down.push_back(term /= next_over(k));
  terms.assign(down.rbegin(), down.rend());
  terms.push_back(term = 1);
  for (double k = mode; term > too_little; ++k)
    terms.push_back(term *= next_over(k));
  Tails out;
  out.low = mode - static_cast<double>(down.size());
  for (std::size_t i = terms.size(); i-- > 1;)
    terms[i - 1] += terms[i];
  out.tails = std::move(terms);
  const double all = out.tails.front();
  for (double& tail : out.tails)
    tail /= all;
  return out;
}

}  // namespace

Moved Moved::poisson(double mean_served) {
  Moved out;
  if (mean_served <= 0) return out;
  Tails tails = tails_of(std::floor(mean_served), [&](double k) { return mean_served / (k + 1); });
  out.first_ = tails.low;
  out.tails_ = std::move(tails.tails);
  return out;
}

Moved Moved::negative_binomial(double of, double left, double most) {
  Moved out;
  const double gone = 1 - left;
  if (gone <= 0) return out;
  const double spread = std::sqrt(of * gone) / left;
  if (40 * spread < most + 1000) {
    Tails tails = tails_of(std::floor(std::max(0.0, of - 1) * gone / left),
                           [&](double k) { return gone * (of + k) / (k + 1); });
    out.first_ = tails.low;
    out.tails_ = std::move(tails.tails);
    return out;
  }
  // Everybody before has long lost patience, nearly: few terms from 0 on, in logarithms.
  double log_term = of * std::log(left), below = 0;
  for (double k = 0; k <= most + 1; ++k) {
    out.tails_.push_back(std::max(0.0, 1 - below));
    below += std::exp(log_term);
    log_term += std::log(gone * (of + k) / (k + 1));
  }
  out.beyond_ = out.tails_.back();
  return out;
}

double Moved::at_least(double places) const {
  const double at = places - first_;
  if (places <= 0 || at <= 0) return 1;
  const double left = std::floor(at);
  const auto tail = [&](double index) {
    if (index <= 0) return 1.0;
    return index < static_cast<double>(tails_.size()) ? tails_[static_cast<std::size_t>(index)] : beyond_;
  };
  return tail(left) + (at - left) * (tail(left + 1) - tail(left));
}

double answered_after(const Load& load, std::optional<double> patience_s, int agents, double wait_s) {
  const QueueFigures figures =
      patience_s ? erlang_a(load, *patience_s, agents, wait_s) : erlang_c(load, agents, wait_s);
  const double answered = 1 - figures.p_abandon;
  return answered <= 0 ? 1 : std::clamp(1 - figures.service_level / answered, 0.0, 1.0);
}

double wait_percentile_s(const Load& load, std::optional<double> patience_s, int agents, double share) {
  const auto exceeds = [&](double wait_s) {
    return answered_after(load, patience_s, agents, wait_s) > 1 - share;
  };
  if (!exceeds(0)) return 0;
  if (!patience_s && load.erlangs() >= agents) return never_ending;
  double low = 0, high = load.handle_s / agents;
  for (; exceeds(high); high *= 2) {
    low = high;
    if (high > 1e12) return never_ending;
  }
  for (int step = 0; step < 100 && high - low > 1e-9 * high; ++step) {
    const double middle = low + (high - low) / 2;
    (exceeds(middle) ? low : high) = middle;
  }
  return high;
}

}  // namespace rapport::workforce
