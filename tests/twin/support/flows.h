// A small world with a flow: a greeting, a menu, two queues.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "twin/scenario.h"

namespace rapport::twin {

switchboard::flow::Texts both(const std::string& zh, const std::string& en);
switchboard::flow::FlowStep& step_of(switchboard::flow::Flow& flow, const std::string& id);

// hello, menu (sales: queue 1, service: queue 2; nothing: queue 2; two tries), to_a, to_b, bye.
switchboard::flow::Flow menu_flow();

// Voice queues A (conversations of 30 s) and B (90 s), one agent each who answers at once; customers come in
// at A, with "Main", which is menu_flow().
Scenario two_queues();

// One every `every_s`, from the beginning on, who give that at the menu the first time.
std::vector<ScenarioContact> callers(int count, double every_s, const std::function<std::string(int)>& gives);

}  // namespace rapport::twin
