// Flowing: an interaction in its flow, before a queue, while it waits in one, and back out of it.
#pragma once

#include "switchboard/lifecycle/turn.h"

namespace rapport::switchboard {

// The queue that takes everybody in the end of the flow that the interaction is in; no_slot: it is gone.
Slot fallback_queue(const State& state, const Interaction& interaction);
// What was asked for where it last waited, when its booked callback waits in the same queue; else nothing.
std::vector<Step> circles_for_callback(const State& state, const Interaction& interaction);

// REQUIRES: `start` was found fit by can_start(). The interaction stands in no queue.
Verdict can_start(const State& state, Channel channel, const FlowStart& start,
                  flow::Purpose purpose = flow::Purpose::entrance);
void start_flow(Turn& turn, Slot interaction, const InteractionArrived& arrived);
// Beside the agent who has the interaction. REQUIRES: can_start(), active, no flow runs.
void start_assist(Turn& turn, Slot interaction, const FlowStart& start);
// The customer is with their agent again. REQUIRES: is_assisted().
void end_assist(Turn& turn, Slot interaction, FlowEnd end, UserId by = {},
                flow::Broken broken = flow::Broken::nothing);
// The flow's timer: a step has waited long enough, or it is time for the treatment.
void flow_expired(Turn& turn, Slot interaction);
// Out of its queue by an exit of the flow's queue step; false when it has none that leads anywhere.
bool leave_queue_by(Turn& turn, Slot interaction, std::int32_t exit);
// The same in two halves, for a queue that goes in between.
bool pull_back(Turn& turn, Slot interaction, std::int32_t exit);
void go_on_by(Turn& turn, Slot interaction, std::int32_t exit);
// The flow is over for it, whatever comes next. REQUIRES: it runs.
void end_flow(Turn& turn, Slot interaction, FlowEnd end, flow::Broken broken = flow::Broken::nothing);

}  // namespace rapport::switchboard
