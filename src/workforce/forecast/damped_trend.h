// Holt-Winters on the log totals of days: level, damped trend and a week's season (Gardner & McKenzie 1985),
// its constants chosen by errors over a week ahead. Plain values; any thread.
#pragma once

#include <cstdint>
#include <vector>

#include "workforce/forecast/history.h"

namespace rapport::workforce {

// Totals of the days from origin on. `special`: log effects by day that are taken out (DayRegression).
std::vector<double> damped_trend(const RepairedHistory& history, const std::vector<double>& special,
                                 std::int32_t origin, std::int32_t ahead);

}  // namespace rapport::workforce
