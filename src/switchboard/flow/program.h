// Program: a flow as the switchboard runs it. Numbers only: no words that are said, no names. Made by
// compile_flow() from a flow without problems; checked again when it comes from a journal or an image.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/id.h"
#include "base/instant.h"
#include "switchboard/flow/expression.h"
#include "switchboard/model/rules.h"

namespace rapport::switchboard::flow {

// `entrance`: a customer begins with it, before anybody has them. `assist`: an agent sends their customer
// into it, and has them back at its end.
enum class Purpose : std::uint8_t { entrance, assist };

enum class StepKind : std::uint8_t {
  say,
  menu,
  collect,
  set,
  branch,
  hours,
  lookup,
  webhook,
  language,
  queue,
  callback,
  voicemail,
  transfer,
  split,
  tag,
  end,
  record,
};
inline constexpr std::size_t step_kind_count = 17;

// The fixed exits of each kind come first, by these numbers; those that an author adds follow.
inline constexpr std::int32_t exit_next = 0;
inline constexpr std::int32_t exit_timeout = 0, exit_invalid = 1, exit_option = 2;  // menu
inline constexpr std::int32_t exit_done = 2;                                        // collect
inline constexpr std::int32_t exit_else = 0, exit_case = 1;                         // branch
inline constexpr std::int32_t exit_refused = 0, exit_waited = 1, exit_offered = 2;  // queue
// Of questions to others: what an answer that never comes means is always 0.
inline constexpr std::int32_t exit_failed = 0;
inline constexpr std::int32_t exit_transferred = 1;
inline constexpr std::int32_t exit_booked = 1;    // callback
inline constexpr std::int32_t exit_recorded = 1;  // voicemail

inline constexpr std::int32_t language_target = -1;  // an assignment to the language

struct Put {
  std::int32_t target = 0;  // an attribute, or language_target
  Code code;
  friend bool operator==(const Put&, const Put&) = default;
};

struct ProgramStep {
  StepKind kind = StepKind::end;
  std::vector<std::int32_t> exits;  // step by exit; -1: none
  // Works on words, or on what only others know: the question goes out, the answer comes back as an event.
  bool is_asked = false;
  bool is_secret = false;  // collects what nobody may record
  bool has_offer = false;  // queue
  Duration lasts;          // how long an answer is waited for; 0: by the channel
  std::int32_t tries = 1;
  std::int32_t attribute = -1;  // collect
  std::vector<Put> puts;        // set; queue: the priority
  std::vector<Code> cases;      // branch
  std::vector<std::int32_t> percents;
  QueueId queue;
  std::vector<Step> circles;
  Duration first, every, wait_max;  // queue
  AgentId agent;                    // transfer
  FlowId flow;
  friend bool operator==(const ProgramStep&, const ProgramStep&) = default;
};

struct ProgramAttribute {
  ValueType type = ValueType::integer;
  std::int32_t choices = 0;
  std::int64_t initial = 0;
  friend bool operator==(const ProgramAttribute&, const ProgramAttribute&) = default;
};

struct Program {
  std::int32_t languages = 1;
  std::uint8_t channels = 0;  // bit c: channel c
  std::int32_t start = 0;
  QueueId fallback;
  std::vector<ProgramAttribute> attributes;
  std::vector<ProgramStep> steps;
  std::optional<Purpose> purpose = std::nullopt;  // absent: entrance
  bool is_assist() const { return purpose == Purpose::assist; }
  friend bool operator==(const Program&, const Program&) = default;
};

// Whether running it can never leave its own numbers. For programs from outside.
bool is_sound(const Program& program);
bool is_possible(const ProgramAttribute& attribute, std::int64_t value);

}  // namespace rapport::switchboard::flow
