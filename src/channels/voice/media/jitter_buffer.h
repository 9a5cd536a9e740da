// Puts packets back in order and decides, each time sound is needed, what comes next. Pure: the clock is an
// argument. One per incoming stream, on its media thread; fixed memory, nothing is allocated after it was
// made.
//
// How it adapts, without estimating anything: when the packet that is due has not come, the gap is concealed
// and the timeline waits (delay grows by a frame, so late packets are on time from then on); the shortest
// time that any packet of the last four to eight seconds had to wait is delay that nobody needed, and is
// given back a frame at a time.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include "channels/voice/media/codec.h"
#include "channels/voice/media/rtp_packet.h"

namespace rapport::media {

class JitterBuffer {
 public:
  struct Packet {
    std::int64_t sequence = -1;  // extended beyond 16 bits
    std::int64_t timestamp = 0;  // extended beyond 32 bits
    std::int64_t arrived_us = 0;
    bool is_sound = true;  // else it only holds a place in the sequence (telephone-event)
    std::uint8_t payload_type = 0;
    std::uint16_t size = 0;
    std::array<std::uint8_t, payload_bytes_max> bytes;
    std::span<const std::uint8_t> payload() const { return {bytes.data(), size}; }
  };

  enum class Next {
    packet,   // decode it, then `played(its duration)`
    lost,     // conceal one frame, then `played`; `after` is the packet behind the gap when it is here
    silence,  // the sender paused (DTX): a frame of silence, then `played`
    late,     // the packet due may still come: conceal a frame, nothing else
    nothing,  // no stream: silence
  };
  struct Step {
    Next next = Next::nothing;
    const Packet* packet = nullptr;
    const Packet* after = nullptr;
    bool may_shorten = false;  // more delay than needed: blend this packet with the one after it
  };

  explicit JitterBuffer(int clock_rate);

  // False when it was of no use: a duplicate, too late, or too far ahead.
  bool insert(const RtpPacket& packet, bool is_sound, std::int64_t now_us);
  Step next(std::int64_t now_us);
  // The timeline moves on by so many ticks of the RTP clock.
  void played(std::int64_t clock_ticks);
  void reset();  // the source has changed
  void set_clock(int clock_rate);

  float delay_ms() const { return delay_ms_; }  // of the last packet played, in here
  std::uint64_t late_packets() const { return late_packets_; }

 private:
  static constexpr std::size_t slots = 32;
  static constexpr std::int64_t start_delay_us = 30'000;
  static constexpr std::int64_t shorten_above_us = 40'000;  // least waiting time that is too much
  static constexpr std::int64_t window_us = 4'000'000;
  static constexpr int late_frames_max = 3;
  static constexpr int jump_seconds = 2;
  static constexpr int packets_between_shortenings = 10;

  Packet* oldest();
  void observe_wait(std::int64_t wait_us, std::int64_t now_us);
  Step waiting(std::int64_t now_us);

  std::unique_ptr<std::array<Packet, slots>> packets_;
  std::int64_t clock_rate_;
  bool has_started_ = false;  // the timeline runs
  bool has_sequence_ = false;
  std::int64_t highest_sequence_ = 0, highest_timestamp_ = 0;
  std::int64_t last_sequence_ = 0;  // of what was played or passed over
  std::int64_t due_ = 0;            // timestamp of the next sound
  std::int64_t owed_ = 0;           // concealed while waiting, in clock ticks
  int late_frames_ = 0;
  int packets_since_shorter_ = 0;
  std::int64_t least_wait_us_ = 0, earlier_least_wait_us_ = 0, window_began_us_ = 0;
  std::uint64_t late_packets_ = 0;
  float delay_ms_ = 0;
};

}  // namespace rapport::media
