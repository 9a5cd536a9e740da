// Flow swaps: changes that swap a flow for one of the organisation's, a version or the draft, with that flow
// put into them, so that the twin needs nobody else. On a thread that may block.
#pragma once

#include <vector>

#include "org/directory.h"
#include "platform/database/database.h"
#include "twin/change.h"
#include "twin/scenario.h"

namespace rapport::workforce {

// Flows that the scenario has are left for the twin to find. invalid, "bad_change", with an issue per fault
// below "/variants/0/changes/0/to": there is no such version, or it has faults of its own.
Result<std::vector<twin::Variant>> with_flows(database::Database& database, const org::Directory& directory,
                                              const twin::Scenario& scenario,
                                              std::vector<twin::Variant> variants);

}  // namespace rapport::workforce
