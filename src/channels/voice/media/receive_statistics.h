// Loss and jitter of one incoming SSRC (RFC 3550, A.1, A.3, A.8). Pure.
#pragma once

#include <cstdint>

#include "channels/voice/media/rtcp_packet.h"
#include "channels/voice/media/rtp_packet.h"

namespace rapport::media {

class ReceiveStatistics {
 public:
  void begin(std::uint32_t ssrc, std::uint16_t sequence);
  void received(const RtpPacket& packet, int clock, std::int64_t now_us);
  bool has_begun() const { return has_begun_; }
  std::uint32_t ssrc() const { return ssrc_; }
  std::uint64_t packets() const { return packets_; }
  float jitter_ms() const {
    return clock_ == 0 ? 0 : static_cast<float>(jitter_) * 1000 / static_cast<float>(clock_);
  }

  void heard_sender_report(std::uint64_t ntp, std::int64_t now_us);
  ReportBlock block(std::int64_t now_us);  // for a report; begins a new interval for fraction_lost

  // Share of the packets lost since the last call of this, 0…1.
  float take_loss();

 private:
  std::uint32_t ssrc_ = 0;
  bool has_begun_ = false;
  std::uint32_t base_ = 0, highest_ = 0;  // extended sequence numbers
  std::uint64_t packets_ = 0;
  double jitter_ = 0;  // ticks
  std::int64_t last_transit_ = 0;
  bool has_transit_ = false;
  int clock_ = 0;
  std::uint32_t last_sr_ = 0;
  std::int64_t sr_heard_us_ = 0;
  std::uint64_t expected_before_ = 0, received_before_ = 0;          // at the last report
  std::uint64_t expected_at_quality_ = 0, received_at_quality_ = 0;  // at the last take_loss

  std::uint64_t expected() const { return has_begun_ ? highest_ - base_ + 1 : 0; }
};

}  // namespace rapport::media
