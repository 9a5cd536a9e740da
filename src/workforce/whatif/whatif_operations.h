// The operations of what-if and of the twin's errors, and the run behind the job. Worker threads; the run on
// a thread of Jobs.
#pragma once

#include <functional>

#include "api/api.h"
#include "workforce/jobs/jobs.h"
#include "workforce/whatif/whatif.h"

namespace rapport::workforce {

struct WhatIfParts {  // borrowed
  database::Database& database;
  const org::Directories& directories;
  std::function<Instant()> clock;
};

// Registers the kind "whatif". Before jobs.start().
void add_whatif(Jobs& jobs, const WhatIfParts& parts);
void add_operations(api::Api& api, Jobs& jobs, const WhatIfParts& parts);

}  // namespace rapport::workforce
