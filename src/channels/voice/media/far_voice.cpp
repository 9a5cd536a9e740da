#include "channels/voice/media/far_voice.h"

namespace rapport::media {
namespace {

// Behind the writer: the two threads' ticks have no order, and one frame in hand hides that.
constexpr std::uint64_t frames_behind = 1, frames_behind_max = 4;

}  // namespace

// A slot is read without a lock: its number is looked at before and after, and is 0 while it changes.
void VoiceRing::write(const std::int16_t* samples, int rate) {
  const std::uint64_t number = newest_.load(std::memory_order_relaxed) + 1;
  Slot& slot = slots_[number % slots];
  slot.number.store(0, std::memory_order_relaxed);
  std::atomic_thread_fence(std::memory_order_release);
  slot.rate.store(rate, std::memory_order_relaxed);
  const std::size_t size = frame_samples(rate);
  for (std::size_t i = 0; i < size; ++i)
    slot.samples[i].store(samples[i], std::memory_order_relaxed);
  slot.number.store(number, std::memory_order_release);
  newest_.store(number, std::memory_order_release);
}

bool VoiceRing::read(std::uint64_t number, Frame& out) const {
  const Slot& slot = slots_[number % slots];
  if (slot.number.load(std::memory_order_acquire) != number) return false;
  const int rate = slot.rate.load(std::memory_order_relaxed);
  if (rate == 0) return false;
  out.rate = rate;
  const std::size_t size = frame_samples(rate);
  for (std::size_t i = 0; i < size; ++i)
    out.samples[i] = slot.samples[i].load(std::memory_order_relaxed);
  std::atomic_thread_fence(std::memory_order_acquire);
  return slot.number.load(std::memory_order_relaxed) == number;
}

void VoiceRing::write_key(FarKey key) {
  const std::uint64_t count = (key_.load(std::memory_order_relaxed) >> 32) + 1;
  const auto duration = static_cast<std::uint64_t>(key.duration_ms > 0xFFFF ? 0xFFFF : key.duration_ms);
  key_.store(count << 32 | duration << 8 | static_cast<unsigned char>(key.digit), std::memory_order_release);
}

FarKey VoiceRing::read_key(std::uint32_t& seen) const {
  const std::uint64_t key = key_.load(std::memory_order_acquire);
  const auto count = static_cast<std::uint32_t>(key >> 32);
  if (count == seen) return {};
  seen = count;
  return {static_cast<char>(key & 0xFF), static_cast<int>((key >> 8) & 0xFFFF)};
}

FarVoice::FarVoice(LegId leg, SharedRing ring) : leg_(leg), ring_(std::move(ring)) {
  ring_->read_key(keys_);  // what was pressed before is not ours
}

void FarVoice::next() {
  has_said_ = has_other_ = false;
  key_ = ring_->read_key(keys_);
  const std::uint64_t newest = ring_->newest();
  if (newest == 0) return;
  if (at_ == 0 || at_ > newest || newest - at_ > frames_behind_max)
    at_ = newest > frames_behind ? newest - frames_behind : newest;
  else if (at_ == newest)
    return;  // the writer is late: one more behind from now on
  else
    ++at_;
  has_said_ = ring_->read(at_, said_);
}

const std::int16_t* FarVoice::said(int rate) {
  if (!has_said_) return nullptr;
  if (said_.rate == rate) return said_.samples.data();
  if (!has_other_) {
    other_.rate = rate;
    if (rate == 16000)
      doubler_.run(said_.span(), other_.span());
    else
      halver_.run(said_.span(), other_.span());
    has_other_ = true;
  }
  return other_.samples.data();
}

}  // namespace rapport::media
