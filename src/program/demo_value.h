// What the demo company's customers bought, and the segments it has made of them. After the cases, whose
// customers these are.
#pragma once

#include "customers/customer_store.h"
#include "live/id_source.h"
#include "org/admin.h"
#include "platform/database/database.h"

namespace rapport::program {

Result<void> make_demo_value(org::Admin& admin, database::Database& database,
                             customers::CustomerStore& customers, live::IdSource& ids, OrgId org,
                             Instant now);

}  // namespace rapport::program
