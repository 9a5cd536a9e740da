// The ledger's door to the API: listArrivals.
#pragma once

#include "api/api.h"
#include "platform/database/database.h"

namespace rapport::arrivals {

void add_operations(api::Api& api, database::Database& database);  // borrowed

}  // namespace rapport::arrivals
