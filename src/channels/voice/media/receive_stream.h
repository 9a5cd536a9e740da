// The incoming sound of one leg: jitter buffer, decoders, concealment. `hear` gives exactly 20 ms whenever a
// tick asks. Owned by a leg, on its media thread; allocates only when codecs are set.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "channels/voice/media/codec.h"
#include "channels/voice/media/frame.h"
#include "channels/voice/media/jitter_buffer.h"

namespace rapport::media {

// The decoders of every codec that the other end may use.
struct Decoding {
  sdp::Format format;
  std::unique_ptr<Decoder> decoder;
};

class ReceiveStream {
 public:
  ReceiveStream();
  void set_codecs(std::vector<Decoding> decodings);
  // The codec of a payload type; nullptr when it was not agreed.
  const sdp::Format* format_of(std::uint8_t payload_type) const;

  bool insert(const RtpPacket& packet, bool is_sound, std::int64_t now_us);
  // 20 ms into `out`; false when there is no stream: `out` is silence then.
  bool hear(std::int64_t now_us, Frame& out);
  void reset();

  const JitterBuffer& buffer() const { return buffer_; }
  std::uint64_t concealed_frames() const { return concealed_frames_; }

 private:
  bool gather(std::int64_t now_us);  // one more piece into rest_; false when there is none
  void shorten(const JitterBuffer::Packet& first, const JitterBuffer::Packet& second);
  std::span<std::int16_t> room(std::size_t count);
  Decoding* decoding_of(std::uint8_t payload_type);

  JitterBuffer buffer_;
  std::vector<Decoding> decodings_;
  Decoding* current_ = nullptr;
  std::array<std::int16_t, decoded_samples_max * 2 + frame_samples_max> rest_;  // decoded, not heard yet
  std::size_t rest_begin_ = 0, rest_end_ = 0;
  std::uint64_t concealed_frames_ = 0;
};

}  // namespace rapport::media
