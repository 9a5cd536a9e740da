#include "workforce/intraday/runs/todays_forecast.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace rapport::workforce::intraday {
namespace {

constexpr std::int64_t forecasts_looked_at = 100;
constexpr int weekdays_looked_at = 4;
constexpr double z_80 = 1.2816;
constexpr double spread_least = 0.02, spread_most = 0.6;
constexpr double spread_unknown = 0.15;

// What is left of a day's spread when chance of single contacts is taken out, relative.
double day_spread(double contacts, double low_80, double high_80) {
  if (contacts <= 0) return spread_unknown;
  const double deviation = (high_80 - low_80) / (2 * z_80);
  const double variance = std::max(0.0, deviation * deviation - contacts);
  return std::clamp(std::sqrt(variance) / contacts, spread_least, spread_most);
}

}  // namespace

TodaysForecast::TodaysForecast(const History& history, const Zone& zone, OrgId org, Day day,
                               std::size_t slots)
    : history_(history), zone_(zone), org_(org), day_(day), start_(zone.start_of(day)), slots_(slots) {}

Result<void> TodaysForecast::find_kept() {
  auto found = history_.database().read([&](database::Session& sql) -> Result<std::vector<Kept>> {
    std::vector<Kept> all;
    const ForecastId newest{std::numeric_limits<std::int64_t>::max()};
    for (KeptForecast& one : kept_forecasts::list(sql, org_, newest, forecasts_looked_at)) {
      const auto first = parse_day(one.from);
      if (!first || day_ < *first || day_ - *first >= one.days) continue;
      std::vector<ForecastSeriesHead> heads = kept_forecasts::heads(sql, org_, one.id);
      all.push_back({std::move(one), std::move(heads)});
    }
    return all;
  });
  if (!found) return tl::unexpected<Error>(std::move(found.error()));
  kept_ = std::move(*found);
  return {};
}

Result<QueueAhead> TodaysForecast::of(QueueId queue, switchboard::Channel channel) const {
  QueueAhead ahead;
  for (const Kept& kept : kept_) {
    const bool has_it = std::any_of(kept.heads.begin(), kept.heads.end(), [&](const ForecastSeriesHead& one) {
      return one.queue_id == queue && one.channel == channel;
    });
    if (!has_it) continue;
    const auto read = from_kept({kept.forecast.id, queue, channel}, kept.forecast, ahead);
    if (!read) return tl::unexpected<Error>(read.error());
    if (*read) return ahead;
  }
  if (auto read = from_weekdays(queue, channel, ahead); !read) return tl::unexpected<Error>(read.error());
  return ahead;
}

Result<bool> TodaysForecast::from_kept(const ForecastKey& key, const KeptForecast& forecast,
                                       QueueAhead& to) const {
  std::vector<ForecastChange> changes;
  const auto series =
      history_.database().read([&](database::Session& sql) -> Result<std::optional<SeriesForecastFile>> {
        changes = kept_forecasts::changes(sql, org_, key);
        return kept_forecasts::series(sql, org_, key);
      });
  if (!series) return tl::unexpected<Error>(series.error());
  if (!*series) return false;
  std::map<Instant, const ForecastChange*> changed;
  for (const ForecastChange& change : changes)
    changed[change.start] = &change;
  std::vector<double> slots(slots_, 0.0);
  double handled = 0, handle = 0;
  bool has_any = false;
  const std::int64_t length = std::int64_t{60} * forecast.interval_min;
  for (const ForecastPoint& point : (*series)->points) {
    const std::int64_t from = (point.start - start_).us / 1'000'000;
    if (from < 0 || from >= static_cast<std::int64_t>(slots_) * slot_s) continue;
    has_any = true;
    const auto by_hand = changed.find(point.start);
    double contacts = point.contacts;
    std::optional<double> handle_s = point.handle_s;
    if (by_hand != changed.end()) {
      contacts = by_hand->second->contacts.value_or(contacts);
      if (by_hand->second->handle_s) handle_s = by_hand->second->handle_s;
    }
    // Shorter intervals are added up, longer ones spread evenly.
    for (std::int64_t at = from; at < from + length;) {
      const std::int64_t slot = at / slot_s;
      const std::int64_t end = std::min(from + length, (slot + 1) * slot_s);
      if (slot < static_cast<std::int64_t>(slots_))
        slots[static_cast<std::size_t>(slot)] +=
            contacts * static_cast<double>(end - at) / static_cast<double>(length);
      at = end;
    }
    if (!handle_s) continue;
    handled += contacts;
    handle += contacts * *handle_s;
  }
  if (!has_any) return false;
  to.source = ForecastSource::kept;
  to.forecast = std::move(slots);
  to.day_spread = spread_unknown;
  if (handled > 0) to.handle_s = handle / handled;
  for (const DatedDay& one : (*series)->days)
    if (one.date == text(day_)) to.day_spread = day_spread(one.contacts, one.low_80, one.high_80);
  return true;
}

Result<void> TodaysForecast::from_weekdays(QueueId queue, switchboard::Channel channel,
                                           QueueAhead& to) const {
  std::vector<double> sums(slots_, 0.0), totals;
  std::vector<int> counts(slots_, 0);
  double handled = 0, handle = 0;
  for (int week = 1; week <= weekdays_looked_at; ++week) {
    HistoryRange range;
    range.queue = queue;
    range.channel = channel;
    range.from = zone_.start_of(day_ - 7 * week);
    range.to = zone_.start_of(day_ - 7 * week + 1);
    range.interval_min = static_cast<std::int32_t>(slot_s / 60);
    const auto read = history_.series(org_, range);
    if (!read) return tl::unexpected<Error>(read.error());
    double total = 0;
    int measured = 0;
    for (std::size_t s = 0; s < std::min(read->points.size(), slots_); ++s) {
      const HistoryPoint& point = read->points[s];
      if (!point.contacts) continue;
      sums[s] += *point.contacts;
      ++counts[s];
      ++measured;
      total += *point.contacts;
      if (!point.handle_s || !point.answered) continue;
      handled += *point.answered;
      handle += *point.answered * *point.handle_s;
    }
    if (measured > 0) totals.push_back(total);
  }
  if (totals.empty()) return {};
  to.source = ForecastSource::weekdays;
  to.forecast.assign(slots_, 0);
  for (std::size_t s = 0; s < slots_; ++s)
    if (counts[s] > 0) to.forecast[s] = sums[s] / counts[s];
  if (handled > 0) to.handle_s = handle / handled;
  to.day_spread = spread_unknown;
  if (totals.size() < 2) return {};
  double mean = 0, squares = 0;
  for (const double one : totals)
    mean += one / static_cast<double>(totals.size());
  for (const double one : totals)
    squares += (one - mean) * (one - mean) / static_cast<double>(totals.size() - 1);
  const double deviation = std::sqrt(squares);
  to.day_spread = day_spread(mean, mean - z_80 * deviation, mean + z_80 * deviation);
  return {};
}

}  // namespace rapport::workforce::intraday
