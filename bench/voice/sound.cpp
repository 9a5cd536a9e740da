#include "voice/sound.h"

#include <algorithm>
#include <cstring>

#include "channels/voice/media/rtp_packet.h"

namespace rapport::bench {
namespace {

constexpr std::size_t payload_bytes = 160, packet_bytes = media::rtp_header_bytes + payload_bytes;
constexpr std::size_t stamp_digits = 16;
constexpr unsigned ticks = 20;  // a millisecond each: a packet's 20 ms, spread over the legs
constexpr std::uint32_t first_browser = 0x7F01'0000;  // 127.1.0.0 and on
constexpr auto is_in_a_call = std::chrono::milliseconds(200);
constexpr std::uint64_t delay_us_max = 60'000'000;

// A number as the sixteen quietest samples of each sign, in turn: to a codec no more than the noise of a
// line. Neither zero is among them, because what is decoded and encoded again may come back as the other one.
void write_stamp(std::uint8_t* at, std::uint64_t value) {
  for (std::size_t i = stamp_digits; i-- > 0; value >>= 4)
    at[i] = static_cast<std::uint8_t>((i % 2 == 0 ? 0xFE : 0x7E) - (value & 15));
}

bool read_stamp(const std::uint8_t* at, std::uint64_t& value) {
  value = 0;
  for (std::size_t i = 0; i < stamp_digits; ++i) {
    const int digit = (i % 2 == 0 ? 0xFE : 0x7E) - at[i];
    if (digit < 0 || digit > 15) return false;
    value = value << 4 | static_cast<unsigned>(digit);
  }
  return true;
}

std::uint64_t us_of(Clock::time_point at) {
  return static_cast<std::uint64_t>(
      std::chrono::duration_cast<std::chrono::microseconds>(at.time_since_epoch()).count());
}

}  // namespace

Sound::Sound(OnHeard on_heard)
    : on_heard_(std::move(on_heard)), by_port_(65'536, -1), thread_([this] { run(); }) {}

Sound::~Sound() {
  is_stopping_ = true;
  thread_.join();
}

std::int32_t& Sound::place_of(const Speaker& speaker) {
  return speaker.browser ? by_address_[speaker.own_address - first_browser] : by_port_[speaker.server_port];
}

void Sound::add(Speaker speaker) {
  speakers_.push_back(std::move(speaker));
  place_of(speakers_.back()) = static_cast<std::int32_t>(speakers_.size() - 1);
}

void Sound::talk(Leg leg, std::uint16_t server_port) {
  const std::lock_guard lock(mutex_);
  Speaker speaker;
  speaker.leg = leg;
  speaker.server_port = server_port;
  add(std::move(speaker));
}

std::string Sound::open_browser(Leg leg) {
  const std::lock_guard lock(mutex_);
  if (free_addresses_.empty()) {
    free_addresses_.push_back(first_browser + static_cast<std::uint32_t>(by_address_.size()));
    by_address_.push_back(-1);
  }
  Speaker speaker;
  speaker.leg = leg;
  speaker.own_address = free_addresses_.back();
  free_addresses_.pop_back();
  speaker.browser = std::make_unique<Browser>(browser_context_, leg);
  std::string offer = speaker.browser->offer();
  add(std::move(speaker));
  return offer;
}

void Sound::answer_browser(Leg leg, const std::string& description) {
  const std::lock_guard lock(mutex_);
  for (Speaker& speaker : speakers_)
    if (speaker.leg == leg && speaker.browser) {
      speaker.browser->answered(description);
      speaker.server_port = speaker.browser->server_port();
    }
}

void Sound::hush(Leg leg) {
  const std::lock_guard lock(mutex_);
  const auto at = std::find_if(speakers_.begin(), speakers_.end(),
                               [leg](const Speaker& speaker) { return speaker.leg == leg; });
  if (at == speakers_.end()) return;
  place_of(*at) = -1;
  if (at->browser) free_addresses_.push_back(at->own_address);
  if (&*at != &speakers_.back()) {
    *at = std::move(speakers_.back());
    place_of(*at) = static_cast<std::int32_t>(at - speakers_.begin());
  }
  speakers_.pop_back();
}

Sound::Heard Sound::listen(std::chrono::milliseconds span) {
  {
    const std::lock_guard lock(mutex_);
    heard_ = {};
    window_from_ = Clock::now();
    window_to_ = window_from_ + span;
    // A desk's sound goes on between calls, unheard.
    for (Speaker& speaker : speakers_)
      speaker.is_counted = window_from_ - speaker.last_heard < is_in_a_call;
  }
  std::this_thread::sleep_for(span + std::chrono::milliseconds(500));  // the last ones are on their way
  const std::lock_guard lock(mutex_);
  return std::move(heard_);
}

void Sound::run() {
  const auto began = Clock::now();
  for (std::uint64_t tick = 0; !is_stopping_; ++tick) {
    const auto due = began + std::chrono::milliseconds(tick);
    while (Clock::now() < due) {
      receive();
      std::this_thread::sleep_for(
          std::min<Clock::duration>(due - Clock::now(), std::chrono::microseconds(250)));
    }
    send(tick);
    receive();
    const std::lock_guard lock(mutex_);
    heard_.late_ms =
        std::max(heard_.late_ms, std::chrono::duration<double, std::milli>(Clock::now() - due).count());
  }
}

Browser::Send Sound::sender(const Speaker& speaker) {
  return [this, own = speaker.own_address,
          port = speaker.browser->server_port()](std::span<const std::uint8_t> bytes) {
    if (bytes.size() > datagram_bytes_max) return;
    std::memcpy(datagrams_.room().data(), bytes.data(), bytes.size());
    datagrams_.send(bytes.size(), own, port);
  };
}

void Sound::send(std::uint64_t tick) {
  const std::lock_guard lock(mutex_);
  for (std::size_t i = tick % ticks; i < speakers_.size(); i += ticks) {
    Speaker& speaker = speakers_[i];
    if (speaker.browser) speaker.browser->tend(Clock::now(), sender(speaker));
    if (!speaker.browser || speaker.browser->srtp()) say(speaker);
  }
  datagrams_.flush();
}

void Sound::say(Speaker& speaker) {
  const auto now = Clock::now();
  const auto packet = datagrams_.room();
  const std::uint32_t number = speaker.sequence++;
  media::write_rtp_header(
      {false, 0, static_cast<std::uint16_t>(number), number * std::uint32_t{payload_bytes}, speaker.leg},
      packet.data());
  std::uint8_t* payload = packet.data() + media::rtp_header_bytes;
  // Not all begin with the same word.
  std::memcpy(payload, chatter_.frame(number + std::uint64_t{speaker.leg} * 131).data(), payload_bytes);
  write_stamp(payload, us_of(now));
  std::size_t size = packet_bytes;
  if (speaker.browser) size = speaker.browser->srtp()->protect_rtp(packet.data(), size);
  if (speaker.is_counted && now >= window_from_ && now < window_to_) ++heard_.sent;
  datagrams_.send(size, speaker.own_address, speaker.server_port);
}

void Sound::receive() {
  const std::lock_guard lock(mutex_);
  datagrams_.receive([this](std::span<std::uint8_t> bytes, std::uint32_t own, std::uint16_t server_port) {
    take(bytes, own, server_port);
  });
  datagrams_.flush();
}

void Sound::take(std::span<std::uint8_t> bytes, std::uint32_t own_address, std::uint16_t server_port) {
  const bool is_browser = own_address >= first_browser && own_address - first_browser < by_address_.size();
  const std::int32_t at = is_browser ? by_address_[own_address - first_browser] : by_port_[server_port];
  if (at < 0 || bytes.size() < media::rtp_header_bytes) return;
  Speaker& listener = speakers_[static_cast<std::size_t>(at)];
  std::size_t size = bytes.size();
  if (is_browser) {
    if (bytes[0] < 128) return listener.browser->take(bytes, sender(listener));
    media::SrtpSession* srtp = listener.browser->srtp();
    if (srtp == nullptr || media::is_rtcp(bytes[1])) return;
    size = srtp->unprotect_rtp(bytes.data(), size);
  }
  // Music and tones are not ours to count.
  std::uint64_t sent_us = 0;
  if (size != packet_bytes || !read_stamp(bytes.data() + media::rtp_header_bytes, sent_us)) return;
  const auto now = Clock::now();
  const std::uint64_t now_us = us_of(now);
  if (sent_us > now_us || now_us - sent_us > delay_us_max) return;
  listener.last_heard = now;
  if (!listener.has_heard) {
    listener.has_heard = true;
    on_heard_(listener.leg, now);
  }
  if (!listener.is_counted || sent_us < us_of(window_from_) || sent_us >= us_of(window_to_)) return;
  ++heard_.received;
  heard_.delay_ms.add(static_cast<double>(now_us - sent_us) / 1'000);
}

}  // namespace rapport::bench
