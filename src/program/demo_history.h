// The demo company's 26 weeks of contacts, up to now: a weekly and a daily shape, growth, holidays, noise,
// one day when everything came at once and an afternoon that nobody measured. The same seed gives the same.
#pragma once

#include "live/id_source.h"
#include "org/admin.h"
#include "platform/database/database.h"

namespace rapport::program {

Result<void> make_demo_history(org::Admin& admin, database::Database& database, live::IdSource& ids,
                               OrgId org, Instant now);

}  // namespace rapport::program
