#include "workforce/queueing/states.h"

#include <algorithm>
#include <cmath>

namespace rapport::workforce {
namespace {

constexpr double dust = 1e-15;     // chances that are swept off the ends
constexpr double spilled = 1e-11;  // chance at a wall that was put too near

// e^-mean mean^k / k! from k = `first`, without what is negligible.
struct PoissonWeights {
  std::int64_t first = 0;
  std::vector<double> weights;
};

PoissonWeights poisson_weights(double mean) {
  const double top = std::floor(mean);
  std::vector<double> down, up;
  double term = 1;
  for (double k = top; k > 0 && term > 1e-18; --k)
    down.push_back(term *= k / mean);
  term = 1;
  for (double k = top + 1; term > 1e-18; ++k)
    up.push_back(term *= mean / k);
  PoissonWeights out;
  out.first = static_cast<std::int64_t>(top) - static_cast<std::int64_t>(down.size());
  out.weights.assign(down.rbegin(), down.rend());
  out.weights.push_back(1);
  out.weights.insert(out.weights.end(), up.begin(), up.end());
  double all = 0;
  for (const double weight : out.weights)
    all += weight;
  for (double& weight : out.weights)
    weight /= all;
  return out;
}

// Of `busy` among `agents` who are among the `leaving` ones: chances from `first` on.
struct Leavers {
  int first = 0;
  std::vector<double> chances;
};

Leavers leavers(int agents, int leaving, int busy) {
  const int least = std::max(0, busy + leaving - agents), most = std::min(busy, leaving);
  const auto next_over = [&](int k) {  // P(k + 1) / P(k)
    return static_cast<double>(leaving - k) * (busy - k) /
           ((k + 1.0) * (static_cast<double>(agents) - leaving - busy + k + 1));
  };
  const double mode = std::floor((leaving + 1.0) * (busy + 1.0) / (agents + 2.0));
  const int top = std::clamp(static_cast<int>(mode), least, most);
  std::vector<double> down;
  double term = 1;
  for (int k = top - 1; k >= least && term > dust; --k)
    down.push_back(term /= next_over(k));
  Leavers out;
  out.first = top - static_cast<int>(down.size());
  out.chances.assign(down.rbegin(), down.rend());
  out.chances.push_back(term = 1);
  for (int k = top; k < most && term > dust; ++k)
    out.chances.push_back(term *= next_over(k));
  double all = 0;
  for (const double chance : out.chances)
    all += chance;
  for (double& chance : out.chances)
    chance /= all;
  return out;
}

}  // namespace

double QueueRates::leaving(double in_system) const {
  const double busy = std::min<double>(in_system, agents);
  return busy * served_per_s + (in_system - busy) * hang_up_per_s;
}

QueueStates::Means QueueStates::means(int agents) const {
  Means out;
  each(agents, [&](double in_system, double chance, double beyond) {
    const double busy = std::min<double>(in_system, agents);
    out.busy += chance * busy;
    out.in_line += chance * (in_system - busy);
    out.p_wait += chance * beyond;
  });
  return out;
}

double QueueStates::sum() const {
  double out = 0;
  for (const double chance : chances_)
    out += chance;
  return out;
}

double QueueStates::most() const {
  return static_cast<double>(first_ + static_cast<std::int64_t>(chances_.size()) - 1) * step_;
}

void QueueStates::trim() {
  std::size_t from = 0, to = chances_.size();
  double swept = 0;
  while (to - from > 1 && swept + chances_[to - 1] < dust)
    swept += chances_[--to];
  swept = 0;
  while (to - from > 1 && swept + chances_[from] < dust)
    swept += chances_[from++];
  chances_.resize(to);
  chances_.erase(chances_.begin(), chances_.begin() + static_cast<std::ptrdiff_t>(from));
  first_ += static_cast<std::int64_t>(from);
  const double all = sum();
  for (double& chance : chances_)
    chance /= all;
}

void QueueStates::count_in_steps_of(int step) {
  while (step_ < step) {  // an odd one goes half to either side
    const std::int64_t first = first_ / 2;
    std::vector<double> wider(chances_.size() / 2 + 2);
    for (std::size_t i = 0; i < chances_.size(); ++i) {
      const std::int64_t at = first_ + static_cast<std::int64_t>(i);
      const auto left = static_cast<std::size_t>(at / 2 - first);
      wider[left] += at % 2 == 0 ? chances_[i] : chances_[i] / 2;
      if (at % 2 != 0) wider[left + 1] += chances_[i] / 2;
    }
    first_ = first;
    chances_ = std::move(wider);
    step_ *= 2;
  }
  while (step_ > step) {  // and takes a quarter from either side; nobody is nobody
    const std::int64_t first = std::max<std::int64_t>(0, first_ * 2 - 1);
    std::vector<double> finer(chances_.size() * 2 + 2);
    for (std::size_t i = 0; i < chances_.size(); ++i) {
      const std::int64_t at = (first_ + static_cast<std::int64_t>(i)) * 2;
      const auto here = static_cast<std::size_t>(at - first);
      finer[here] += at == 0 ? chances_[i] : chances_[i] / 2;
      if (at == 0) continue;
      finer[here - 1] += chances_[i] / 4;
      finer[here + 1] += chances_[i] / 4;
    }
    first_ = first;
    chances_ = std::move(finer);
    step_ /= 2;
  }
  trim();
}

bool QueueStates::try_advance(const QueueRates& rates, double seconds, std::int64_t margin,
                              QueueStates& mean) {
  const double drift_up = rates.arrivals_per_s - rates.leaving(most());
  const double drift_down = rates.leaving(static_cast<double>(first_) * step_) - rates.arrivals_per_s;
  const auto further = [&](double drift) {
    return margin + static_cast<std::int64_t>(std::max(0.0, drift) * seconds / step_);
  };
  const std::int64_t low = std::max<std::int64_t>(0, first_ - further(drift_down));
  const std::int64_t high = first_ + static_cast<std::int64_t>(chances_.size()) + further(drift_up);
  const auto size = static_cast<std::size_t>(high - low);
  std::vector<double> up(size), down(size), now(size), next(size), end(size), average(size);
  double fastest = 0;
  for (std::size_t i = 0; i < size; ++i) {
    const double leaving = rates.leaving(static_cast<double>(low + static_cast<std::int64_t>(i)) * step_);
    const double drift = rates.arrivals_per_s - leaving, all = rates.arrivals_per_s + leaving;
    const double both = std::max(0.0, all - std::abs(drift) * step_) / (2.0 * step_ * step_);
    up[i] = i + 1 < size ? std::max(0.0, drift) / step_ + both : 0;
    down[i] = i > 0 ? std::max(0.0, -drift) / step_ + both : 0;
    fastest = std::max(fastest, up[i] + down[i]);
  }
  std::copy(chances_.begin(), chances_.end(), now.begin() + static_cast<std::ptrdiff_t>(first_ - low));
  if (fastest * seconds < 1e-12) {
    mean = *this;
    return true;
  }
  for (std::size_t i = 0; i < size; ++i) {
    up[i] /= fastest;
    down[i] /= fastest;
  }
  const double steps = fastest * seconds;
  const PoissonWeights poisson = poisson_weights(steps);
  const auto last = poisson.first + static_cast<std::int64_t>(poisson.weights.size());
  double later = 1;  // chance of more steps than this one
  for (std::int64_t k = 0; k < last; ++k) {
    const double weight =
        k < poisson.first ? 0 : poisson.weights[static_cast<std::size_t>(k - poisson.first)];
    later = std::max(0.0, later - weight);
    const double share = later / steps;
    for (std::size_t i = 0; i < size; ++i)
      average[i] += share * now[i];
    if (weight > 0)
      for (std::size_t i = 0; i < size; ++i)
        end[i] += weight * now[i];
    next[0] = now[0] * (1 - up[0] - down[0]) + (size > 1 ? now[1] * down[1] : 0);
    for (std::size_t i = 1; i + 1 < size; ++i)
      next[i] = now[i] * (1 - up[i] - down[i]) + now[i - 1] * up[i - 1] + now[i + 1] * down[i + 1];
    if (size > 1)
      next[size - 1] = now[size - 1] * (1 - up[size - 1] - down[size - 1]) + now[size - 2] * up[size - 2];
    now.swap(next);
  }
  if (end[size - 1] > spilled || average[size - 1] > spilled) return false;
  if (low > 0 && (end[0] > spilled || average[0] > spilled)) return false;
  mean.step_ = step_;
  mean.first_ = first_ = low;
  mean.chances_ = std::move(average);
  chances_ = std::move(end);
  mean.trim();
  trim();
  return true;
}

QueueStates QueueStates::advance(const QueueRates& rates, double seconds) {
  QueueStates mean(0);
  auto margin = static_cast<std::int64_t>(12 + chances_.size() / 4);
  while (!try_advance(rates, seconds, margin, mean))
    margin *= 2;
  return mean;
}

double QueueStates::let_go(int before, int after) {
  const int leaving = before - after;
  const std::int64_t low = std::max<std::int64_t>(0, first_ - leaving / step_ - 1);
  std::vector<double> out(chances_.size() + static_cast<std::size_t>(first_ - low) + 2);
  double taken = 0;
  for (std::size_t i = 0; i < chances_.size(); ++i) {
    const std::int64_t in_system = (first_ + static_cast<std::int64_t>(i)) * step_;
    const Leavers gone =
        leavers(before, leaving, static_cast<int>(std::min<std::int64_t>(in_system, before)));
    for (std::size_t k = 0; k < gone.chances.size(); ++k) {
      const double chance = chances_[i] * gone.chances[k];
      const auto with = gone.first + static_cast<std::int64_t>(k);
      taken += chance * static_cast<double>(with);
      const std::int64_t stay = in_system - with;
      const double right = static_cast<double>(stay % step_) / step_;
      const auto at = static_cast<std::size_t>(stay / step_ - low);
      out[at] += chance * (1 - right);
      out[at + 1] += chance * right;
    }
  }
  first_ = low;
  chances_ = std::move(out);
  trim();
  return taken;
}

}  // namespace rapport::workforce
