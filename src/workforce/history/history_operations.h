// The operations about the history. Worker threads.
#pragma once

#include "api/api.h"
#include "workforce/history/history.h"

namespace rapport::workforce {

void add_operations(api::Api& api, const History& history);

}  // namespace rapport::workforce
