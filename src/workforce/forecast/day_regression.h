// DayRegression: log totals of days as calendar effects on a level that moves. A ridge regression with a
// prior for each column, and exponential smoothing of what it leaves over, fitted in turns (backfitting).
// The smoothing's speed is chosen for each distance ahead by its own errors. Plain values; any thread.
#pragma once

#include <cstdint>
#include <vector>

#include "workforce/forecast/calendar_columns.h"

namespace rapport::workforce {

struct DayRegression {
  std::vector<double> effects;   // by column, logs
  std::vector<double> special;   // by day, the future's included: holidays' and events' part, logs
  std::vector<double> forecast;  // totals of the days from the origin on
};

// Learns from the days before `origin` only. REQUIRES: at least one known day before it; origin + ahead <=
// columns.days().
DayRegression fit_days(const RepairedHistory& history, const CalendarColumns& columns, std::int32_t origin,
                       std::int32_t ahead);

}  // namespace rapport::workforce
