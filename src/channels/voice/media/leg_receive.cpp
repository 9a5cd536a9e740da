// What arrives from a leg's other end.
#include <algorithm>

#include "channels/voice/media/clock.h"
#include "channels/voice/media/leg.h"

namespace rapport::media {

// A browser's packets come from addresses that STUN has proven; a phone's from the host that its SDP names
// (or that signalling came from), and after the first valid one from that address only.
bool Leg::is_expected(const Address& from) const {
  if (setup_.is_browser) return true;
  if (is_latched_) return from == remote_;
  return from.has_same_host(expected_) || (setup_.also_from && from.has_same_host(*setup_.also_from));
}

void Leg::heard_valid(const Address& from, std::int64_t now_us) {
  valid_us_ = now_us;
  if (!setup_.is_browser && !is_latched_) {
    remote_ = from;
    is_latched_ = true;
  }
  if (!is_connected_) {
    is_connected_ = true;
    host->tell(Connected{id()});
  }
  if (is_inactive_) {
    is_inactive_ = false;
    host->tell(Resumed{id()});
  }
}

void Leg::begin_source(const RtpPacket& packet) {
  statistics_.begin(packet.ssrc, packet.sequence);
  stream_.reset();
  events_ = EventReceiver();
}

void Leg::receive(std::span<std::uint8_t> bytes, const Address& from, std::int64_t now_us) {
  if (bytes.size() < 2 || !has_settled_) return;
  if (is_rtcp(bytes[1])) {
    receive_rtcp(bytes, from, now_us);
    return;
  }
  if (!is_expected(from)) return;
  if (agreed_.security != sdp::Security::none) {
    if (!srtp_ || bytes.size() < rtp_header_bytes) return;
    const std::size_t size = srtp_->unprotect_rtp(bytes.data(), bytes.size());
    if (size == 0) return;
    bytes = bytes.first(size);
  }
  if (const auto packet = read_rtp(bytes)) receive_rtp(*packet, from, now_us);
}

void Leg::receive_rtp(const RtpPacket& packet, const Address& from, std::int64_t now_us) {
  const sdp::Format* format = stream_.format_of(packet.payload_type);
  const auto& events = agreed_.receive_events;
  const auto event = std::find_if(events.begin(), events.end(), [&](const sdp::Events& e) {
    return e.payload_type == packet.payload_type;
  });
  constexpr std::uint8_t comfort_noise = 13;
  if (!format && event == events.end() && packet.payload_type != comfort_noise) return;
  heard_valid(from, now_us);
  if (!statistics_.has_begun() || statistics_.ssrc() != packet.ssrc) begin_source(packet);
  statistics_.received(packet, format ? sdp::clock_rate(format->codec) : 0, now_us);
  if (!sdp::receives(agreed_.direction)) return;  // on hold: it may go on talking, nobody listens
  if (!format) {
    if (routes.is_decoded) stream_.insert(packet, false, now_us);
    if (event != events.end()) receive_event(packet, event->clock, now_us);
    return;
  }
  if (format->codec != incoming_) {
    incoming_ = format->codec;
    host->routes_changed();
  }
  for (Leg* listener : routes.passed_to)
    listener->pass_on(packet, *format);
  if (routes.is_decoded) stream_.insert(packet, true, now_us);
}

void Leg::receive_event(const RtpPacket& packet, int clock, std::int64_t now_us) {
  // Decided when the key goes down: its end is sent three times, and secrecy may be over by the last of them.
  if (key_timestamp_ != packet.timestamp) {
    key_timestamp_ = packet.timestamp;
    is_key_passed_ = !is_secret_ && !is_muted_;
  }
  if (is_key_passed_ && !is_secret_)
    for (Leg* listener : routes.listeners)
      listener->pass_event(*this, packet, clock);
  if (auto key = events_.receive(packet, clock, now_us)) key_ended(*key, false);
}

void Leg::receive_rtcp(std::span<std::uint8_t> bytes, const Address& from, std::int64_t now_us) {
  // From the host we talk with; its RTCP port is its own affair.
  if (!has_settled_ || bytes.size() < 8) return;
  if (!setup_.is_browser && !from.has_same_host(is_latched_ ? remote_ : expected_)) return;
  if (agreed_.security != sdp::Security::none) {
    if (!srtp_) return;
    const std::size_t size = srtp_->unprotect_rtcp(bytes.data(), bytes.size());
    if (size == 0) return;
    bytes = bytes.first(size);
  }
  const auto report = read_rtcp(bytes, sending_.ssrc());
  if (!report) return;
  valid_us_ = now_us;
  if (report->sender) statistics_.heard_sender_report(report->sender->ntp, now_us);
  if (!report->block) return;
  loss_out_ = static_cast<float>(report->block->fraction_lost) / 256;
  jitter_out_ms_ = static_cast<float>(report->block->jitter) * 1000 / static_cast<float>(sending_.clock());
  if (report->block->last_sr != 0) {
    const auto now = static_cast<std::uint32_t>(ntp_of(now_us) >> 16);
    const auto trip = static_cast<std::int32_t>(now - report->block->last_sr - report->block->delay_since_sr);
    if (trip >= 0) round_trip_ms_ = static_cast<float>(trip) * 1000 / 65536;
  }
}

}  // namespace rapport::media
