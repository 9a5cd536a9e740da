#include "channels/voice/media/rtp_packet.h"

#include "channels/voice/media/bytes.h"

namespace rapport::media {

std::optional<RtpPacket> read_rtp(std::span<const std::uint8_t> bytes) {
  if (bytes.size() < rtp_header_bytes || bytes[0] >> 6 != 2) return std::nullopt;
  std::size_t begin = rtp_header_bytes + static_cast<std::size_t>(bytes[0] & 0x0F) * 4;
  std::size_t end = bytes.size();
  if (begin > end) return std::nullopt;
  if (bytes[0] & 0x10) {
    if (end - begin < 4) return std::nullopt;
    begin += 4 + static_cast<std::size_t>(read_u16(&bytes[begin + 2])) * 4;
    if (begin > end) return std::nullopt;
  }
  if (bytes[0] & 0x20) {
    const std::size_t padding = bytes[end - 1];
    if (padding == 0 || padding > end - begin) return std::nullopt;
    end -= padding;
  }
  RtpPacket packet;
  packet.has_marker = (bytes[1] & 0x80) != 0;
  packet.payload_type = bytes[1] & 0x7F;
  packet.sequence = read_u16(&bytes[2]);
  packet.timestamp = read_u32(&bytes[4]);
  packet.ssrc = read_u32(&bytes[8]);
  packet.payload = bytes.subspan(begin, end - begin);
  return packet;
}

void write_rtp_header(const RtpPacket& packet, std::uint8_t* out) {
  out[0] = 0x80;
  out[1] = static_cast<std::uint8_t>((packet.has_marker ? 0x80 : 0) | packet.payload_type);
  write_u16(out + 2, packet.sequence);
  write_u32(out + 4, packet.timestamp);
  write_u32(out + 8, packet.ssrc);
}

}  // namespace rapport::media
