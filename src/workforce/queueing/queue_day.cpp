#include "workforce/queueing/queue_day.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>

#include "workforce/queueing/staffing.h"
#include "workforce/queueing/states.h"
#include "workforce/queueing/waits.h"

namespace rapport::workforce {
namespace {

constexpr double endless = std::numeric_limits<double>::infinity();
constexpr double work_max = 1e7;  // additions for one interval
constexpr int parts = 12;         // of an interval, for what changes with the time of arrival
constexpr int last_parts = 4;     // of its last `within_s`

std::vector<Issue> issues_of(const QueueDay& day) {
  std::vector<Issue> issues;
  const auto check = [&](bool is_right, std::string where, const char* what) {
    if (!is_right) issues.push_back({std::move(where), what});
  };
  const auto is_between = [](double x, double low, double high) { return x >= low && x <= high; };
  check(!day.intervals.empty() && day.intervals.size() <= day_intervals_max, "/intervals",
        "there must be 1 to 2000 of them");
  for (std::size_t i = 0; i < day.intervals.size(); ++i) {
    const QueueInterval& each = day.intervals[i];
    const auto at = [&](const char* member) { return fmt::format("/intervals/{}/{}", i, member); };
    check(is_between(each.length_s, 1, 604'800), at("length_s"), "must be 1 s to 7 days");
    check(is_between(each.arrivals, 0, 1e7), at("arrivals"), "must be 0 to 10,000,000");
    check(is_between(each.handle_s, 0.001, 604'800), at("handle_s"), "must be 0.001 s to 7 days");
    check(is_between(each.agents, 0, size_max), at("agents"), "must be 0 to 100,000");
  }
  check(!day.patience_s || is_between(*day.patience_s, 0.001, 1e9), "/patience_s",
        "must be 0.001 s to 1,000,000,000 s");
  check(is_between(day.within_s, 0, 604'800), "/within_s", "must be 0 s to 7 days");
  check(day.waiting_at_start >= 0 && day.waiting_at_start <= 1'000'000, "/waiting_at_start",
        "must be 0 to 1,000,000");
  return issues;
}

// What a customer who arrives at a moment has before it: the agents from then on.
class Future {
 public:
  Future(const QueueDay& day, std::size_t interval, double into_s)
      : day_(day), theta_(day.patience_s ? 1 / *day.patience_s : 0), interval_(interval), into_s_(into_s) {}

  // Calls visit(agents' rate together, agents who came at its begin, its length) until that says no.
  template <class Visit>
  void each(Visit visit) const {
    int before = day_.intervals[interval_].agents;
    for (std::size_t i = interval_; i < day_.intervals.size(); ++i) {
      const QueueInterval& at = day_.intervals[i];
      const bool is_last = i + 1 == day_.intervals.size();
      const double length = at.length_s - (i == interval_ ? into_s_ : 0);
      const int came = std::max(0, at.agents - before);
      if (!visit(at.agents / at.handle_s, came, is_last && at.agents > 0 ? endless : length)) return;
      before = at.agents;
    }
  }

  // Until the fluid of so many has gone, the customer itself the last. Never: for ever, or without end of
  // patience to the end of the day.
  double passing_s(double places) const {
    double passed = 0;
    bool is_served = false;
    each([&](double rate, int came, double length) {
      places -= came;
      if (places <= 0) {
        is_served = true;
        return false;
      }
      const double needed = rate <= 0 ? endless : time_through(places, rate);
      if (needed <= length) {
        passed += needed;
        is_served = true;
        return false;
      }
      places = theta_ > 0 ? (places + rate / theta_) * std::exp(-theta_ * length) - rate / theta_
                          : places - rate * length;
      passed += length;
      return true;
    });
    return is_served || theta_ == 0 ? passed : endless;
  }
  double time_through(double places, double rate) const {
    return theta_ > 0 ? std::log1p(places * theta_ / rate) / theta_ : places / rate;
  }

  // Does anything change before the wait is over?
  bool changes_within(double seconds) const {
    return interval_ + 1 < day_.intervals.size() && into_s_ + seconds > day_.intervals[interval_].length_s;
  }

 private:
  const QueueDay& day_;
  double theta_;
  std::size_t interval_;
  double into_s_;
};

// Chance of being answered within the day's limit, by the number in line before.
class InTime {
 public:
  InTime(const QueueDay& day, const Future& future, double most) {
    const double theta = day.patience_s ? 1 / *day.patience_s : 0;
    double served = 0, left = day.within_s, since = 0;
    future.each([&](double rate, int came, double length) {
      came_ = std::min(1e18, came_ + came * std::exp(theta * since));
      const double part = std::min(length, left);
      served += theta > 0 ? rate / theta * (std::exp(-theta * (left - part)) - std::exp(-theta * left))
                          : rate * part;
      left -= part;
      since += part;
      return left > 0;
    });
    const double stays = std::exp(-theta * day.within_s);
    if (served <= 0)
      moved_ = Moved::poisson(0);
    else if (theta > 0)
      moved_ = Moved::negative_binomial(served / (1 - stays) + 1, stays, most);
    else
      moved_ = Moved::poisson(served);
  }
  double operator()(double ahead) const { return moved_.at_least(ahead + 1 - came_); }

 private:
  double came_ = 0;  // agents, as places now: those whom they take would have hung up in part
  Moved moved_ = Moved::poisson(0);
};

struct Sums {
  double weight = 0, in_time = 0, waited_s = 0, abandoned = 0, had_to_wait = 0, busy_s = 0, agents_s = 0;

  void add(const Sums& other, double arrivals) {
    weight += arrivals;
    in_time += arrivals * other.in_time / other.weight;
    // Nobody who waits for ever must not become no number.
    if (arrivals > 0) waited_s += arrivals * other.waited_s / other.weight;
    abandoned += arrivals * other.abandoned / other.weight;
    had_to_wait += arrivals * other.had_to_wait / other.weight;
    busy_s += other.busy_s;
    agents_s += other.agents_s;
  }
  QueueFigures figures(int agents) const {
    const auto part = [](double x, double of) { return of > 0 ? std::clamp(x / of, 0.0, 1.0) : 0.0; };
    QueueFigures out;
    out.agents = agents;
    out.service_level = weight > 0 ? part(in_time, weight) : 1;
    out.asa_s = weight > 0 ? waited_s / weight : 0;
    out.p_wait = part(had_to_wait, weight);
    out.p_abandon = part(abandoned, weight);
    out.occupancy = part(busy_s, agents_s);
    return out;
  }
};

class Run {
 public:
  explicit Run(const QueueDay& day)
      : day_(day),
        theta_(day.patience_s ? 1 / *day.patience_s : 0),
        states_(day.waiting_at_start > 0 ? day.intervals.front().agents + day.waiting_at_start : 0) {}

  void play(std::size_t index, QueueDayFigures& out) {
    const QueueInterval& interval = day_.intervals[index];
    IntervalFigures& found = out.intervals.emplace_back();
    states_.count_in_steps_of(step_for(interval));
    if (index > 0 && day_.intervals[index - 1].agents > interval.agents)
      found.overtime_s =
          states_.let_go(day_.intervals[index - 1].agents, interval.agents) * interval.handle_s;
    found.step = states_.step();
    found.waiting_at_start = states_.means(interval.agents).in_line;
    const QueueRates rates{interval.arrivals / interval.length_s, 1 / interval.handle_s, theta_,
                           interval.agents};
    Sums sums;
    steady_.reset();
    const std::vector<double> edges = edges_of(interval);
    for (std::size_t i = 0; i + 1 < edges.size(); ++i) {
      const double length = edges[i + 1] - edges[i];
      const QueueStates mean = states_.advance(rates, length);
      count(mean, index, (edges[i] + edges[i + 1]) / 2, length, sums);
    }
    sums.agents_s = interval.agents * interval.length_s;
    found.figures = sums.figures(interval.agents);
    found.waiting_at_end = states_.means(interval.agents).in_line;
    total_.add(sums, interval.arrivals);
    out.overtime_s += found.overtime_s;
    out.total = total_.figures(std::max(out.total.agents, interval.agents));
  }

 private:
  std::vector<double> edges_of(const QueueInterval& interval) const {
    const double length = interval.length_s;
    std::vector<double> edges;
    for (int i = 0; i <= parts; ++i)
      edges.push_back(length * i / parts);
    if (day_.within_s < length)
      for (int i = 0; i < last_parts; ++i)
        edges.push_back(length - day_.within_s * (last_parts - i) / last_parts);
    std::sort(edges.begin(), edges.end());
    std::vector<double> out{0};
    for (const double edge : edges)
      if (edge - out.back() > 1e-6 * length) out.push_back(edge);
    out.back() = length;
    return out;
  }

  // The smallest that keeps the work of an interval within its limit.
  int step_for(const QueueInterval& interval) const {
    const double arrivals = interval.arrivals / interval.length_s;
    const double serving = interval.agents / interval.handle_s;
    const double loose = theta_ > 0            ? arrivals / theta_
                         : arrivals >= serving ? 2 * interval.arrivals
                                               : arrivals * interval.handle_s;
    const double width = std::max(states_.width(), 16 * std::sqrt(interval.agents + loose + 1));
    const double in_line = std::max(0.0, states_.most() - interval.agents);
    const double events = (arrivals + serving + theta_ * in_line) * interval.length_s;
    int step = 1;
    while (events / step / step * (width / step + 30) > work_max && step < 1 << 20)
      step *= 2;
    return step;
  }

  void count(const QueueStates& mean, std::size_t index, double into_s, double length, Sums& sums) {
    const QueueInterval& interval = day_.intervals[index];
    const Future future(day_, index, into_s);
    const double most = std::max(0.0, mean.most() - interval.agents);
    const bool changes = future.changes_within(day_.within_s);
    if (changes || !steady_ || most > steady_most_) {
      steady_ = std::make_unique<InTime>(day_, future, most * 1.5 + 100);
      steady_most_ = changes ? -1 : most * 1.5 + 100;
    }
    const double rate = interval.agents / interval.handle_s;
    const double to_end = index + 1 < day_.intervals.size() ? interval.length_s - into_s : endless;
    sums.weight += length;
    mean.each(interval.agents, [&](double in_system, double chance, double beyond) {
      const double share = chance * length;
      sums.busy_s += share * std::min<double>(in_system, interval.agents);
      sums.in_time += share * (1 - beyond);
      if (beyond <= 0) return;
      const double ahead = std::max(0.0, in_system - interval.agents), of_these = share * beyond;
      double passing = rate > 0 ? future.time_through(ahead + 1, rate) : endless;
      if (rate <= 0 || passing > to_end) passing = future.passing_s(ahead + 1);
      sums.had_to_wait += of_these;
      sums.in_time += of_these * std::exp(-theta_ * passing) * (*steady_)(ahead);
      const double gone = theta_ > 0 ? -std::expm1(-theta_ * passing) : 0;
      sums.abandoned += of_these * gone;
      sums.waited_s += of_these * (theta_ > 0 ? gone / theta_ : passing);
    });
  }

  const QueueDay& day_;
  double theta_;
  QueueStates states_;
  Sums total_;
  std::unique_ptr<InTime> steady_;
  double steady_most_ = 0;
};

}  // namespace

Result<QueueDayFigures> figures_of_day(const QueueDay& day, const Progress& progress) {
  if (auto issues = issues_of(day); !issues.empty())
    return fail(ErrorCode::invalid, "bad_day", "the day cannot be computed", std::move(issues));
  Run run(day);
  QueueDayFigures out;
  for (std::size_t i = 0; i < day.intervals.size(); ++i) {
    if (!progress.at(static_cast<double>(i) / static_cast<double>(day.intervals.size()))) return cancelled();
    run.play(i, out);
  }
  return out;
}

}  // namespace rapport::workforce
