// Intraday: the rest of a day forecast again from its morning. How much of the morning's surprise goes on is
// what it did on the tested days (two ridge regressions on logs: all that has passed, and its last part); the
// intervals narrow by what that explains. Plain values; any thread.
#pragma once

#include <cstdint>
#include <vector>

#include "workforce/forecast/rolling.h"

namespace rapport::workforce {

struct IntradayUpdate {
  double factor = 1;     // of the slots to come
  double day_share = 1;  // of the days' part of the spread that is left: Spread::band
};

// `forecast`: of the day, by slot. `actual`: by slot, NaN from where nothing is known yet or was not
// measured.
IntradayUpdate intraday_update(const std::vector<double>& forecast, const std::vector<double>& actual,
                               const Rolling& rolling);

}  // namespace rapport::workforce
