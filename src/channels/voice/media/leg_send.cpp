// What goes to a leg's other end.
#include <algorithm>
#include <cstring>

#include "channels/voice/media/leg.h"

namespace rapport::media {
namespace {

// A browser that hears nothing is left alone after a second, but for one packet a second that shows we are
// there.
constexpr int rest_after_frames = 50;
constexpr int frames_between_signs = 50;

void mix_voice(Voice& voice, Frame& out, bool& has_sound) {
  if (const std::int16_t* samples = voice.said(out.rate)) {
    mix_in({samples, frame_samples(out.rate)}, out.span());
    has_sound = true;
  }
}

}  // namespace

void Leg::send_packet(const RtpPacket& header, std::span<const std::uint8_t> payload) {
  std::array<std::uint8_t, packet_bytes_max + srtp_trailer_bytes_max> bytes;
  if (payload.size() > packet_bytes_max - rtp_header_bytes) return;
  write_rtp_header(header, bytes.data());
  std::memcpy(bytes.data() + rtp_header_bytes, payload.data(), payload.size());
  std::size_t size = rtp_header_bytes + payload.size();
  if (srtp_) size = srtp_->protect_rtp(bytes.data(), size);
  if (size == 0) return;
  if (setup_.is_browser)
    host->send_to_browser({bytes.data(), size}, remote_);
  else
    setup_.rtp.send({bytes.data(), size}, remote_);
  sending_.sent(payload.size());
}

void Leg::pass_on(const RtpPacket& packet, const sdp::Format& format) {
  if (!can_send() || keys_.is_sending() || format.codec != agreed_.send.codec) return;
  send_packet(sending_.passed_on(packet, static_cast<std::uint8_t>(agreed_.send.payload_type)),
              packet.payload);
}

void Leg::pass_event(const Leg& from, const RtpPacket& packet, int clock) {
  const sdp::Events* events = send_events();
  auto event = read_telephone_event(packet.payload);
  if (!events || !event || !can_send() || has_replacing_player() || keys_.is_sending()) return;
  if (event_source_ != from.id() || event_source_timestamp_ != packet.timestamp) {
    event_source_ = from.id();
    event_source_timestamp_ = packet.timestamp;
    event_timestamp_ = sending_.now();
  }
  event->duration = static_cast<std::uint16_t>(
      std::min<std::int64_t>(65535, std::int64_t{event->duration} * events->clock / clock));
  std::array<std::uint8_t, telephone_event_bytes> payload;
  write_telephone_event(*event, payload.data());
  send_packet(
      sending_.at(static_cast<std::uint8_t>(events->payload_type), packet.has_marker, event_timestamp_),
      payload);
}

void Leg::play_into(Frame& out, bool& has_sound) {
  Frame piece;
  for (auto it = players_.begin(); it != players_.end();) {
    piece.rate = out.rate;
    if ((*it)->next(piece)) {
      mix_in(piece.span(), out.span());
      has_sound = true;
      ++it;
      continue;
    }
    end_player(std::move(*it), PlayerEnd::finished);
    it = players_.erase(it);
    host->routes_changed();
  }
}

// A key pressed on a leg of another thread; here it is pressed anew when it has ended there.
void Leg::take_far_keys() {
  if (has_replacing_player()) return;
  for (const FarVoice* voice : routes.far)
    if (voice->key().digit != ' ')
      keys_.add(std::string(1, voice->key().digit), std::clamp(voice->key().duration_ms, 60, 500), 40);
}

void Leg::compose(Frame& out, bool& has_sound) {
  out.silence(encoder_->rate());
  if (!has_replacing_player())
    for (Leg* voice : routes.voices)
      mix_voice(*voice, out, has_sound);
  if (!has_replacing_player())
    for (FarVoice* voice : routes.far)
      mix_voice(*voice, out, has_sound);
  play_into(out, has_sound);
}

bool Leg::is_resting(bool has_sound) {
  if (has_sound || !setup_.is_browser) {
    quiet_frames_ = 0;
    return false;
  }
  ++quiet_frames_;
  return quiet_frames_ > rest_after_frames && quiet_frames_ % frames_between_signs != 0;
}

void Leg::encode(const Frame& frame, bool has_sound) {
  if (is_resting(has_sound)) {
    unsent_size_ = 0;
    was_sending_ = false;
    return;
  }
  const std::size_t fresh = frame.span().size();
  std::copy_n(frame.samples.begin(), fresh, unsent_.begin() + static_cast<std::ptrdiff_t>(unsent_size_));
  unsent_size_ += fresh;
  const auto wanted = static_cast<std::size_t>(frame.rate / 1000 * agreed_.ptime_ms);
  std::size_t at = 0;
  for (; unsent_size_ - at >= wanted; at += wanted) {
    std::array<std::uint8_t, payload_bytes_max> payload;
    const std::size_t size = encoder_->encode({unsent_.data() + at, wanted}, payload);
    if (size == 0) continue;
    // The frame's first sample is now; what was held back is older, what follows in it is younger.
    const auto held = static_cast<std::int64_t>(unsent_size_ - fresh) - static_cast<std::int64_t>(at);
    const auto age = static_cast<std::uint32_t>(held * sending_.clock() / frame.rate);
    send_packet(sending_.own(static_cast<std::uint8_t>(agreed_.send.payload_type), !was_sending_, age),
                std::span<const std::uint8_t>(payload).first(size));
    was_sending_ = true;
  }
  std::copy(unsent_.begin() + static_cast<std::ptrdiff_t>(at),
            unsent_.begin() + static_cast<std::ptrdiff_t>(unsent_size_), unsent_.begin());
  unsent_size_ -= at;
}

void Leg::speak(std::int64_t) {
  sending_.tick();
  if (!can_send()) {
    was_sending_ = false;
    // Prompts go on while nobody can hear them: a flow that waits for their end must not wait for ever.
    if (!players_.empty()) {
      Frame unheard;
      unheard.silence(8000);
      bool has_sound = false;
      play_into(unheard, has_sound);
    }
    return;
  }
  take_far_keys();
  if (keys_.is_sending()) {
    if (const sdp::Events* events = send_events()) {
      const KeySender::Step step = keys_.next_event(sending_.now(), events->clock);
      if (step.has_event) {
        std::array<std::uint8_t, telephone_event_bytes> payload;
        write_telephone_event(step.event, payload.data());
        send_packet(
            sending_.at(static_cast<std::uint8_t>(events->payload_type), step.is_first, step.timestamp),
            payload);
      }
      if (step.has_finished) host->tell(DigitsSent{id()});
    } else {
      Frame tones;
      tones.silence(encoder_->rate());
      const bool has_finished = keys_.next_tone(tones);
      encode(tones, true);
      if (has_finished) host->tell(DigitsSent{id()});
    }
    was_sending_ = false;
    return;
  }
  if (routes.passed_from) {
    was_sending_ = false;
    return;
  }
  Frame out;
  bool has_sound = false;
  compose(out, has_sound);
  encode(out, has_sound);
}

}  // namespace rapport::media
