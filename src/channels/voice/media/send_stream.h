// The outgoing RTP stream of one leg: one SSRC, sequence and timestamps without a break, whatever feeds it:
// encoded frames, another leg's packets passed on, or keys. Pure; on the leg's media thread. The timeline
// runs with the ticks, so that after a pause the timestamp tells how long it was.
#pragma once

#include <cstdint>

#include "channels/voice/media/rtcp_packet.h"
#include "channels/voice/media/rtp_packet.h"

namespace rapport::media {

class SendStream {
 public:
  SendStream(std::uint32_t ssrc, std::uint16_t first_sequence, std::uint32_t first_timestamp)
      : ssrc_(ssrc), sequence_(first_sequence), now_(first_timestamp) {}

  std::uint32_t ssrc() const { return ssrc_; }
  void set_clock(int clock) { clock_ = clock; }
  int clock() const { return clock_; }
  void tick() { now_ += static_cast<std::uint32_t>(clock_ / 50); }

  // The header of the next packet of our own sound or keys; `age` is how far its first sample lies behind
  // now.
  RtpPacket own(std::uint8_t payload_type, bool has_marker, std::uint32_t age = 0);
  // The header for a packet of another stream, its distance in time to its neighbours kept. Late and lost
  // packets keep their places in the sequence.
  RtpPacket passed_on(const RtpPacket& packet, std::uint8_t payload_type);
  // A packet of the same timestamp (key) as `at`.
  RtpPacket at(std::uint8_t payload_type, bool has_marker, std::uint32_t timestamp);
  std::uint32_t now() const { return now_; }

  void sent(std::size_t payload_bytes) {
    ++packets_;
    bytes_ += static_cast<std::uint32_t>(payload_bytes);
  }
  bool has_sent() const { return packets_ > 0; }
  SenderInfo info(std::uint64_t ntp) const { return {ntp, now_, packets_, bytes_}; }

 private:
  std::uint32_t ssrc_;
  std::uint16_t sequence_;  // of the next packet of our own
  std::uint32_t now_;
  int clock_ = 8000;
  bool is_passing_ = false;  // the offsets below hold
  std::uint32_t source_ = 0;
  std::uint16_t sequence_offset_ = 0, highest_passed_ = 0;
  std::uint32_t timestamp_offset_ = 0;
  std::uint32_t packets_ = 0, bytes_ = 0;
};

}  // namespace rapport::media
