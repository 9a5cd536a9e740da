// How much the demo company's customers want of it, by queue and hour of the week: its history is drawn from
// this, and its shifts are planned for it. Pure.
#pragma once

#include <cstddef>

namespace rapport::program {

struct DemoQueueShape {
  double contacts_an_hour = 0;  // at the peak of a usual weekday
  double handle_s = 0;
  double weekend = 1;  // of a weekday
  double growth = 1;   // over the weeks of the history
};

// By the queue's place among the demo's, by id.
const DemoQueueShape& demo_queue_shape(std::size_t queue);
double demo_hour_part(int hour);                                 // of the peak; 0 while it is closed
double demo_day_part(const DemoQueueShape& shape, int weekday);  // 1 (Monday) to 7

}  // namespace rapport::program
