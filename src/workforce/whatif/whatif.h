// What-if as a planner asks for it: a day that was, or a scenario, against the same with changes. On a thread
// of jobs, or a worker.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/progress.h"
#include "org/directory.h"
#include "platform/contract/json_text.h"
#include "platform/database/database.h"
#include "twin/comparison.h"
#include "twin/recorded_day.h"
#include "twin/scenario_described.h"
#include "workforce/whatif/day_costs.h"

namespace rapport::workforce {

struct WhatIfPrecision {
  std::vector<std::string> figures = {"service_level", "abandonment", "occupancy"};
  double absolute = 0.01;
  double relative = 0;
  std::int32_t runs_min = 5;
  std::int32_t runs_max = 100;
};
BOOST_DESCRIBE_STRUCT(WhatIfPrecision, (), (figures, absolute, relative, runs_min, runs_max))
contract::Notes contract_notes(contract::Tag<WhatIfPrecision>);

struct WhatIfWanted {
  std::optional<std::string> day;          // of the organisation's calendar; or:
  std::optional<contract::Json> scenario;  // as docs/simulate.md has it
  std::vector<twin::Variant> variants;
  std::optional<WhatIfPrecision> precision;
  std::optional<ContactCosts> costs;  // of a day; a scenario has its own
};
BOOST_DESCRIBE_STRUCT(WhatIfWanted, (), (day, scenario, variants, precision, costs))
contract::Notes contract_notes(contract::Tag<WhatIfWanted>);

// What the day was made of.
struct WhatIfDay {
  std::string day;
  std::vector<std::string> queues, groups, flows;
  std::vector<twin::QueueFit> fits;
  std::vector<std::string> notes;
};
BOOST_DESCRIBE_STRUCT(WhatIfDay, (), (day, queues, groups, flows, fits, notes))

struct WhatIfFound {
  twin::Comparison comparison;
  std::optional<WhatIfDay> day;  // of a day that was
};
BOOST_DESCRIBE_STRUCT(WhatIfFound, (), (comparison, day))

// invalid: exactly one of day and scenario, a day there is; the rest is found when it runs.
Result<void> check(const WhatIfWanted& wanted);
// not_found, "empty_day"; invalid with the faults of the scenario (below /scenario) or the changes.
Result<WhatIfFound> what_if(database::Database& database, const org::Directory& directory,
                            const WhatIfWanted& wanted, const Progress& progress);

}  // namespace rapport::workforce
