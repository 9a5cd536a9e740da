// Cold start: a queue with too little history to be tested takes its shape from the others, those of its
// channel and those that were like it above all, and its level from itself. Plain values; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "workforce/forecast/history.h"

namespace rapport::workforce {

// A queue with enough history, as others borrow it.
struct Donor {
  const Series* series = nullptr;
  const RepairedHistory* history = nullptr;
  std::vector<double> forecast;  // slots of the days from `from` on
  double usual_day = 1;          // mean total of the last weeks
  double relative = 0.1;         // its days' spread
};

struct Borrowed {
  std::vector<double> forecast;  // like Donor's
  double relative = 0.3;         // spread of days
  bool is_from_others = false;
};

// `cells`: days * slots of the forecast from `from` on. Without donors: means of what there is.
Borrowed borrow(const Series& series, const RepairedHistory& history, const std::vector<Donor>& donors,
                Day from, std::int32_t days);

}  // namespace rapport::workforce
