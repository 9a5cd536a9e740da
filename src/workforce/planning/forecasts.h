// Forecasts: made from the history of an organisation, kept, changed by hand, held against what came. Runs on
// threads of Jobs, its answers on any thread that may block.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "org/changes.h"
#include "workforce/history/history.h"
#include "workforce/planning/kept_forecast.h"
#include "workforce/planning/special_day.h"

namespace rapport::workforce {

inline constexpr std::int64_t forecasts_kept_max = 100;  // of one organisation; beyond it the oldest go
inline constexpr std::int32_t history_days_max = 1'096;  // learnt from

// A point with what was changed by hand and what came.
struct ShownPoint : ForecastPoint {
  std::optional<double> changed_contacts, changed_handle_s;
  std::optional<double> actual_contacts, actual_handle_s;
};
BOOST_DESCRIBE_STRUCT(ShownPoint, (ForecastPoint),
                      (changed_contacts, changed_handle_s, actual_contacts, actual_handle_s))

// Over the intervals that have come.
struct ForecastError {
  std::int32_t points = 0;
  double wape = 0;
  double bias = 0;  // (forecast - actual) / actual
  double inside_80 = 0;
};
BOOST_DESCRIBE_STRUCT(ForecastError, (), (points, wape, bias, inside_80))

struct ForecastSeriesShown {
  ForecastSeriesHead head;
  std::vector<Repair> repairs;
  std::vector<DatedDay> days;
  std::vector<ShownPoint> points;
  std::optional<ForecastError> error;  // absent: nothing has come yet
};
BOOST_DESCRIBE_STRUCT(ForecastSeriesShown, (), (head, repairs, days, points, error))

struct WholeForecast : KeptForecast {
  std::vector<ForecastSeriesHead> series;
};
BOOST_DESCRIBE_STRUCT(WholeForecast, (KeptForecast), (series))

struct ForecastServices {  // borrowed
  org::Changes& changes;
  const History& history;
  std::filesystem::path folder = {};  // of tables on their way out
};

// What cannot be of a wish, said at once: unknown queues, holidays, days.
Result<void> check(const ForecastServices& services, OrgId org, const ForecastWanted& wanted);
// Makes and keeps it. JSON: {"forecast_id": "12"}. As Jobs wants a run.
Result<std::string> make_forecast(const ForecastServices& services, OrgId org, const std::string& request,
                                  const Progress& progress);
Result<WholeForecast> whole_forecast(const ForecastServices& services, OrgId org, ForecastId id);
Result<ForecastSeriesShown> forecast_series(const ForecastServices& services, OrgId org,
                                            const ForecastKey& key);

}  // namespace rapport::workforce
