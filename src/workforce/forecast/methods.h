// The methods: each forecasts the slots of the days from an origin on, from what came before it. They share
// what is fitted once for an origin (calendar effects, profiles). Plain values; any thread.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "workforce/forecast/calendar_columns.h"
#include "workforce/forecast/day_regression.h"
#include "workforce/forecast/profile.h"

namespace rapport::workforce {

// All of them with the effects of holidays and events.
enum class Method : std::uint8_t {
  seasonal_naive,       // the same slot a week before
  mean_4_weeks,         // mean of the same slot in the last four weeks
  median_6_weeks,       // median of the same slot in the last six weeks
  damped_trend,         // Holt-Winters with damped trend on days, multiplicative week, times a profile
  double_season,        // Holt-Winters with day and week on slots
  calendar_regression,  // effects of the calendar on a moving level, times a profile
};
inline constexpr std::size_t method_count = 6;
std::string name_of(Method method);

// [method][(h - 1) * slots + slot]
using Forecasts = std::array<std::vector<double>, method_count>;

Forecasts forecasts_at(const RepairedHistory& history, const CalendarColumns& columns,
                       const ProfileRule& rule, std::int32_t origin, std::int32_t ahead);

}  // namespace rapport::workforce
