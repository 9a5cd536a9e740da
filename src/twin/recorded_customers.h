// Recorded customers: one customer of a day as a scenario lists them: when they came, what they needed,
// and what was seen of their conversation and their patience. Part of recorded_day.
#pragma once

#include "twin/recorded_day.h"
#include "twin/recorded_fits.h"
#include "twin/recorded_flows.h"
#include "twin/recorded_rules.h"

namespace rapport::twin {

inline constexpr double for_ever_s = 366.0 * 86'400;  // the patience of who is called back

class RecordedCustomers {
 public:
  // Borrows all.
  RecordedCustomers(const SeenDay& seen, const RecordedDayOptions& options, RecordedRules& rules,
                    const RecordedFits& fits, const RecordedFlows& flows)
      : seen_(seen), options_(options), rules_(rules), fits_(fits), flows_(flows) {}

  ScenarioContact contact_of(const SeenLeg& leg);      // who came to a queue
  ScenarioContact contact_of(const SeenEntry& entry);  // who began with a flow

 private:
  const SeenDay& seen_;
  const RecordedDayOptions& options_;
  RecordedRules& rules_;
  const RecordedFits& fits_;
  const RecordedFlows& flows_;
};

}  // namespace rapport::twin
