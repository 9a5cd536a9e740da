// The demo company's planning: contracts, shift templates, what is kept of its agents, and its schedules:
// last week's, this week's and the next are published, the one after waits to be filled.
#pragma once

#include "org/admin.h"
#include "workforce/shifts/schedules.h"

namespace rapport::program {

Result<void> make_demo_planning(org::Admin& admin, workforce::Schedules& schedules, OrgId org, Instant now);

}  // namespace rapport::program
