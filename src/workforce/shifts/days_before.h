// What binds a new schedule of the days before it: how the published shifts up to its first day ended.
#pragma once

#include <vector>

#include "workforce/schedule/frame.h"
#include "workforce/schedule/problem.h"
#include "workforce/shifts/shift_store.h"

namespace rapport::workforce {

class DaysBefore {
 public:
  // REQUIRES: the problem passed check_problem.
  explicit DaysBefore(const schedule::Problem& problem);

  // From here on published shifts are looked at: ten weeks before the first day.
  Instant from() const { return past_.days.begin(0); }
  // The first day.
  Instant to() const { return past_.days.begin(past_.days.count()); }
  // Of one agent. Shifts of other days are left out. A weekend that the first day cuts is not among those in
  // a row: what is worked of it inside the schedule counts there.
  schedule::Before of(const std::vector<shift_store::Published>& published) const;

 private:
  std::int32_t weekends_in_row(const std::vector<bool>& is_worked) const;

  schedule::Frame past_;
  std::int64_t night_overlap_min_s_;
  std::int32_t week_from_ = 0;   // of the past days: the first in the week of the schedule's first
  bool cuts_a_weekend_ = false;  // the schedule begins inside one
};

}  // namespace rapport::workforce
