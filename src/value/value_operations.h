// The API of value and segments. Worker threads.
#pragma once

#include "api/api.h"
#include "org/changes.h"

namespace rapport::value {

struct ValueServices {  // borrowed
  org::Changes& changes;
};
void add_operations(api::Api& api, const ValueServices& services);

}  // namespace rapport::value
