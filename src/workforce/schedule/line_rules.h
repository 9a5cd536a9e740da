// What one person may do on each day, and the rules that a whole line of such days keeps. Values, said in
// the solver's own units; who asks turns contracts or benchmark files into them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace rapport::workforce::schedule {

inline constexpr std::int32_t no_limit = std::numeric_limits<std::int32_t>::max();
inline constexpr std::size_t kinds_max = 32;

// Something to do on a day. Rest is spoken of in ranks that a day's starts have (slots, or any other order):
// a next move must start at `ready` or later, where both count from the begin of the next day.
struct Move {
  std::int32_t units = 0;  // paid
  std::int32_t start = 0;
  std::int32_t ready = 0;        // the earliest next start
  std::int32_t ready_other = 0;  // the earliest next start of a move that is no night; 0: as ready
  std::int8_t kind = -1;         // of those that are counted
  std::int8_t order = -1;        // of those in `may_not_follow`
  bool is_night = false;
  bool is_unpopular = false;
};

struct LineRules {
  std::int32_t days = 0;
  std::int32_t row_max = no_limit;  // days in a row
  std::int32_t row_min = 1;
  std::int32_t off_min = 1;
  std::int32_t total_min = 0;  // units
  std::int32_t total_max = no_limit;
  std::vector<std::int32_t> week_of;   // per day
  std::vector<std::int32_t> week_min;  // per week, units
  std::vector<std::int32_t> week_max;
  std::vector<std::int32_t> week_days_max;
  std::vector<std::int32_t> weekend_of;  // per day; -1: none
  std::int32_t weekends_max = no_limit;
  std::int32_t weekends_in_row_max = no_limit;
  std::int32_t nights_max = no_limit;
  std::int32_t nights_in_row_max = no_limit;
  std::vector<std::int32_t> kind_max;   // per kind
  std::vector<std::int32_t> day_slots;  // by how much a day off brings `ready` nearer; one per day
  // What may not be on the next day: by order of the one and of the next. Only what rests cannot say.
  std::vector<std::vector<bool>> may_not_follow;
  double weekend_cost = 0;  // times the square of the number
  double unpopular_cost = 0;
  // How it begins.
  std::int32_t days_in_row = 0;
  std::int32_t days_off_in_row = 0;  // both 0: not known, nothing binds
  std::int32_t weekends_in_row = 0;
  std::int32_t nights_in_row = 0;
  std::int32_t ready = 0;
  std::int32_t ready_other = 0;
};

}  // namespace rapport::workforce::schedule
