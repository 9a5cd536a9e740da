// The expect lines: what happened, what did not, and how things stand.
#pragma once

#include <string>

#include "switchboard/support/stage.h"

namespace rapport::switchboard::scenario {

// "" when the line holds at the present time; otherwise what was got instead.
std::string unmet(Stage& stage, const std::string& line);
// All that happened since the present event block began, a line each.
std::string happened(const Stage& stage);

}  // namespace rapport::switchboard::scenario
