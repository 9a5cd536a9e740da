// LineWorkspace: the memory that searches for lines use again and again. Each thread has its own; what is in
// it between searches means nothing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "workforce/schedule/line_label.h"

namespace rapport::workforce::schedule {

struct LineWorkspace {
  struct Open {
    double estimate;
    std::int32_t day;
    std::int32_t label;
  };
  struct Trail {
    std::int32_t parent;
    std::int32_t move;
  };
  std::vector<double> left;      // the estimate, per state of each day
  std::vector<double> closed;    // of one day: as it ends, before weeks and weekends end with it
  std::vector<double> worked;    // of one day: with its weekend counted
  std::vector<LineLabel> layer;  // of one day, the best of them
  std::vector<Trail> trail;      // how they came about
  std::vector<LineLabel> labels;
  std::vector<Open> open;
  std::vector<std::int32_t> heads;                 // by hash: the first label
  std::vector<std::vector<std::int32_t>> by_cost;  // per day: moves in order of cost
  std::vector<std::vector<std::int32_t>> front;    // per day: those that no other dominates
  std::vector<std::int32_t> group_ready;
};

}  // namespace rapport::workforce::schedule
