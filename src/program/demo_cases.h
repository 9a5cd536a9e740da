// The demo company's cases: types, a policy with business hours, macros, a rule, and some fifteen cases in
// both languages whose promises are kept, near, missed and paused as of now.
#pragma once

#include "customers/customer_store.h"
#include "live/id_source.h"
#include "org/admin.h"
#include "platform/database/database.h"

namespace rapport::program {

Result<void> make_demo_cases(org::Admin& admin, database::Database& database,
                             customers::CustomerStore& customers, live::IdSource& ids, OrgId org,
                             Instant now);

}  // namespace rapport::program
