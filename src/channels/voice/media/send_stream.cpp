#include "channels/voice/media/send_stream.h"

namespace rapport::media {

RtpPacket SendStream::own(std::uint8_t payload_type, bool has_marker, std::uint32_t age) {
  return at(payload_type, has_marker, now_ - age);
}

RtpPacket SendStream::at(std::uint8_t payload_type, bool has_marker, std::uint32_t timestamp) {
  // What is passed on afterwards begins behind this one.
  is_passing_ = false;
  return {has_marker, payload_type, sequence_++, timestamp, ssrc_};
}

RtpPacket SendStream::passed_on(const RtpPacket& packet, std::uint8_t payload_type) {
  const auto far = static_cast<std::int16_t>(static_cast<std::uint16_t>(packet.sequence - highest_passed_));
  bool has_marker = packet.has_marker;
  if (!is_passing_ || source_ != packet.ssrc || far > 1000 || far < -1000) {
    const std::uint32_t offset = now_ - packet.timestamp;
    const auto moved = static_cast<std::int32_t>(offset - timestamp_offset_);
    // After a key of our own the same source goes on where it was, unless its timeline has jumped.
    if (source_ != packet.ssrc || moved > clock_ || moved < -clock_) timestamp_offset_ = offset;
    is_passing_ = true;
    source_ = packet.ssrc;
    sequence_offset_ = static_cast<std::uint16_t>(sequence_ - packet.sequence);
    highest_passed_ = packet.sequence;
    has_marker = true;
  } else if (far > 0) {
    highest_passed_ = packet.sequence;
  }
  const auto sequence = static_cast<std::uint16_t>(packet.sequence + sequence_offset_);
  sequence_ = static_cast<std::uint16_t>(highest_passed_ + sequence_offset_ + 1);
  return {has_marker, payload_type, sequence, packet.timestamp + timestamp_offset_, ssrc_};
}

}  // namespace rapport::media
