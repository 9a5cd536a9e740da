// The forecast of many series: repairs, tests, combination, intervals, those with little history borrowing
// from the others. Runs on the caller's thread and as many more as it is told; the answer does not depend on
// how many. Progress is told on the caller's thread alone.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/progress.h"
#include "workforce/forecast/rolling.h"

namespace rapport::workforce {

struct ForecastRequest {
  Day from;
  std::int32_t days = 28;  // 1 to forecast_days_max
  SpecialDays special;     // indexed; holidays and events of history and future
  std::int32_t threads = 2;
};

inline constexpr std::int32_t forecast_days_max = 400;
inline constexpr std::int32_t forecast_gap_max = 366;  // days between the history's end and `from`

struct ForecastPoint {
  Instant start;
  double contacts = 0;
  double low_50 = 0, high_50 = 0, low_80 = 0, high_80 = 0, low_95 = 0, high_95 = 0;
  std::optional<double> handle_s = {};
};

struct ForecastDay {
  Day day;
  double contacts = 0;
  double low_50 = 0, high_50 = 0, low_80 = 0, high_80 = 0, low_95 = 0, high_95 = 0;
};

struct NamedTest {
  std::string method;
  double wape = 0;
  double mase = 0;
  double weight = 0;  // in the forecast of the first day
};

struct Coverage {
  double of_50 = 0, of_80 = 0, of_95 = 0;
  std::int32_t points = 0;
};

struct SeriesForecast {
  std::string queue;
  std::string channel;
  std::string method;             // one of the methods, "combination", "borrowed" or "own_mean"
  std::int32_t history_days = 0;  // learnt from
  std::int32_t origins = 0;       // of the tests
  std::vector<NamedTest> tests;   // the chosen first
  std::optional<Coverage> coverage;
  std::vector<Repair> repairs;
  std::vector<std::string> notes;
  std::vector<ForecastPoint> points;
  std::vector<ForecastDay> days;
  Rolling rolling;  // for intraday
};

// invalid: "no_history" (a series that ends before it begins, or `from` too far after it), "bad_value".
Result<std::vector<SeriesForecast>> forecast(const std::vector<Series>& series, const Zone& zone,
                                             const ForecastRequest& request, const Progress& progress = {});

// The first day after what is measured; the last one itself when less than half of what is usual of it is.
Day day_after(const std::vector<Series>& series);

// Forecasts the rest of the days again of which `actuals` (same queue, channel and interval) has a part:
// points that are measured are replaced by what came, without spread; those after them are moved.
void update_intraday(SeriesForecast& forecast, const Series& actuals, const Zone& zone);

}  // namespace rapport::workforce
