// Holt-Winters with two seasons, the day and the week, on the square roots of slots (Taylor 2003). Plain
// values; any thread.
#pragma once

#include <cstdint>
#include <vector>

#include "workforce/forecast/history.h"

namespace rapport::workforce {

// [(h - 1) * slots + slot]. `special` as in damped_trend.
std::vector<double> double_season(const RepairedHistory& history, const std::vector<double>& special,
                                  std::int32_t origin, std::int32_t ahead);

}  // namespace rapport::workforce
