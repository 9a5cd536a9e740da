// Flows in scenarios: the given lines that draw one, the events that move one on.
//
//   flow hello fallback=support attributes=tries:integer,order:text,kind:choice:new|old
//     step greet say -> next=ask
//     step ask menu sales,help tries=2 timeout=30s -> sales=sell help=help timeout=help
//     step number collect order -> done=check timeout=help
//     step check branch many when tries > 2; new when kind == "new" -> many=help new=sell else=help
//     step count set tries = tries + 1 -> next=ask
//     step open hours -> open=help closed=bye          (lookup, webhook, language likewise)
//     step half split a:50 b:50 -> a=help b=sell
//     step help queue support first=10s every=30s wait_max=2m offer priority=5 need=english:3 -> refused=bye
//     step to transfer agent ana -> failed=help        (or: flow NAME)
//     step bye end
//   flow card purpose=assist
#pragma once

#include <vector>

#include "switchboard/support/stage.h"
#include "switchboard/support/table.h"

namespace rapport::switchboard::scenario {

// REQUIRES: the word `flow` has been taken. `v2` after the name says which version; 1 otherwise.
Event flow_event(Stage& stage, Words& words, const std::vector<Line>& steps);
// flow NAME [v2] [language=zh] [known] [ATTRIBUTE=VALUE…]. REQUIRES: `flow` has been taken.
FlowStart flow_start(Stage& stage, Words& words);
// customer chooses sales|hears it all|enters 7|says nonsense|takes the offer in c1 [at turn N].
// REQUIRES: `customer` has been taken. Nothing when it is none of them.
std::optional<Event> flow_input(Stage& stage, Words& words);
// the answer to c1 is EXIT [ATTRIBUTE=VALUE…] [customer=NAME] [turn=N]. REQUIRES: `the answer to` has been
// taken.
Event flow_answer(Stage& stage, Words& words);
std::string flow_step(const Stage& stage, FlowId flow, std::int32_t version, std::int32_t step);

}  // namespace rapport::switchboard::scenario
