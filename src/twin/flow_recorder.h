// Flow recorder: what customers met in their flows and how they answered, as a journal's steps show it. Part
// of the day recorder, which tells it every event before its effects. Follows those who begin with a flow
// while it is told to; flows beside agents are none of its business.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/id.h"
#include "base/instant.h"
#include "switchboard/model/effect.h"
#include "switchboard/model/event.h"
#include "switchboard/model/image.h"
#include "twin/world_flow.h"

namespace rapport::twin {

using FlowVersion = std::pair<FlowId, std::int32_t>;

// They met a queue and waited on, whatever was offered to them.
inline constexpr std::int32_t answer_waits = -4;

struct SeenAnswer {
  FlowVersion flow;
  std::int32_t step = 0;
  Instant at;              // the step began
  std::int32_t gives = 0;  // an exit, or one of answer_*
  Duration after;
  std::vector<switchboard::flow::Value64> values;
};

enum class EntryEnd : std::uint8_t { open, served, left, refused, queued };

struct SeenEntry {
  InteractionId interaction;
  Instant at;
  switchboard::Channel channel = switchboard::Channel::chat;
  switchboard::FlowStart start;
  std::int32_t priority = 0;
  AgentId last_agent;
  Instant last_contact_ended;
  std::vector<SeenAnswer> answers;  // in order of time
  std::vector<std::size_t> legs;    // of the day's that the flow led to, not what agents did afterwards
  EntryEnd end = EntryEnd::open;
};

struct SeenFlows {
  std::map<FlowVersion, switchboard::flow::Program> programs;
  std::vector<SeenEntry> entries;
};

class FlowRecorder {
 public:
  void take(const switchboard::Image& image);
  void begin() { is_recording_ = true; }  // of those who come from now on

  // nullptr: it did not begin with a flow since.
  SeenEntry* entry_of(InteractionId id);
  const SeenEntry* first() const { return seen_.entries.data(); }
  // Whether its flow leads it now, or has left it waiting; else an agent has, or had, it.
  bool is_led(InteractionId id) const;
  std::int64_t open() const { return static_cast<std::int64_t>(at_.size()); }  // not closed yet
  SeenFlows result() { return std::move(seen_); }

  template <class Other>
  void told(Instant, const Other&) {}
  void told(Instant now, const switchboard::FlowConfigured& event);
  void told(Instant now, const switchboard::InteractionArrived& event);
  void told(Instant now, const switchboard::FlowInput& event);
  void told(Instant now, const switchboard::FlowAnswered& event);
  void told(Instant now, const switchboard::CustomerLeft& event);

  template <class Other>
  void read(Instant, const Other&) {}
  void read(Instant now, const switchboard::FlowStepEntered& effect);
  void read(Instant now, const switchboard::FlowEnded& effect);
  void read(Instant now, const switchboard::InteractionClosed& effect);

 private:
  struct At {  // where one stands
    std::size_t entry = 0;
    FlowVersion flow;
    std::int32_t step = 0;
    std::int32_t turn = 0;
    Instant since;
    Duration heard;         // after which what is asked had been said
    bool is_asked = false;  // somebody's answer is waited for
    bool is_flow_over = false;
    bool is_with_agent = false;  // by the flow's end, or a person's doing
  };
  At* find(InteractionId id);
  switchboard::flow::StepKind kind_of(const At& at) const;
  void note(At& at, Instant now, std::int32_t gives, std::vector<switchboard::flow::Value64> values = {});
  void note_timeout(At& at, Instant now);

  bool is_recording_ = false;
  SeenFlows seen_;
  std::unordered_map<std::int64_t, At> at_;  // by interaction, looked up only
};

}  // namespace rapport::twin
