// The engine: plays a world against the production switchboard in simulated time, as fast as it goes. It is
// to the switchboard what live/ is: it hands in events with their time, keeps the timers, and reads effects,
// nothing else. One run uses one thread; runs share only the world, which they do not change.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>

#include "base/result.h"
#include "switchboard/model/effect.h"
#include "switchboard/model/event.h"
#include "switchboard/switchboard.h"
#include "twin/ledger.h"
#include "twin/world.h"

namespace rapport::twin {

// What the switchboard was told and what it answered, in order; `board` is as it is after the event.
struct Observed {
  Instant now;
  const switchboard::Event& event;
  const switchboard::Effects& effects;
  const switchboard::Switchboard& board;
};
using Observer = std::function<void(const Observed&)>;

struct Outcome {
  Ledger ledger;
  std::int64_t contacts = 0;  // that arrived, counted or not
  std::int64_t events = 0;    // applied
};

// internal / "refused_event" when the switchboard refuses what the engine says, which is a bug in one of
// them.
// conflict / "cancelled" soon after another thread has set `stop`, if there is one.
Result<Outcome> run(const World& world, std::uint64_t seed, const Observer& observer = {},
                    const std::atomic<bool>* stop = nullptr);

}  // namespace rapport::twin
