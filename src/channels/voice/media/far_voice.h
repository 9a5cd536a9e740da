// What a leg says, heard on another media thread. The leg's thread writes each tick's 20 ms into a ring, the
// listener's thread reads them a tick or two later; neither waits for the other. A key that was pressed
// travels beside the sound. Both threads hold the ring; it goes with the last of them.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>

#include "channels/voice/media/frame.h"
#include "channels/voice/media/ids.h"
#include "channels/voice/media/resampler.h"

namespace rapport::media {

// Anybody who can be mixed: a leg of this thread, or one of another.
class Voice {
 public:
  // What it said in this tick, at 8 or 16 kHz; nothing when it was silent, muted or away.
  virtual const std::int16_t* said(int rate) = 0;

 protected:
  ~Voice() = default;
};

struct FarKey {
  char digit = ' ';
  int duration_ms = 0;
};

class VoiceRing {
 public:
  // The leg's thread, each tick. `rate` 0: silence.
  void write(const std::int16_t* samples, int rate);
  void write_key(FarKey key);

  // Any thread.
  std::uint64_t newest() const { return newest_.load(std::memory_order_acquire); }
  // False when that frame is not there any more, or was silence.
  bool read(std::uint64_t number, Frame& out) const;
  // The newest key after the one that `seen` counts; a ' ' when there is none.
  FarKey read_key(std::uint32_t& seen) const;

 private:
  static constexpr std::size_t slots = 8;  // 160 ms
  struct Slot {
    std::atomic<std::uint64_t> number{0};  // 0 while it is being written
    std::atomic<int> rate{0};
    std::array<std::atomic<std::int16_t>, frame_samples_max> samples;
  };
  std::array<Slot, slots> slots_;
  std::atomic<std::uint64_t> newest_{0};
  std::atomic<std::uint64_t> key_{0};  // count, duration, digit
};
using SharedRing = std::shared_ptr<VoiceRing>;

// The listener's end; owned by its media thread, shared by all who hear that leg there.
class FarVoice final : public Voice {
 public:
  FarVoice(LegId leg, SharedRing ring);

  void next();  // once a tick, before anybody hears it
  const std::int16_t* said(int rate) override;
  const FarKey& key() const { return key_; }  // that was told in this tick; ' ': none
  LegId leg() const { return leg_; }
  bool is_of(const SharedRing& ring) const { return ring_ == ring; }

  bool is_wanted = false;  // by a leg or a tap; kept by the thread

 private:
  LegId leg_;
  SharedRing ring_;
  std::uint64_t at_ = 0;
  std::uint32_t keys_ = 0;
  FarKey key_;
  Frame said_, other_;
  bool has_said_ = false, has_other_ = false;
  Doubler doubler_;
  Halver halver_;
};

}  // namespace rapport::media
