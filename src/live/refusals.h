// What a refusal of the switchboard is to a caller: its kind decides the HTTP status, its name is the reason.
#pragma once

#include "base/result.h"
#include "switchboard/model/effect.h"

namespace rapport::live {

Error error_of(switchboard::Refusal refusal);

}  // namespace rapport::live
