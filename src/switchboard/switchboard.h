// Switchboard: who gets which interaction, and what may happen next. A pure state machine for one
// organisation: it is told what happened and when, and answers with what should be done. No clock, thread,
// lock, socket, log, global or random source; the same events give the same effects, bit for bit, on every
// machine.
//
// Owned by whoever drives it (live/ in real time, twin/ in simulated time, tests); not thread-safe.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "switchboard/model/effect.h"
#include "switchboard/model/event.h"
#include "switchboard/model/image.h"
#include "switchboard/model/state.h"

namespace rapport::switchboard {

class Switchboard {
 public:
  Switchboard();
  explicit Switchboard(const Image& image);  // exactly the switchboard that image() was taken of
  ~Switchboard();
  Switchboard(Switchboard&&) noexcept;
  Switchboard& operator=(Switchboard&&) noexcept;

  // REQUIRES: now >= the now of every earlier call (the driver clamps a clock that jumps back).
  Effects apply(const Event& event, Instant now);
  // The same into a reused buffer (cleared first), which spares most allocations.
  void apply(const Event& event, Instant now, Effects& effects);

  // Reads. None of them changes anything; views are copies.
  std::optional<InteractionView> interaction(InteractionId id) const;
  std::optional<AgentView> agent(AgentId id) const;
  std::optional<QueueView> queue(QueueId id, Instant now) const;
  // Position in its queue and expected remaining wait of something queued. O(log n).
  std::optional<WaitEstimate> wait(InteractionId id, Instant now) const;
  // What somebody arriving now at the queue would be told.
  WaitEstimate wait_for_new(QueueId queue, Instant now) const;
  void each_interaction(const std::function<void(const InteractionView&)>& visit) const;   // by id
  void each_agent(const std::function<void(const AgentView&)>& visit) const;               // by id
  void each_queue(Instant now, const std::function<void(const QueueView&)>& visit) const;  // by id
  std::size_t open_interactions() const;

  // Everything there is to know, as plain values, to be stored and taken up again.
  Image image() const;
  // Checks every invariant, by brute force; the first broken one in words, "" when all hold. For tests and
  // the simulator.
  std::string broken_invariant(Instant now) const;

  struct State;  // private; routing/ and lifecycle/ work on it

 private:
  std::unique_ptr<State> state_;
};

}  // namespace rapport::switchboard
