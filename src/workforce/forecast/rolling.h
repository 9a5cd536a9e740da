// Rolling origins: every method forecasts again and again from days in the past, with what was known then;
// its errors say which to trust how far ahead, and how far off the whole is. Plain values; any thread.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "base/progress.h"
#include "workforce/forecast/methods.h"
#include "workforce/forecast/spread.h"

namespace rapport::workforce {

using MethodWeights = std::array<double, method_count>;  // not negative, sum 1

struct MethodTest {
  double wape = 0;  // sum of errors by sum of contacts, over all origins and days ahead
  double mase = 0;  // errors by those of the seasonal naive method
};

// The forecast and what came, of one day one day ahead: what intraday learns from.
struct TestedDay {
  std::vector<double> forecast, actual;  // by slot; actual NaN: not measured
};

struct Rolling {
  std::array<MethodTest, method_count> methods = {};
  MethodTest chosen;
  std::array<MethodWeights, ahead_groups> weights = {};
  Spread slots, days;                          // of intervals and of totals of days
  std::array<double, 3> coverage = {0, 0, 0};  // of 50, 80 and 95 % on origins not calibrated with
  std::int32_t coverage_points = 0;            // intervals it was counted over
  std::int32_t origins = 0;                    // 0: too little history
  std::vector<TestedDay> tested;               // the latest first
};

inline constexpr std::int32_t ahead_tested_max = 28;
inline constexpr std::int32_t known_days_min = 21;  // before the first origin

Result<Rolling> roll(const RepairedHistory& history, const CalendarColumns& columns, const ProfileRule& rule,
                     std::int32_t ahead, const Progress& progress);

// [(h - 1) * slots + slot]
std::vector<double> combine(const Forecasts& forecasts, const Rolling& rolling, std::int32_t slots,
                            std::int32_t ahead);

}  // namespace rapport::workforce
