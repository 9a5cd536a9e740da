#include "voice/sound.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <stdexcept>

namespace rapport::bench {
namespace {

constexpr std::size_t header_bytes = 12, payload_bytes = 160, packet_bytes = header_bytes + payload_bytes;
constexpr std::size_t batch = 64;
constexpr unsigned ticks = 20;  // a millisecond each: a packet's 20 ms, spread over the legs

// As digits: G.711 has two zeros, and what is decoded and encoded again may come back as the other one.
void write_hex(unsigned char* at, std::uint64_t value, int digits) {
  for (int i = digits - 1; i >= 0; --i, value >>= 4)
    at[i] = static_cast<unsigned char>("0123456789abcdef"[value & 15]);
}

bool read_hex(const unsigned char* at, int digits, std::uint64_t& value) {
  value = 0;
  for (int i = 0; i < digits; ++i) {
    const unsigned char c = at[i];
    const int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    if (digit < 0) return false;
    value = value << 4 | static_cast<unsigned>(digit);
  }
  return true;
}

std::uint64_t us_of(Clock::time_point at) {
  return static_cast<std::uint64_t>(
      std::chrono::duration_cast<std::chrono::microseconds>(at.time_since_epoch()).count());
}

sockaddr_in loopback_at(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

}  // namespace

Sound::Sound(OnHeard on_heard) : on_heard_(std::move(on_heard)), by_port_(65'536, -1) {
  socket_ = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  const int bytes = 8 << 20;
  ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof bytes);
  sockaddr_in address = loopback_at(0);
  socklen_t size = sizeof address;
  if (socket_ < 0 || ::bind(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
      ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size) != 0)
    throw std::runtime_error("there is no port for RTP");
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { run(); });
}

Sound::~Sound() {
  is_stopping_ = true;
  thread_.join();
  ::close(socket_);
}

void Sound::talk(Leg leg, std::uint16_t server_port) {
  const std::lock_guard lock(mutex_);
  by_port_[server_port] = static_cast<std::int32_t>(speakers_.size());
  speakers_.push_back({leg, server_port, 0, false});
}

void Sound::hush(Leg leg) {
  const std::lock_guard lock(mutex_);
  const auto at = std::find_if(speakers_.begin(), speakers_.end(),
                               [leg](const Speaker& speaker) { return speaker.leg == leg; });
  if (at == speakers_.end()) return;
  by_port_[at->server_port] = -1;
  if (&*at != &speakers_.back()) {
    *at = speakers_.back();
    by_port_[at->server_port] = static_cast<std::int32_t>(at - speakers_.begin());
  }
  speakers_.pop_back();
}

Sound::Heard Sound::listen(std::chrono::seconds span) {
  {
    const std::lock_guard lock(mutex_);
    heard_ = {};
    window_from_ = Clock::now();
    window_to_ = window_from_ + span;
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

void Sound::send(std::uint64_t tick) {
  std::array<std::array<unsigned char, packet_bytes>, batch> packets;
  std::array<sockaddr_in, batch> addresses;
  std::array<iovec, batch> parts;
  std::array<mmsghdr, batch> messages{};
  unsigned filled = 0;
  const auto flush = [&] {
    for (unsigned sent = 0; sent < filled;) {
      const int now = ::sendmmsg(socket_, messages.data() + sent, filled - sent, 0);
      if (now <= 0) break;
      sent += static_cast<unsigned>(now);
    }
    filled = 0;
  };
  const std::lock_guard lock(mutex_);
  for (std::size_t i = tick % ticks; i < speakers_.size(); i += ticks) {
    Speaker& speaker = speakers_[i];
    const auto now = Clock::now();
    auto& packet = packets[filled];
    packet.fill(0x55);
    const std::uint32_t timestamp = htonl(static_cast<std::uint32_t>(speaker.sequence) * 160);
    const std::uint16_t sequence = htons(speaker.sequence++);
    const std::uint32_t source = htonl(speaker.leg);
    packet[0] = 0x80;
    packet[1] = 0;  // PCMU
    std::memcpy(&packet[2], &sequence, sizeof sequence);
    std::memcpy(&packet[4], &timestamp, sizeof timestamp);
    std::memcpy(&packet[8], &source, sizeof source);
    write_hex(&packet[header_bytes], us_of(now), 16);
    addresses[filled] = loopback_at(speaker.server_port);
    parts[filled] = {packet.data(), packet.size()};
    messages[filled].msg_hdr = {};
    messages[filled].msg_hdr.msg_name = &addresses[filled];
    messages[filled].msg_hdr.msg_namelen = sizeof addresses[filled];
    messages[filled].msg_hdr.msg_iov = &parts[filled];
    messages[filled].msg_hdr.msg_iovlen = 1;
    if (now >= window_from_ && now < window_to_) ++heard_.sent;
    if (++filled == batch) flush();
  }
  flush();
}

void Sound::receive() {
  std::array<std::array<unsigned char, 1'500>, batch> packets;
  std::array<sockaddr_in, batch> addresses;
  std::array<iovec, batch> parts;
  std::array<mmsghdr, batch> messages{};
  for (;;) {
    for (std::size_t i = 0; i < batch; ++i) {
      parts[i] = {packets[i].data(), packets[i].size()};
      messages[i].msg_hdr = {};
      messages[i].msg_hdr.msg_name = &addresses[i];
      messages[i].msg_hdr.msg_namelen = sizeof addresses[i];
      messages[i].msg_hdr.msg_iov = &parts[i];
      messages[i].msg_hdr.msg_iovlen = 1;
    }
    const int count = ::recvmmsg(socket_, messages.data(), batch, MSG_DONTWAIT, nullptr);
    if (count <= 0) return;
    const std::lock_guard lock(mutex_);
    for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i)
      take(packets[i].data(), messages[i].msg_len, ntohs(addresses[i].sin_port));
    if (static_cast<std::size_t>(count) < batch) return;
  }
}

void Sound::take(const unsigned char* packet, std::size_t size, std::uint16_t server_port) {
  const std::int32_t at = by_port_[server_port];
  std::uint64_t sent_us = 0;
  // Music and tones are not ours to count.
  if (at < 0 || size != packet_bytes || !read_hex(packet + header_bytes, 16, sent_us)) return;
  const auto now = Clock::now();
  Speaker& listener = speakers_[static_cast<std::size_t>(at)];
  if (!listener.has_heard) {
    listener.has_heard = true;
    on_heard_(listener.leg, now);
  }
  const std::uint64_t now_us = us_of(now);
  if (sent_us > now_us || sent_us < us_of(window_from_) || sent_us >= us_of(window_to_)) return;
  ++heard_.received;
  heard_.delay_ms.add(static_cast<double>(now_us - sent_us) / 1'000);
}

}  // namespace rapport::bench
