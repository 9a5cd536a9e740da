// Profile: how a day's contacts spread over its slots, from the days before: those of the same weekday above
// all, recent ones more, other weekdays as far as they are alike, smoothed along the day against the usual
// shape. How much of each is chosen by how well it would have told the last weeks. Plain values; any thread.
#pragma once

#include <cstdint>
#include <vector>

#include "workforce/forecast/history.h"

namespace rapport::workforce {

struct ProfileRule {
  double half_life_weeks = 6;
  double from_others = 0.1;  // weight of another weekday of the same shape
  int smoothing = 1;         // passes along the day
};

// Of seven weekdays, shares that sum to 1 (all 0 where closed): [(weekday - 1) * slots + slot].
using Profiles = std::vector<double>;

Profiles profiles_at(const RepairedHistory& history, std::int32_t origin, const ProfileRule& rule);
ProfileRule choose_profile_rule(const RepairedHistory& history);

}  // namespace rapport::workforce
