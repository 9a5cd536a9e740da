// What one event of the journal has to tell. Pure.
#pragma once

#include <vector>

#include "live/released.h"
#include "webhooks/event.h"

namespace rapport::webhooks {

// In the order in which it happened; messages without their words.
std::vector<Happening> happened(const live::Released& released);

}  // namespace rapport::webhooks
