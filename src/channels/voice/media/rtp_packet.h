// One RTP packet (RFC 3550, 5.1). Views into the caller's buffer, nothing is copied. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace rapport::media {

constexpr std::size_t rtp_header_bytes = 12;
constexpr std::size_t packet_bytes_max = 1500;

struct RtpPacket {
  bool has_marker = false;
  std::uint8_t payload_type = 0;
  std::uint16_t sequence = 0;
  std::uint32_t timestamp = 0;
  std::uint32_t ssrc = 0;
  std::span<const std::uint8_t> payload = {};  // without header extension and padding
};

// Untrusted bytes; nothing when they are not RTP version 2 or their lengths contradict each other.
std::optional<RtpPacket> read_rtp(std::span<const std::uint8_t> bytes);

// Twelve bytes at `out`.
void write_rtp_header(const RtpPacket& packet, std::uint8_t* out);

// By the second byte, where RTP and RTCP share a port (RFC 5761, 4): packet types 192…223.
constexpr bool is_rtcp(std::uint8_t second_byte) {
  return second_byte >= 192 && second_byte <= 223;
}

}  // namespace rapport::media
