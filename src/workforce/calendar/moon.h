// New moons to the minute, by China's clock: months begin with them. Pure.
#pragma once

#include "workforce/calendar/day.h"

namespace rapport::workforce {

// The day at 120 degrees east of the new moon that is nearest to noon of this day.
Day day_of_new_moon(Day near);

}  // namespace rapport::workforce
