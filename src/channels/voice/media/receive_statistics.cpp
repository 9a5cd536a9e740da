#include "channels/voice/media/receive_statistics.h"

#include <algorithm>
#include <cmath>

namespace rapport::media {

void ReceiveStatistics::begin(std::uint32_t ssrc, std::uint16_t sequence) {
  *this = ReceiveStatistics();
  ssrc_ = ssrc;
  base_ = highest_ = 0x10000u + sequence;
  has_begun_ = true;
}

void ReceiveStatistics::received(const RtpPacket& packet, int clock, std::int64_t now_us) {
  const auto step = static_cast<std::int16_t>(static_cast<std::uint16_t>(packet.sequence - highest_));
  if (step > 3000 || step < -3000) begin(packet.ssrc, packet.sequence);  // A.1: the sender has started anew
  if (step > 0 && step <= 3000) highest_ += static_cast<std::uint32_t>(step);
  ++packets_;
  if (clock != clock_) {
    clock_ = clock;
    has_transit_ = false;
  }
  if (clock == 0) return;
  const std::int64_t transit = now_us * clock / 1'000'000 - static_cast<std::int64_t>(packet.timestamp);
  if (has_transit_) {
    const auto change = static_cast<std::int32_t>(static_cast<std::uint32_t>(transit - last_transit_));
    // A jump of the timeline (new talk spurt with another base) is not jitter.
    if (change > -clock && change < clock) jitter_ += (std::abs(change) - jitter_) / 16;
  }
  last_transit_ = transit;
  has_transit_ = true;
}

void ReceiveStatistics::heard_sender_report(std::uint64_t ntp, std::int64_t now_us) {
  last_sr_ = static_cast<std::uint32_t>(ntp >> 16);
  sr_heard_us_ = now_us;
}

ReportBlock ReceiveStatistics::block(std::int64_t now_us) {
  ReportBlock out;
  out.ssrc = ssrc_;
  const auto lost = static_cast<std::int64_t>(expected()) - static_cast<std::int64_t>(packets_);
  out.total_lost = static_cast<std::int32_t>(std::clamp<std::int64_t>(lost, -0x800000, 0x7FFFFF));
  const auto expected_now = static_cast<std::int64_t>(expected() - expected_before_);
  const std::int64_t lost_now = expected_now - static_cast<std::int64_t>(packets_ - received_before_);
  if (expected_now > 0 && lost_now > 0)
    out.fraction_lost = static_cast<std::uint8_t>(std::min<std::int64_t>(255, lost_now * 256 / expected_now));
  expected_before_ = expected();
  received_before_ = packets_;
  out.highest_sequence = highest_ - 0x10000u;
  out.jitter = static_cast<std::uint32_t>(jitter_);
  out.last_sr = last_sr_;
  if (last_sr_ != 0)
    out.delay_since_sr = static_cast<std::uint32_t>((now_us - sr_heard_us_) * 65536 / 1'000'000);
  return out;
}

float ReceiveStatistics::take_loss() {
  const auto expected_now = static_cast<std::int64_t>(expected() - expected_at_quality_);
  const std::int64_t lost = expected_now - static_cast<std::int64_t>(packets_ - received_at_quality_);
  expected_at_quality_ = expected();
  received_at_quality_ = packets_;
  if (expected_now <= 0 || lost <= 0) return 0;
  return static_cast<float>(lost) / static_cast<float>(expected_now);
}

}  // namespace rapport::media
