// The waiting index: who waits in which queue, in which order, and in which line of equal requirements.
#pragma once

#include "switchboard/switchboard_state.h"

namespace rapport::switchboard {

// What an interaction asks for at its current step.
struct Asked {
  AgentId agent;  // 0: any of the queue
  NeedId need = 0;
  Duration lasts;        // 0: for ever
  bool is_last = false;  // after the last step: anyone of the queue
};
Asked asked_of(const State& state, const Interaction& interaction);
std::int32_t step_count(const State& state, const Course& course);
std::vector<Step> steps_of(const State& state, const Course& course);

RankKey rank_key(const State& state, Slot interaction);
Instant oldest_queued_at(const Queue& queue);  // 0: nothing waits; O(waiting) when priorities are in use
// Between queues: weighted waited time with its head start, in us; higher wins.
std::int64_t score_of(const Queue& queue, const RankKey& rank, Instant now);

// REQUIRES: state queued, not indexed; the step's agent, if any, is known.
void enter_waiting(State& state, Slot interaction);
void leave_waiting(State& state, Slot interaction);
// Its search found nobody.
void mark_settled(State& state, Slot interaction);
// Around a change of its step while it waits.
void leave_line(State& state, Slot interaction);
void enter_line(State& state, Slot interaction);
// All keys again, after the queue's order changed.
void reorder_waiting(State& state, Slot queue);

}  // namespace rapport::switchboard
