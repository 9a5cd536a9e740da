// Validity of configured values: whole values are checked before anything of them is taken.
#pragma once

#include <vector>

#include "switchboard/model/rules.h"

namespace rapport::switchboard {

bool are_valid(const std::vector<Step>& steps);
bool is_valid(const QueueRules& rules);
bool is_valid(const AgentProfile& profile);
bool is_valid(const Settings& settings);

}  // namespace rapport::switchboard
