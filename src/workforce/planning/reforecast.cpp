#include "workforce/planning/reforecast.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "org/entity.h"

namespace rapport::workforce {
namespace {

struct KeptSeries {
  KeptForecast forecast;
  SeriesForecastFile whole;
  std::vector<ForecastChange> changes;
  std::optional<IntradayBasis> basis;
};

Result<KeptSeries> kept_series(const ForecastServices& services, OrgId org, const ForecastKey& key) {
  return services.changes.database().read([&](database::Session& sql) -> Result<KeptSeries> {
    auto forecast = kept_forecasts::find(sql, org, key.forecast);
    if (!forecast) return org::no_such("forecast", key.forecast.value);
    auto whole = kept_forecasts::series(sql, org, key);
    if (!whole) return org::no_such("forecast_series", key.queue.value);
    return KeptSeries{std::move(*forecast), std::move(*whole), kept_forecasts::changes(sql, org, key),
                      kept_forecasts::basis(sql, org, key)};
  });
}

// With the figures by hand in their places.
SeriesForecast planned_series(const KeptSeries& kept) {
  SeriesForecast made;
  made.points = kept.whole.points;
  std::map<Instant, double> by_hand;
  for (const ForecastChange& change : kept.changes)
    if (change.contacts) by_hand[change.start] = *change.contacts;
  for (ForecastPoint& point : made.points)
    if (const auto found = by_hand.find(point.start); found != by_hand.end()) point.contacts = found->second;
  for (const DatedDay& dated : kept.whole.days) {
    ForecastDay day;
    day.day = parse_day(dated.date).value_or(Day{});
    day.contacts = dated.contacts;
    made.days.push_back(day);
  }
  made.rolling = rolling_of(kept.basis);
  return made;
}

// What came in the intervals of the day that are over, with the conversations that go on.
Result<std::vector<SeriesPoint>> came_of(const ForecastServices& services, OrgId org, const ForecastKey& key,
                                         const KeptSeries& kept, Instant from, Instant to) {
  std::vector<SeriesPoint> came;
  const Duration length = minutes(kept.forecast.interval_min);
  const Instant now = services.history.now();
  to = std::min(to, now);
  if (to <= from) return came;
  const auto read =
      services.history.series(org, {key.queue, key.channel, from, to, kept.forecast.interval_min});
  if (!read) return tl::unexpected<Error>(read.error());
  const auto open = services.history.going_on(org, key.queue, key.channel, from, to);
  if (!open) return tl::unexpected<Error>(open.error());
  for (const HistoryPoint& point : read->points) {
    if (point.start + length > now) break;
    if (!point.contacts) continue;
    const auto more = std::count_if(open->begin(), open->end(), [&](Instant at) {
      return at >= point.start && at < point.start + length;
    });
    came.push_back({point.start, *point.contacts + static_cast<double>(more), {}});
  }
  return came;
}

DatedDay dated(const ForecastDay& day) {
  return {text(day.day), day.contacts, day.low_50, day.high_50,
          day.low_80,    day.high_80,  day.low_95, day.high_95};
}

}  // namespace

Result<std::optional<Reforecast>> reforecast(const ForecastServices& services, OrgId org,
                                             const ForecastKey& key, Day day) {
  const auto kept = kept_series(services, org, key);
  if (!kept) return tl::unexpected<Error>(kept.error());
  const auto zone = Zone::named(kept->forecast.time_zone);
  if (!zone) return tl::unexpected<Error>(zone.error());
  const SeriesForecast planned = planned_series(*kept);
  const auto is_wanted = [&](const ForecastDay& one) { return one.day == day; };
  if (std::none_of(planned.days.begin(), planned.days.end(), is_wanted)) return std::optional<Reforecast>{};
  const Instant from = zone->start_of(day), to = zone->start_of(day + 1);
  const auto came = came_of(services, org, key, *kept, from, to);
  if (!came) return tl::unexpected<Error>(came.error());
  SeriesForecast again = planned;
  if (!came->empty()) {
    const auto grid =
        series_of({kept->whole.queue, kept->whole.channel, *came}, *zone, kept->forecast.interval_min);
    if (!grid) return tl::unexpected<Error>(grid.error());
    update_intraday(again, *grid, *zone);
  }
  Reforecast made;
  made.queue_id = key.queue;
  made.channel = key.channel;
  made.queue = kept->whole.queue;
  made.tested_days = static_cast<std::int32_t>(planned.rolling.tested.size());
  made.day =
      came->empty() ? DatedDay{} : dated(*std::find_if(again.days.begin(), again.days.end(), is_wanted));
  if (came->empty())
    for (const DatedDay& one : kept->whole.days)
      if (one.date == text(day)) made.day = one;
  std::map<Instant, double> actuals;
  for (const SeriesPoint& point : *came)
    actuals[point.start] = *point.contacts;
  for (std::size_t i = 0; i < planned.points.size(); ++i) {
    if (planned.points[i].start < from || planned.points[i].start >= to) continue;
    ReforecastPoint point;
    static_cast<ForecastPoint&>(point) = again.points[i];
    point.planned = planned.points[i].contacts;
    made.planned += point.planned;
    if (const auto actual = actuals.find(point.start); actual != actuals.end()) {
      point.actual_contacts = actual->second;
      made.came += actual->second;
      made.planned_so_far += point.planned;
      made.known_to = point.start + minutes(kept->forecast.interval_min);
    }
    made.points.push_back(point);
  }
  if (came->empty()) made.day.contacts = made.planned;
  return std::optional<Reforecast>(std::move(made));
}

}  // namespace rapport::workforce
