// The operations about duplicates. Worker threads.
#pragma once

#include "api/api.h"
#include "duplicates/duplicates.h"

namespace rapport::duplicates {

void add_operations(api::Api& api, Duplicates& duplicates, live::Loop& loop);  // borrowed

}  // namespace rapport::duplicates
