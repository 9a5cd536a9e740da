#include "program/demo_workload.h"

#include <array>

namespace rapport::program {
namespace {

constexpr std::array<DemoQueueShape, 5> queue_shapes{{{26, 420, 0.7, 1.18},
                                                      {17, 510, 0.45, 1.08},
                                                      {44, 265, 0.6, 1.05},
                                                      {14, 300, 0.35, 1.25},
                                                      {20, 380, 0.85, 0.94}}};
// By the hour of the local day, parts of the peak; Monday to Sunday.
constexpr std::array<double, 24> hour_shape{0,    0,    0,    0,    0,    0,    0,    0,
                                            0.35, 0.75, 1,    0.95, 0.62, 0.66, 0.85, 0.88,
                                            0.78, 0.62, 0.48, 0.52, 0.44, 0,    0,    0};
constexpr std::array<double, 7> weekday_shape{1.12, 1.03, 0.98, 0.97, 1, 1, 0.92};

}  // namespace

const DemoQueueShape& demo_queue_shape(std::size_t queue) {
  return queue_shapes[queue % queue_shapes.size()];
}

double demo_hour_part(int hour) {
  return hour_shape[static_cast<std::size_t>(hour)];
}

double demo_day_part(const DemoQueueShape& shape, int weekday) {
  return weekday_shape[static_cast<std::size_t>(weekday - 1)] * (weekday > 5 ? shape.weekend : 1);
}

}  // namespace rapport::program
