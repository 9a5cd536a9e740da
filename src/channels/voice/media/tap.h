// A recording tap: two channels of 20 ms frames, silence filled, both cut by the same tick, so what was said
// at the same time stands at the same place. Delivered on a tap thread, one beside each media thread, which
// may block (it encodes and writes); while it does, 16,384 frames of its taps together are held, then frames
// are lost and counted, and the next frame's `index` shows the gap.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "channels/voice/media/ids.h"

namespace rapport::media {

struct TapOptions {
  std::vector<LegId> left;   // the customer's side, mixed
  std::vector<LegId> right;  // the agents' side, mixed
  int rate = 8000;           // 8000 or 16000 samples a second
};

struct TapFrame {
  TapId tap;
  std::uint64_t index = 0;             // 20 ms each since the tap began
  std::span<const std::int16_t> left;  // rate / 50 samples; empty in the last frame
  std::span<const std::int16_t> right;
  bool is_paused = false;  // silence on purpose
  bool is_last = false;    // the tap has ended: no samples
};

using TapSink = std::function<void(const TapFrame&)>;

}  // namespace rapport::media
