// Expectations of how things stand, read from the switchboard's views.
#pragma once

#include <optional>
#include <string>

#include "switchboard/support/stage.h"

namespace rapport::switchboard::scenario {

// Nothing when the line is not about how things stand; "" when it holds; otherwise how they stand.
std::optional<std::string> unmet_standing(Stage& stage, const std::string& line);

}  // namespace rapport::switchboard::scenario
