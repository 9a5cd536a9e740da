// The API of the next best action. Worker threads.
#pragma once

#include "advice/advisor.h"
#include "api/api.h"

namespace rapport::advice {

void add_operations(api::Api& api, Advisor& advisor);

}  // namespace rapport::advice
