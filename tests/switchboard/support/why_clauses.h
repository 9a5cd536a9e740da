// "why c1: step 1 of 2, chosen ana, bo lacks_skill english, cyd candidate, counts offline 2": the explanation
// that the last offer of c1 left behind, clause by clause.
#pragma once

#include <string>

#include "switchboard/support/stage.h"

namespace rapport::switchboard::scenario {

// REQUIRES: the word `why` has been taken. "" when every clause holds, otherwise the explanation as it is.
std::string unmet_why(Stage& stage, Words& words);

}  // namespace rapport::switchboard::scenario
