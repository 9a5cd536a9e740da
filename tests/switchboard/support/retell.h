// Retells what apply() did in the sentences that expectations use.
#pragma once

#include "switchboard/support/stage.h"

namespace rapport::switchboard::scenario {

void retell(Stage& stage, Instant now, const Effects& effects);

}  // namespace rapport::switchboard::scenario
