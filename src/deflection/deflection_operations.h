// The operations about measured deflection. Worker threads.
#pragma once

#include <functional>

#include "api/api.h"
#include "platform/database/database.h"

namespace rapport::deflection {

void add_operations(api::Api& api, database::Database& database, const std::function<Instant()>& clock);

}  // namespace rapport::deflection
