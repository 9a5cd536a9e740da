#include "channels/voice/media/support/peer.h"

#include <fmt/format.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/check.h"
#include "channels/voice/media/clock.h"
#include "channels/voice/media/telephone_event.h"

namespace rapport::media::test {
namespace {

constexpr std::uint32_t ssrc = 0xC0FFEE;
constexpr int event_payload_type = 101;

int payload_type(sdp::Codec codec) {
  switch (codec) {
    case sdp::Codec::pcmu:
      return 0;
    case sdp::Codec::pcma:
      return 8;
    case sdp::Codec::g722:
      return 9;
    case sdp::Codec::opus:
      return 111;
  }
  return 0;
}

}  // namespace

Peer::Peer(PeerOptions options)
    : options_(options),
      socket_(std::move(*UdpSocket::bind(*Address::from(options_.host, 0)))),
      port_(socket_.port()),
      encoder_(make_encoder({options.codec, 0, true})),
      decoder_(make_decoder({options.codec, 0, true})),
      tone_hz_(options.tone_hz),
      thread_([this] { run(); }) {}

Peer::~Peer() {
  is_stopping_ = true;
  thread_.join();
}

std::string Peer::sdp(std::string_view direction) const {
  const int clock = sdp::clock_rate(options_.codec);
  const std::string at =
      fmt::format("{} {}", options_.host.find(':') == std::string::npos ? "IP4" : "IP6", options_.host);
  return fmt::format(
      "v=0\r\no=- 1 1 IN {}\r\ns=-\r\nc=IN {}\r\nt=0 0\r\nm=audio {} RTP/AVP {} {}\r\n"
      "a=rtpmap:{} {}/{}{}\r\na=rtpmap:{} telephone-event/{}\r\na=rtcp-mux\r\na={}\r\n",
      at, at, port_, payload_type(options_.codec), event_payload_type, payload_type(options_.codec),
      sdp::to_string(options_.codec), clock, options_.codec == sdp::Codec::opus ? "/2" : "",
      event_payload_type, clock, direction);
}

void Peer::send_to(std::uint16_t port) {
  const std::lock_guard lock(mutex_);
  to_ = *Address::from(options_.host, port);
}
void Peer::press(std::string digits) {
  const std::lock_guard lock(mutex_);
  to_press_ += digits;
}
void Peer::press_tones(std::string digits) {
  const std::lock_guard lock(mutex_);
  to_sound_ += digits;
}
void Peer::secure(std::unique_ptr<SrtpSession> srtp) {
  const std::lock_guard lock(mutex_);
  srtp_ = std::move(srtp);
}
std::vector<std::int16_t> Peer::heard() const {
  const std::lock_guard lock(mutex_);
  return heard_;
}
void Peer::forget() {
  const std::lock_guard lock(mutex_);
  heard_.clear();
}
std::string Peer::digits() const {
  const std::lock_guard lock(mutex_);
  return digits_;
}
std::uint64_t Peer::packets() const {
  const std::lock_guard lock(mutex_);
  return packets_;
}
std::uint64_t Peer::sequence_gaps() const {
  const std::lock_guard lock(mutex_);
  return gaps_;
}

void Peer::run() {
  std::int64_t next_us = monotonic_us();
  while (!is_stopping_) {
    pollfd waited{socket_.fd(), POLLIN, 0};
    const std::int64_t left = next_us - monotonic_us();
    if (left > 500 && ::poll(&waited, 1, static_cast<int>(std::max<std::int64_t>(1, left / 1000))) > 0)
      receive();
    const std::int64_t now = monotonic_us();
    const std::lock_guard lock(mutex_);
    while (!held_.empty() && held_.front().first <= now) {
      socket_.send(held_.front().second, to_);
      held_.pop_front();
    }
    if (now < next_us) continue;
    next_us += 20'000;
    if (to_.is_set()) send_frame();
  }
}

// 100 ms of event and 60 ms of nothing for each digit; the last packet three times.
std::size_t Peer::key_frame(std::uint8_t* payload) {
  if (event_ms_ < 0) {
    event_ms_ = 0;
    event_timestamp_ = timestamp_;
  }
  const int clock = sdp::clock_rate(options_.codec);
  event_ms_ += 20;
  const TelephoneEvent event{*code_of(to_press_.front()), event_ms_ >= 100, 10,
                             static_cast<std::uint16_t>(std::min(event_ms_, 100) * clock / 1000)};
  const bool is_sent = event_ms_ <= 140;
  if (event_ms_ >= 160) {
    to_press_.erase(0, 1);
    event_ms_ = -1;
  }
  write_telephone_event(event, payload);
  return is_sent ? telephone_event_bytes : 0;
}

void Peer::send_frame() {
  const auto ticks = static_cast<std::uint32_t>(sdp::clock_rate(options_.codec) / 50);
  std::array<std::uint8_t, 2000> bytes;
  RtpPacket header{frames_ == 0, static_cast<std::uint8_t>(payload_type(options_.codec)), sequence_,
                   timestamp_, ssrc};
  std::size_t size = 0;
  if (!to_press_.empty()) {
    header.has_marker = event_ms_ < 0;
    size = key_frame(bytes.data() + rtp_header_bytes);
    header.timestamp = event_timestamp_;
    header.payload_type = event_payload_type;
    timestamp_ += ticks;
    if (size == 0) return;
  } else {
    std::vector<std::int16_t> samples(static_cast<std::size_t>(rate() / 50));
    if (!to_sound_.empty()) {
      if (sound_ms_ == 0) {
        const auto [low, high] = keypad_hz(to_sound_.front());
        low_ = Sine(low, amplitude_of(-12), rate());
        high_ = Sine(high, amplitude_of(-12), rate());
      }
      for (std::int16_t& sample : samples)
        sample = sound_ms_ < 80 ? static_cast<std::int16_t>(low_.next() + high_.next()) : std::int16_t{0};
      sound_ms_ += 20;
      if (sound_ms_ >= 160) {
        sound_ms_ = 0;
        to_sound_.erase(0, 1);
      }
    } else if (const int hz = tone_hz_; hz > 0) {
      if (hz != tone_now_) tone_ = Sine(tone_now_ = hz, 8000, rate());
      for (std::int16_t& sample : samples)
        sample = static_cast<std::int16_t>(tone_.next());
    }
    size = encoder_->encode(samples, std::span(bytes).subspan(rtp_header_bytes, payload_bytes_max));
    timestamp_ += ticks;
  }
  ++sequence_;
  ++frames_;
  write_rtp_header(header, bytes.data());
  size += rtp_header_bytes;
  if (srtp_) size = srtp_->protect_rtp(bytes.data(), size);
  if (options_.lose_every > 0 && frames_ % static_cast<std::uint64_t>(options_.lose_every) == 0) return;
  const std::vector<std::uint8_t> packet(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size));
  if (options_.is_shuffled && frames_ % 2 == 1) {
    held_.emplace_back(monotonic_us() + 21'000, packet);  // behind the next one
    return;
  }
  if (options_.jitter_ms > 0) {
    const auto delay =
        static_cast<std::int64_t>(frames_ * 7919 % static_cast<std::uint64_t>(options_.jitter_ms)) * 1000;
    held_.emplace_back(std::max(held_.empty() ? 0 : held_.back().first, monotonic_us() + delay), packet);
    return;
  }
  socket_.send(packet, to_);
  if (options_.is_doubled) socket_.send(packet, to_);
}

void Peer::receive() {
  std::array<std::uint8_t, 2000> bytes;
  for (;;) {
    const ssize_t got = ::recv(socket_.fd(), bytes.data(), bytes.size(), MSG_DONTWAIT);
    if (got <= 0) return;
    const std::lock_guard lock(mutex_);
    auto size = static_cast<std::size_t>(got);
    if (size >= 2 && is_rtcp(bytes[1])) continue;
    if (srtp_) size = srtp_->unprotect_rtp(bytes.data(), size);
    const auto packet = read_rtp(std::span(bytes).first(size));
    if (!packet) continue;
    if (last_sequence_ >= 0 && packet->sequence != ((last_sequence_ + 1) & 0xFFFF)) ++gaps_;
    last_sequence_ = packet->sequence;
    if (packet->payload_type == event_payload_type) {
      const auto event = read_telephone_event(packet->payload);
      if (event && event->has_ended && packet->timestamp != last_event_) {
        last_event_ = packet->timestamp;
        digits_ += digit_of(event->code).value_or('?');
      }
      continue;
    }
    if (packet->payload_type != payload_type(options_.codec)) continue;
    std::array<std::int16_t, decoded_samples_max> samples;
    const std::size_t count = decoder_->decode(packet->payload, samples);
    heard_.insert(heard_.end(), samples.begin(), samples.begin() + static_cast<std::ptrdiff_t>(count));
    ++packets_;
  }
}

double share_of(const std::vector<std::int16_t>& samples, int rate, double hz) {
  double energy = 0, real = 0, imaginary = 0;
  const double step = 2 * std::numbers::pi * hz / rate;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    energy += static_cast<double>(samples[i]) * samples[i];
    real += samples[i] * std::cos(step * static_cast<double>(i));
    imaginary += samples[i] * std::sin(step * static_cast<double>(i));
  }
  if (samples.empty() || energy / static_cast<double>(samples.size()) < 100) return -1;
  return (real * real + imaginary * imaginary) * 2 / static_cast<double>(samples.size()) / energy;
}

double share_at_end(const std::vector<std::int16_t>& samples, int rate, double hz, int ms) {
  const auto count = std::min(samples.size(), static_cast<std::size_t>(rate / 1000 * ms));
  return share_of({samples.end() - static_cast<std::ptrdiff_t>(count), samples.end()}, rate, hz);
}

}  // namespace rapport::media::test
