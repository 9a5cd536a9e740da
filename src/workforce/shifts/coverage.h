// Over- and under-staffing of a plan against its requirement. Pure; any thread.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "platform/contract/describe.h"
#include "workforce/schedule/plan.h"
#include "workforce/schedule/problem.h"

namespace rapport::workforce {

// Agents, averaged over the interval. `needed` counts those who will not be there after all (shrinkage).
// What nobody is short of is over at the first requirement that its agent can do.
struct CoveragePoint {
  Instant start;
  double needed = 0;
  double scheduled = 0;
};
BOOST_DESCRIBE_STRUCT(CoveragePoint, (), (start, needed, scheduled))

struct StaffCoverage {
  std::string requirement;
  std::vector<CoveragePoint> points;
  double under_hours = 0, over_hours = 0;
};
BOOST_DESCRIBE_STRUCT(StaffCoverage, (), (requirement, points, under_hours, over_hours))

// Of the days from `first` (0 is the schedule's first) on, as many. Each agent at work counts towards one
// requirement at a time; the dearest shortages are filled first, as many as can be (matching), so that what
// is shown as short is short.
std::vector<StaffCoverage> coverage_of(const schedule::Problem& problem, const schedule::Plan& plan,
                                       std::int32_t first, std::int32_t days);
// Of these days only, which need not be beside each other; those that the problem does not have are left out.
std::vector<StaffCoverage> coverage_on(const schedule::Problem& problem, const schedule::Plan& plan,
                                       const std::set<std::string>& days);

}  // namespace rapport::workforce
