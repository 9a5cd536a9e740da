// HandleTime: seconds per contact by weekday and slot, means weighted by contacts: a level of the last weeks,
// and a shape that counts as far as there are contacts behind it. Plain values; any thread.
#pragma once

#include <cstdint>
#include <vector>

#include "workforce/forecast/history.h"

namespace rapport::workforce {

// [(weekday - 1) * slots + slot]; empty when the series has no handle times.
std::vector<double> handle_times(const Series& series, const RepairedHistory& history);

}  // namespace rapport::workforce
