// Interpreter: runs a program for one interaction, as far as it goes without anybody. Pure: what came in,
// what stands, and out comes what to do next. It never waits itself; `Outcome` says for what, and how long.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "switchboard/flow/program.h"

namespace rapport::switchboard::flow {

// Where an interaction stands in a flow. Bounded by the program.
struct Run {
  FlowId flow;
  std::int32_t version = 0;
  std::int32_t step = 0;
  std::int32_t turn = 0;   // steps entered so far; names the wait that an answer belongs to
  std::int32_t tries = 0;  // at this step, that failed
  std::int32_t language = 0;
  bool is_customer_known = false;
  std::vector<std::int64_t> values;  // by attribute; of a text the number its words lie under
  friend bool operator==(const Run&, const Run&) = default;
};

// What the switchboard knows at the moment.
struct Facts {
  InteractionId interaction;
  Channel channel = Channel::chat;
  std::int64_t waited_s = 0;
  std::int64_t position = 0;
  std::int64_t wait_s = 0;
};

inline constexpr std::int32_t steps_per_turn_max = 100;
inline constexpr std::int32_t steps_of_run_max =
    1'000;  // then the flow has failed: it ends, whatever happens

struct Entered {
  std::int32_t step = 0;
  std::int32_t turn = 0;
  std::int32_t tries = 0;  // > 0: asked again
};
enum class Next : std::uint8_t {
  wait,      // for an input or an answer, until `lasts` has passed
  queue,     // in the queue of the step
  agent,     // with the agent of the step
  flow,      // on in the flow of the step
  end,       // it is over
  fallback,  // something broke: to the program's fallback queue
};
enum class Broken : std::uint8_t { nothing, too_many_steps, expression, nowhere, bad_answer };
struct Outcome {
  std::vector<Entered> entered;  // in order; each is rendered, the last is where it stands
  Next next = Next::wait;
  Duration lasts;
  Broken broken = Broken::nothing;  // with fallback
};

// A run at its beginning; begin() enters the first step. REQUIRES: is_sound(program), of all below.
Run new_run(const Program& program, FlowId flow, std::int32_t version, std::int32_t language);
Outcome begin(const Program& program, Run& run, const Facts& facts);

struct Value64 {
  std::int32_t attribute = 0;  // or language_target
  std::int64_t value = 0;
};

// Whether the step waits for this input; the switchboard refuses what does not fit.
bool takes_choice(const Program& program, const Run& run, std::int32_t option);
bool takes_collected(const Program& program, const Run& run);
bool takes_answer(const Program& program, const Run& run, std::int32_t exit,
                  const std::vector<Value64>& values);
bool takes_finished(const Program& program, const Run& run, Channel channel);

Outcome chosen(const Program& program, Run& run, const Facts& facts, std::int32_t option);
// Valid words, which lie under `value`.
Outcome collected(const Program& program, Run& run, const Facts& facts, std::int64_t value);
Outcome not_understood(const Program& program, Run& run, const Facts& facts);
Outcome answered(const Program& program, Run& run, const Facts& facts, std::int32_t exit,
                 const std::vector<Value64>& values);
// What was said has been heard: a say goes on, a menu or collect counts its time from now.
Outcome finished(const Program& program, Run& run, const Facts& facts);
// `lasts` has passed.
Outcome timed_out(const Program& program, Run& run, const Facts& facts);
// The present step by this exit: of a queue or transfer whose end only the switchboard knows.
Outcome leave(const Program& program, Run& run, const Facts& facts, std::int32_t exit);

// The queue step's priority; nothing when its expression broke.
std::optional<std::int64_t> priority_of(const Program& program, const Run& run, const Facts& facts);
// The exit of a split: by the interaction, the version and the step, evenly.
std::int32_t share_of(const ProgramStep& step, const Run& run, InteractionId interaction);

using FactValues = std::array<std::int64_t, fact_count>;
FactValues values_of(const Run& run, const Facts& facts);

}  // namespace rapport::switchboard::flow
