// Series as queues have them, generated: what is true of each is known. The same seed gives the same series.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "workforce/forecast/series.h"
#include "workforce/forecast/special_days.h"

namespace rapport::bench {

struct Kind {
  std::string name;
  std::int32_t days = 364;
  double per_day = 3'000;       // contacts
  double growth = 0;            // a year, log
  double yearly = 0;            // amplitude, log
  double day_noise = 0.05;      // log
  double day_memory = 0.3;      // how much of a day's deviation the next one has
  double slot_noise = 0.03;     // log
  double drift = 0.01;          // of the level, a day, log
  double month = 0;             // how much more on the first working days, log
  bool is_open_always = false;  // else Monday to Saturday, 08:00 to 20:00
  bool has_holidays = false;    // China's
  double outliers = 0;          // share of intervals
  double gaps = 0;              // share of days with a hole
  double shift = 0;             // of the level, 40 days before the end, log
};

std::vector<Kind> kinds();
workforce::Series generate(const Kind& kind, std::uint64_t seed, const workforce::SpecialDays& special);

}  // namespace rapport::bench
