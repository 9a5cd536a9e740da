#include "channels/voice/media/jitter_buffer.h"

#include <algorithm>

namespace rapport::media {

JitterBuffer::JitterBuffer(int clock_rate)
    : packets_(std::make_unique<std::array<Packet, slots>>()), clock_rate_(clock_rate) {}

void JitterBuffer::set_clock(int clock_rate) {
  if (clock_rate == clock_rate_) return;
  clock_rate_ = clock_rate;
  reset();
}

void JitterBuffer::reset() {
  for (Packet& packet : *packets_)
    packet.sequence = -1;
  has_started_ = has_sequence_ = false;
  owed_ = 0;
  late_frames_ = 0;
  window_began_us_ = 0;
}

bool JitterBuffer::insert(const RtpPacket& packet, bool is_sound, std::int64_t now_us) {
  if (packet.payload.size() > payload_bytes_max) return false;
  if (!has_sequence_) {
    // Far enough from zero that what is older by reordering stays positive.
    highest_sequence_ = (std::int64_t{1} << 32) + packet.sequence;
    highest_timestamp_ = (std::int64_t{1} << 40) + packet.timestamp;
    last_sequence_ = highest_sequence_ - 1;
    has_sequence_ = true;
  }
  const std::int64_t sequence =
      highest_sequence_ +
      static_cast<std::int16_t>(static_cast<std::uint16_t>(packet.sequence - highest_sequence_));
  const std::int64_t timestamp =
      highest_timestamp_ +
      static_cast<std::int32_t>(packet.timestamp - static_cast<std::uint32_t>(highest_timestamp_));
  if (sequence > highest_sequence_ + 1000 || sequence < highest_sequence_ - 1000) {
    // The sender has started anew without a new SSRC.
    reset();
    return insert(packet, is_sound, now_us);
  }
  if (sequence <= last_sequence_ || (has_started_ && is_sound && timestamp + clock_rate_ / 50 <= due_)) {
    if (sequence > last_sequence_ - 100) ++late_packets_;
    return false;
  }
  Packet& slot = (*packets_)[static_cast<std::size_t>(sequence) % slots];
  if (slot.sequence >= sequence) return false;  // a duplicate
  if (slot.sequence > last_sequence_) {
    // More than the buffer holds: nobody has been listening. Begin again here.
    reset();
    return insert(packet, is_sound, now_us);
  }
  slot.sequence = sequence;
  slot.timestamp = timestamp;
  slot.arrived_us = now_us;
  slot.is_sound = is_sound;
  slot.payload_type = packet.payload_type;
  slot.size = static_cast<std::uint16_t>(packet.payload.size());
  std::copy(packet.payload.begin(), packet.payload.end(), slot.bytes.begin());
  if (sequence > highest_sequence_) {
    highest_sequence_ = sequence;
    highest_timestamp_ = timestamp;
  }
  return true;
}

// The first packet of sound that has not been played; places held by events are passed over.
JitterBuffer::Packet* JitterBuffer::oldest() {
  for (std::int64_t sequence = last_sequence_ + 1; sequence <= highest_sequence_; ++sequence) {
    Packet& packet = (*packets_)[static_cast<std::size_t>(sequence) % slots];
    if (packet.sequence != sequence) continue;
    if (packet.is_sound) return &packet;
    if (sequence == last_sequence_ + 1) last_sequence_ = sequence;
  }
  return nullptr;
}

void JitterBuffer::observe_wait(std::int64_t wait_us, std::int64_t now_us) {
  delay_ms_ = static_cast<float>(wait_us) / 1000;
  if (window_began_us_ == 0 || now_us - window_began_us_ > window_us) {
    earlier_least_wait_us_ = window_began_us_ == 0 ? wait_us : least_wait_us_;
    least_wait_us_ = wait_us;
    window_began_us_ = now_us;
  }
  least_wait_us_ = std::min(least_wait_us_, wait_us);
}

JitterBuffer::Step JitterBuffer::waiting(std::int64_t now_us) {
  Packet* first = oldest();
  if (!first || now_us - first->arrived_us < start_delay_us) return {};
  has_started_ = true;
  due_ = first->timestamp;
  owed_ = 0;
  late_frames_ = 0;
  window_began_us_ = 0;
  return next(now_us);
}

JitterBuffer::Step JitterBuffer::next(std::int64_t now_us) {
  if (!has_started_) return waiting(now_us);
  Packet* first = oldest();
  if (!first) {
    if (++late_frames_ > late_frames_max) {
      has_started_ = false;  // it has stopped; what comes is a new beginning
      return {};
    }
    owed_ += clock_rate_ / 50;
    return {Next::late};
  }
  const std::int64_t ahead = first->timestamp - due_;
  if (ahead > jump_seconds * clock_rate_ || ahead < -jump_seconds * clock_rate_) {
    due_ = first->timestamp;  // a new timeline under the same SSRC
  } else if (ahead > 0) {
    if (owed_ > 0) {
      // While we waited for these they were concealed already.
      due_ += std::min(owed_, ahead);
      owed_ = 0;
      return next(now_us);
    }
    late_frames_ = 0;
    if (first->sequence == last_sequence_ + 1) return {Next::silence};
    return {Next::lost, nullptr, first};
  }
  owed_ = 0;
  late_frames_ = 0;
  last_sequence_ = first->sequence;
  due_ = first->timestamp;
  observe_wait(now_us - first->arrived_us, now_us);
  Step step{Next::packet, first};
  ++packets_since_shorter_;
  if (std::min(least_wait_us_, earlier_least_wait_us_) > shorten_above_us &&
      now_us - window_began_us_ > window_us / 2 && packets_since_shorter_ > packets_between_shortenings) {
    Packet* second = oldest();
    if (second && second->sequence == first->sequence + 1) {
      step.after = second;
      step.may_shorten = true;
      packets_since_shorter_ = 0;
    }
  }
  return step;
}

void JitterBuffer::played(std::int64_t clock_ticks) {
  due_ += clock_ticks;
}

}  // namespace rapport::media
