// What the demo company's agents did until now, by the schedules they have: their presence since the first
// published one, and yesterday and today as the switchboard would have lived them. These days are played by
// the twin with the customers of the history, who come straight or by the demo's flows, and written into the
// journal, so that they can be played again and changed, and that today's outlook has a morning. Now
// everybody has gone, and nothing is open.
#pragma once

#include "base/id.h"
#include "base/instant.h"
#include "base/result.h"
#include "platform/crypto/vault.h"
#include "platform/database/database.h"

namespace rapport::program {

// REQUIRES: the organisation has no journal yet, and the loop does not run.
Result<void> make_demo_past_days(database::Database& database, const crypto::Vault& vault, OrgId org,
                                 Instant now);

}  // namespace rapport::program
