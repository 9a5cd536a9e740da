// Plan: who works when, as the solver finds it and people change it. Plain values; rules.h judges it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "base/result.h"

namespace rapport::workforce::schedule {

struct PlannedBreak {
  std::string name;
  Instant start;
  Instant end;
  bool is_paid = false;
};

struct PlannedShift {
  std::string agent;
  std::string shift;  // the template
  std::string day;    // local, of the start
  Instant start;
  Instant end;
  std::int64_t paid_s = 0;
  std::vector<PlannedBreak> breaks = {};
};

struct Plan {
  std::vector<PlannedShift> shifts;  // by agent in the problem's order, then by start
};

Result<Plan> read_plan(std::string_view json);

}  // namespace rapport::workforce::schedule
