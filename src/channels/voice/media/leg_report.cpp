// RTCP out, quality, and who has gone quiet.
#include <algorithm>
#include <cmath>

#include "channels/voice/media/clock.h"
#include "channels/voice/media/leg.h"
#include "channels/voice/media/quality_estimate.h"

namespace rapport::media {
namespace {

constexpr std::int64_t second_us = 1'000'000;
constexpr std::int64_t rtcp_us = 5 * second_us;  // RFC 3550, 6.2: half to one and a half of it
constexpr std::int64_t quality_quiet_us = 5 * second_us;
// RFC 7675, 5.1: consent lives 30 s. Browsers check every 5 s at most.
constexpr std::int64_t consent_us = 30 * second_us;
constexpr float other_ends_delay_ms = 60;  // its packets of 20 ms and a jitter buffer of 40 ms

bool differs(const Quality& a, const Quality& b) {
  return std::abs(a.mos_in - b.mos_in) >= 0.1F || std::abs(a.mos_out - b.mos_out) >= 0.1F ||
         std::abs(a.loss_in - b.loss_in) >= 0.01F || std::abs(a.loss_out - b.loss_out) >= 0.01F ||
         std::abs(a.round_trip_ms - b.round_trip_ms) >= 20;
}

}  // namespace

void Leg::send_rtcp(std::int64_t now_us) {
  random_ = random_ * 1664525 + 1013904223;
  next_rtcp_us_ = now_us + rtcp_us / 2 + static_cast<std::int64_t>(random_ >> 12) * rtcp_us / (1 << 20);
  if (!statistics_.has_begun() && !sending_.has_sent()) return;
  if (agreed_.security != sdp::Security::none && !srtp_) return;
  Report report;
  report.ssrc = sending_.ssrc();
  if (sending_.has_sent()) report.sender = sending_.info(ntp_of(now_us));
  if (statistics_.has_begun()) report.block = statistics_.block(now_us);
  std::array<std::uint8_t, rtcp_bytes_max + srtp_trailer_bytes_max> bytes;
  std::size_t size =
      write_rtcp(report, setup_.cname, std::span<std::uint8_t, rtcp_bytes_max>(bytes.data(), rtcp_bytes_max));
  if (srtp_) size = srtp_->protect_rtcp(bytes.data(), size);
  if (size == 0) return;
  const std::span<const std::uint8_t> packet{bytes.data(), size};
  if (setup_.is_browser) {
    if (remote_.is_set()) host->send_to_browser(packet, remote_);
  } else if (agreed_.is_muxed) {
    if (remote_.port() != 0 && !remote_.is_any()) setup_.rtp.send(packet, remote_);
  } else if (rtcp_.is_open() && remote_rtcp_.port() != 0 && !remote_rtcp_.is_any()) {
    rtcp_.send(packet, remote_rtcp_);
  }
}

void Leg::observe_quality(std::int64_t now_us) {
  next_quality_us_ = now_us + second_us;
  if (statistics_.packets() == packets_at_quality_) return;
  packets_at_quality_ = statistics_.packets();
  quality_.loss_in = statistics_.take_loss();
  quality_.loss_out = loss_out_;
  quality_.jitter_in_ms = statistics_.jitter_ms();
  quality_.jitter_out_ms = jitter_out_ms_;
  quality_.round_trip_ms = round_trip_ms_;
  quality_.delay_ms = routes.is_decoded ? stream_.buffer().delay_ms() : 0;
  const float path_ms = round_trip_ms_ / 2 + other_ends_delay_ms;
  quality_.mos_in = mean_opinion(agreed_.receive.front(), quality_.loss_in, path_ms + quality_.delay_ms);
  quality_.mos_out = mean_opinion(agreed_.send, quality_.loss_out, path_ms + quality_.jitter_out_ms);
  if (encoder_) encoder_->expect_loss(static_cast<int>(std::min(30.0F, loss_out_ * 100)));
  if (!differs(quality_, told_quality_) && now_us - told_quality_us_ < quality_quiet_us) return;
  told_quality_ = quality_;
  told_quality_us_ = now_us;
  host->tell(quality_);
}

void Leg::look_after(std::int64_t now_us) {
  if (!has_settled_) return;
  if (now_us >= next_rtcp_us_) send_rtcp(now_us);
  if (now_us >= next_quality_us_) observe_quality(now_us);
  const bool is_awaited = sdp::receives(agreed_.direction);
  if (!is_awaited) valid_us_ = now_us;
  if (setup_.inactive_after_s > 0 && !is_inactive_ &&
      now_us - valid_us_ > setup_.inactive_after_s * second_us) {
    is_inactive_ = true;
    host->tell(Inactive{id()});
  }
  if (setup_.is_browser && !has_lost_consent_ && now_us - consent_us_ > consent_us) {
    has_lost_consent_ = true;
    host->tell(Failed{id(), FailureReason::ice_consent_lost});
  }
}

}  // namespace rapport::media
