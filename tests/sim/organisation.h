// A random organisation: rules and profiles that are legal, small, and full of edges.
#pragma once

#include <vector>

#include "sim/chance.h"
#include "switchboard/flow/program.h"
#include "switchboard/model/rules.h"

namespace rapport::sim {

// Ids are drawn from small ranges, so that events meet each other.
inline constexpr std::int32_t queue_ids = 6;
inline constexpr std::int32_t agent_ids = 12;
inline constexpr std::int32_t skill_ids = 4;
inline constexpr std::int32_t team_ids = 2;
inline constexpr std::int32_t disposition_ids = 3;

QueueId any_queue(Chance& chance);
AgentId any_agent(Chance& chance);
switchboard::Channel any_channel(Chance& chance);
switchboard::QueueRules any_rules(Chance& chance);
switchboard::AgentProfile any_profile(Chance& chance);
switchboard::Settings any_settings(Chance& chance);
std::vector<switchboard::Step> any_steps(Chance& chance);
// A program that is sound and otherwise anything: circles, broken expressions, exits that lead nowhere.
switchboard::flow::Program any_program(Chance& chance);
inline constexpr std::int32_t flow_ids = 3;
// One who can take anything that waits anywhere, so that a run can come to its end.
switchboard::AgentProfile anything_goes();

}  // namespace rapport::sim
