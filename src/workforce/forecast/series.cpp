#include "workforce/forecast/series.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace rapport::workforce {
namespace {

constexpr double count_max = 1e9;
constexpr double handle_max_s = 1e7;
constexpr std::size_t issues_max = 50;
// So many steps of one greater length in a row are another interval length, not gaps.
constexpr int mixed_run = 12;
constexpr std::int64_t minute_us = 60'000'000;

bool is_wrong(const std::optional<double>& value, double max) {
  return value && (!std::isfinite(*value) || *value < 0 || *value > max);
}

bool is_same(const SeriesPoint& a, const SeriesPoint& b) {
  return a.contacts == b.contacts && a.handle_s == b.handle_s;
}

class Reading {
 public:
  Reading(const SeriesPoints& points, const Zone& zone, std::int32_t interval_min)
      : points_(points.points), zone_(zone), interval_min_(interval_min) {
    series_.queue = points.queue;
    series_.channel = points.channel;
    series_.interval_min = interval_min;
    series_.slots = 1'440 / interval_min;
  }

  Result<Series> read() {
    check_values();
    order_points();
    if (issues_.empty()) find_length();
    if (issues_.empty()) check_starts();
    if (!issues_.empty())
      return fail(ErrorCode::invalid, "bad_series", "this series cannot be", std::move(issues_));
    fill();
    return std::move(series_);
  }

 private:
  void wrong(std::size_t index, const char* member, std::string what) {
    if (issues_.size() < issues_max)
      issues_.push_back({fmt::format("/points/{}{}", index, member), std::move(what)});
  }

  void check_values() {
    if (points_.empty()) issues_.push_back({"/points", "expected at least one"});
    for (std::size_t i = 0; i < points_.size(); ++i) {
      if (is_wrong(points_[i].contacts, count_max))
        wrong(i, "/contacts", fmt::format("expected 0 to {:.0f}, got {}", count_max, *points_[i].contacts));
      if (is_wrong(points_[i].handle_s, handle_max_s))
        wrong(i, "/handle_s",
              fmt::format("expected 0 to {:.0f} s, got {}", handle_max_s, *points_[i].handle_s));
    }
  }

  void order_points() {
    order_.resize(points_.size());
    std::iota(order_.begin(), order_.end(), std::size_t{0});
    std::stable_sort(order_.begin(), order_.end(),
                     [&](std::size_t a, std::size_t b) { return points_[a].start < points_[b].start; });
    std::size_t kept = 0;
    for (std::size_t i = 0; i < order_.size(); ++i) {
      const SeriesPoint& point = points_[order_[i]];
      if (kept > 0 && points_[order_[kept - 1]].start == point.start) {
        if (is_same(points_[order_[kept - 1]], point))
          series_.repairs.push_back({RepairKind::duplicate, point.start, point.contacts, point.contacts});
        else
          wrong(order_[i], "/start",
                fmt::format("the interval of point {} again, with other figures", order_[kept - 1]));
      } else {
        order_[kept++] = order_[i];
      }
    }
    order_.resize(kept);
  }

  std::int64_t step(std::size_t i) const {
    return points_[order_[i]].start.us - points_[order_[i - 1]].start.us;
  }

  void find_length() {
    length_us_ = interval_min_ * minute_us;
    if (order_.size() < 2) return;
    std::int64_t least = std::numeric_limits<std::int64_t>::max();
    for (std::size_t i = 1; i < order_.size(); ++i)
      least = std::min(least, step(i));
    if (least >= 4 * 3'600'000'000LL) return;  // so few that their distance says nothing
    if (least > interval_min_ * minute_us) {
      issues_.push_back({"/points", fmt::format("intervals of {} minutes cannot be split into {}",
                                                least / minute_us, interval_min_)});
      return;
    }
    length_us_ = least;
    if (length_us_ < minute_us || (interval_min_ * minute_us) % length_us_ != 0) {
      for (std::size_t i = 1; i < order_.size(); ++i)
        if (step(i) == least) {
          wrong(order_[i], "/start",
                fmt::format("{} seconds after the point before it; expected a part of {} minutes",
                            least / 1'000'000, interval_min_));
          return;
        }
    }
    check_mixture();
  }

  void check_mixture() {
    int run = 0;
    for (std::size_t i = 1; i < order_.size(); ++i) {
      run = step(i) > length_us_ && step(i) <= 3'600'000'000 && (i < 2 || run == 0 || step(i) == step(i - 1))
                ? run + 1
                : 0;
      if (run == mixed_run) return wrong_mixture(i);
    }
  }

  // Names the rarer of the two lengths: one start out of place in a table is it, not the thousands beside it.
  void wrong_mixture(std::size_t longer) {
    std::size_t odd = longer, short_steps = 0;
    for (std::size_t i = order_.size() - 1; i > 0; --i)
      if (step(i) == length_us_) {
        ++short_steps;
        odd = i;
      }
    const bool is_short_rare = short_steps * 4 < order_.size();
    wrong(order_[is_short_rare ? odd : longer], "/start",
          fmt::format("{} minutes after the point before it, elsewhere {}",
                      (is_short_rare ? length_us_ : step(longer)) / minute_us,
                      (is_short_rare ? step(longer) : length_us_) / minute_us));
  }

  void check_starts() {
    for (const std::size_t i : order_) {
      const Instant start = points_[i].start;
      const std::int64_t second = zone_.local(start).second;
      if (start.us % 1'000'000 != 0 || second * 1'000'000 % length_us_ != 0)
        wrong(i, "/start",
              fmt::format("not at the beginning of an interval of {} minutes", length_us_ / minute_us));
    }
    if (!issues_.empty()) return;
    series_.first = zone_.local(points_[order_.front()].start).day;
    const std::int32_t days = zone_.local(points_[order_.back()].start).day - series_.first + 1;
    if (days > series_days_max)
      wrong(order_.back(), "/start", fmt::format("more than {} days after the first", series_days_max));
    else
      days_ = days;
  }

  // Adds up what is finer, and averages what a clock change doubled.
  void fill() {
    const auto cells = static_cast<std::size_t>(days_) * static_cast<std::size_t>(series_.slots);
    series_.contacts.assign(cells, std::numeric_limits<float>::quiet_NaN());
    series_.handle_s = series_.contacts;
    const auto parts = static_cast<double>(interval_min_ * minute_us / length_us_);
    std::size_t i = 0;
    while (i < order_.size()) {
      const LocalTime local = zone_.local(points_[order_[i]].start);
      const std::int32_t slot = local.second / (interval_min_ * 60);
      const std::size_t cell =
          static_cast<std::size_t>(local.day - series_.first) * static_cast<std::size_t>(series_.slots) +
          static_cast<std::size_t>(slot);
      const std::int64_t begin =
          points_[order_[i]].start.us - local.second % (interval_min_ * 60) * 1'000'000LL;
      double contacts = 0, work = 0, worked = 0, measured = 0;
      for (; i < order_.size() && points_[order_[i]].start.us < begin + interval_min_ * minute_us; ++i) {
        const SeriesPoint& point = points_[order_[i]];
        if (!point.contacts) continue;
        measured += 1;
        contacts += *point.contacts;
        if (point.handle_s && *point.contacts > 0) {
          worked += *point.contacts;
          work += *point.contacts * *point.handle_s;
        }
      }
      if (measured * 2 >= parts)
        put(cell, begin, contacts, parts / measured, worked > 0 ? work / worked : -1);
    }
  }

  void put(std::size_t cell, std::int64_t begin, double contacts, double scale, double handle) {
    if (scale > 1)
      series_.repairs.push_back({RepairKind::partial, Instant{begin}, contacts, contacts * scale});
    const auto value = static_cast<float>(contacts * scale);
    float& there = series_.contacts[cell];
    there = std::isnan(there) ? value : (there + value) / 2;
    if (handle >= 0) series_.handle_s[cell] = static_cast<float>(handle);
  }

  const std::vector<SeriesPoint>& points_;
  const Zone& zone_;
  const std::int32_t interval_min_;
  Series series_;
  std::vector<Issue> issues_;
  std::vector<std::size_t> order_;  // of points, by start
  std::int64_t length_us_ = 0;      // of the input's intervals
  std::int32_t days_ = 0;
};

}  // namespace

Result<Series> series_of(const SeriesPoints& points, const Zone& zone, std::int32_t interval_min) {
  if (interval_min != 15 && interval_min != 30 && interval_min != 60)
    return fail(ErrorCode::invalid, "bad_interval", "intervals are 15, 30 or 60 minutes long");
  return Reading(points, zone, interval_min).read();
}

}  // namespace rapport::workforce
