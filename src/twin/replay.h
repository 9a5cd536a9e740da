// Replay: the steps of a journal applied again to a fresh switchboard, to prove that every decision comes out
// the same. Where the steps come from is the caller's business (live/ reads its journal; twin knows no
// database). Runs on the caller's thread.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "base/instant.h"
#include "base/result.h"
#include "switchboard/model/effect.h"
#include "switchboard/model/event.h"
#include "switchboard/model/image.h"

namespace rapport::twin {

struct RecordedStep {
  std::int64_t seq = 0;  // counts up by 1
  Instant now;
  switchboard::Event event;
  std::uint64_t decision_hash = 0;  // of the effects, as it was recorded
};

struct ReplaySource {
  // The next step, nothing at the end of the journal, or why it cannot be read.
  std::function<Result<std::optional<RecordedStep>>()> next;
  // The same function that made the recorded hashes.
  std::function<std::uint64_t(const switchboard::Effects&)> hash;
  // Where the first step starts from; nullptr: an empty switchboard.
  const switchboard::Image* image = nullptr;
};

struct Replayed {
  const RecordedStep& step;
  const switchboard::Effects& effects;
  std::uint64_t decision_hash;  // recomputed
};

struct Difference {
  std::int64_t seq = 0;
  std::uint64_t recorded = 0;
  std::uint64_t recomputed = 0;
  std::string what;  // "the effects differ", "step 17 is missing", "the event is refused: offer_expired", …
};

struct ReplayReport {
  std::int64_t events = 0;     // applied, the different one included
  std::int64_t decisions = 0;  // offers made
  std::uint64_t hash = 0;      // over all recomputed hashes, in order
  std::optional<Difference> difference;
  double seconds = 0;  // of real time
  double events_per_second = 0;
};

// Stops at the first difference. `visit`, if any, sees every step that came out the same. Fails only when the
// source does.
Result<ReplayReport> replay(const ReplaySource& source,
                            const std::function<void(const Replayed&)>& visit = {});

}  // namespace rapport::twin
