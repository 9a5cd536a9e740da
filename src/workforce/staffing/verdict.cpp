#include "workforce/staffing/verdict.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

namespace rapport::workforce::staffing {
namespace {

constexpr double rounding = 1e-9;

// The same promise over days and windows: `of` gives the figure of a day and a window, or of all days, or of
// the whole day.
struct Judging {
  Promised promised;
  std::size_t subject = 0;
  std::size_t days = 0, windows = 0;
  double confidence = 0;
  bool is_per_window = false;
  std::function<std::optional<double>(std::optional<std::size_t> day, std::optional<std::size_t> window)> of;

  void mean(std::optional<std::size_t> window, std::vector<Broken>& broken) const {
    const auto found = of({}, window);
    if (found && !is_kept(promised.promise, *found, promised.wanted))
      broken.push_back({promised.promise, subject, window, false, promised.wanted, *found});
  }
  void each_day(std::optional<std::size_t> window, std::vector<Broken>& broken) const {
    std::vector<double> figures;
    for (std::size_t day = 0; day < days; ++day)
      if (const auto found = of(day, window)) figures.push_back(*found);
    if (figures.empty()) return;
    const double edge = at_confidence(promised.promise, std::move(figures), confidence);
    if (!is_kept(promised.promise, edge, promised.wanted))
      broken.push_back({promised.promise, subject, window, true, promised.wanted, edge});
  }
  void judge(std::vector<Broken>& broken) const {
    for (std::size_t w = 0; w < windows; ++w) {
      const std::size_t before = broken.size();
      mean(w, broken);
      if (is_per_window && broken.size() == before) each_day(w, broken);
    }
    if (!is_per_window) each_day({}, broken);
  }
};

template <class Tally>
Tally sum_of(const PlayedDays& days, std::vector<Tally> PlayedDay::*list, std::size_t subject,
             std::size_t windows, std::optional<std::size_t> day, std::optional<std::size_t> window) {
  Tally sum;
  for (std::size_t d = day.value_or(0); d < (day ? *day + 1 : days.size()); ++d)
    for (std::size_t w = window.value_or(0); w < (window ? *window + 1 : windows); ++w)
      sum.add((days[d].*list)[subject * windows + w]);
  return sum;
}

}  // namespace

std::optional<double> figure_of(Promise promise, const QueueTally& tally) {
  const auto part = [](std::int64_t a, std::int64_t b) -> std::optional<double> {
    if (b == 0) return std::nullopt;
    return static_cast<double>(a) / static_cast<double>(b);
  };
  switch (promise) {
    case Promise::service_level:
      return part(tally.in_time, tally.counted);
    case Promise::abandonment:
      return part(tally.abandoned, tally.contacts);
    default:
      if (tally.answered == 0 && tally.unanswered > 0) return std::numeric_limits<double>::infinity();
      return part(tally.waited_us, tally.answered * 1'000'000);
  }
}

std::optional<double> occupancy_of(const GroupTally& tally) {
  if (tally.there_us == 0) return std::nullopt;
  return static_cast<double>(tally.busy_us) / static_cast<double>(tally.there_us);
}

std::vector<Promised> promises_of(const Queue& queue) {
  std::vector<Promised> out;
  if (queue.target.service_level) out.push_back({Promise::service_level, *queue.target.service_level});
  if (queue.target.abandonment) out.push_back({Promise::abandonment, *queue.target.abandonment});
  if (queue.target.asa_s) out.push_back({Promise::asa, *queue.target.asa_s});
  return out;
}

double at_confidence(Promise promise, std::vector<double> of_days, double confidence) {
  if (promise == Promise::service_level)
    std::sort(of_days.begin(), of_days.end(), std::greater<>());
  else
    std::sort(of_days.begin(), of_days.end());
  const double rank = std::ceil(confidence * static_cast<double>(of_days.size()) - rounding);
  return of_days[static_cast<std::size_t>(std::max(1.0, rank)) - 1];
}

std::vector<Broken> broken_by(const Problem& problem, const PlayedDays& days, std::size_t windows) {
  std::vector<Broken> broken;
  Judging judging;
  judging.days = days.size();
  judging.windows = windows;
  judging.confidence = problem.confidence;
  judging.is_per_window = problem.confidence_per == Judged::window || windows == 1;
  for (std::size_t q = 0; q < problem.queues.size(); ++q)
    for (const Promised& promised : promises_of(problem.queues[q])) {
      judging.promised = promised;
      judging.subject = q;
      judging.of = [&](std::optional<std::size_t> day, std::optional<std::size_t> window) {
        return figure_of(promised.promise, sum_of(days, &PlayedDay::queues, q, windows, day, window));
      };
      judging.judge(broken);
    }
  for (std::size_t g = 0; g < problem.groups.size(); ++g) {
    if (!problem.groups[g].max_occupancy) continue;
    judging.promised = {Promise::occupancy, *problem.groups[g].max_occupancy};
    judging.subject = g;
    judging.of = [&](std::optional<std::size_t> day, std::optional<std::size_t> window) {
      return occupancy_of(sum_of(days, &PlayedDay::groups, g, windows, day, window));
    };
    judging.judge(broken);
  }
  return broken;
}

}  // namespace rapport::workforce::staffing
