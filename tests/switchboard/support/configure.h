// The given lines: queues, agents and settings as key=value, merged into what the scenario said before.
#pragma once

#include <vector>

#include "switchboard/support/stage.h"
#include "switchboard/support/table.h"

namespace rapport::switchboard::scenario {

// REQUIRES: the word `queue`, `agent` or `settings` has been taken.
Event queue_event(Stage& stage, Words& words, const std::vector<Line>& steps);
Event agent_event(Stage& stage, Words& words);
Event settings_event(Stage& stage, Words& words);
// "step english:4 team gold for 00:01:00", "step agent ana for 30s", "step english:2"
std::vector<Step> steps_of(Stage& stage, const std::vector<Line>& lines);

}  // namespace rapport::switchboard::scenario
