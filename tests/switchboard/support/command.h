// The event lines: one sentence, one event.
#pragma once

#include "switchboard/support/stage.h"
#include "switchboard/support/table.h"

namespace rapport::switchboard::scenario {

// `line` without its time. Throws ScenarioError when it is no sentence of ours.
Event event_of(Stage& stage, Words& words, const std::vector<Line>& steps);

}  // namespace rapport::switchboard::scenario
