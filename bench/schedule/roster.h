// The shift scheduling benchmark of Curtois & Qu (2014): its files, its rules as lines, and a checker that
// knows nothing of how rosters are found.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "workforce/schedule/line_search.h"
#include "workforce/schedule/lines.h"

namespace rapport::bench {

struct RosterShift {
  std::string name;
  std::int32_t minutes = 0;
  std::vector<std::int32_t> not_before;  // shifts that may not follow it
};

struct RosterPerson {
  std::string name;
  std::vector<std::int32_t> shifts_max;  // per shift
  std::int32_t minutes_max = 0, minutes_min = 0, row_max = 0, row_min = 0, off_min = 0, weekends_max = 0;
  std::vector<bool> is_off;                                      // per day
  std::vector<std::map<std::int32_t, std::int32_t>> wants_on{};  // per day: shift, weight
  std::vector<std::map<std::int32_t, std::int32_t>> wants_off{};
};

struct RosterNeed {
  std::int32_t day = 0, shift = 0, need = 0, under = 0, over = 0;
};

struct Roster {
  std::int32_t days = 0;
  std::vector<RosterShift> shifts;
  std::vector<RosterPerson> people;
  std::vector<RosterNeed> needs;
};

Result<Roster> read_roster(const std::string& text);

// Per person and day the shift, -1 off.
using Assignment = std::vector<std::vector<std::int32_t>>;
struct Judged {
  std::vector<std::string> broken;  // hard rules
  std::int64_t cost = 0;
};
Judged judge_roster(const Roster& roster, const Assignment& assignment);

std::unique_ptr<workforce::schedule::LineSource> roster_lines(const Roster& roster);

}  // namespace rapport::bench
