// Recorded people: the agents of a day, each a group of one: profile, presence as shifts and breaks, how
// fast and how surely they answer. Part of recorded_day.
#pragma once

#include <vector>

#include "twin/recorded_day.h"
#include "twin/recorded_fits.h"
#include "twin/recorded_names.h"
#include "twin/scenario.h"

namespace rapport::twin {

// Presence as shifts; of the time after the day only what belongs to a shift that began in it.
std::vector<ScenarioShift> shifts_of(const SeenAgent& agent, const RecordedDayOptions& options);

class RecordedPeople {
 public:
  // Fits what all of them have in common. Borrows all.
  RecordedPeople(const SeenDay& seen, const RecordedDayOptions& options, RecordedNames& names,
                 const RecordedFits& fits);

  // Who was not there has a shift that the day does not reach.
  ScenarioAgents agents_of(AgentId id, const SeenAgent& agent);

 private:
  const SeenDay& seen_;
  const RecordedDayOptions& options_;
  RecordedNames& names_;
  const RecordedFits& fits_;
  Law answer_delay_ = Constant{0}, back_after_ = Constant{60};
  double no_answer_share_ = 0;
};

}  // namespace rapport::twin
