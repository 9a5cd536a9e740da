// Sound to payload and back, one object per stream and direction, owned by the leg on its media thread. Made
// on the thread that settled the codec, since making one may allocate; nothing after that does.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include "channels/voice/sdp/audio.h"

namespace rapport::media {

constexpr std::size_t decoded_samples_max = 1920;  // 120 ms at 16 kHz, the longest Opus packet
constexpr std::size_t payload_bytes_max = 1275;    // the longest Opus frame

class Decoder {
 public:
  virtual ~Decoder() = default;
  virtual int rate() const = 0;  // of the samples: 8000 or 16000
  // Samples written to `out` (room for decoded_samples_max); 0 when the payload is nonsense.
  virtual std::size_t decode(std::span<const std::uint8_t> payload, std::span<std::int16_t> out) = 0;
  // Samples of a payload without decoding it; 0 for nonsense.
  virtual std::size_t samples_of(std::span<const std::uint8_t> payload) const = 0;
  // Fills `out` in place of a packet that did not come.
  virtual void conceal(std::span<std::int16_t> out) = 0;
  // The same from the copy that the packet after it may carry (Opus FEC); false when there is none.
  virtual bool recover(std::span<const std::uint8_t>, std::span<std::int16_t>) { return false; }
};

class Encoder {
 public:
  virtual ~Encoder() = default;
  virtual int rate() const = 0;
  // Bytes written to `out` (room for payload_bytes_max).
  virtual std::size_t encode(std::span<const std::int16_t> samples, std::span<std::uint8_t> out) = 0;
  virtual void expect_loss(int /*percent*/) {}
};

std::unique_ptr<Decoder> make_decoder(const sdp::Format& format);
std::unique_ptr<Encoder> make_encoder(const sdp::Format& format);

// Samples a second that a codec is decoded to and encoded from.
constexpr int sample_rate(sdp::Codec codec) {
  return codec == sdp::Codec::pcmu || codec == sdp::Codec::pcma ? 8000 : 16000;
}

}  // namespace rapport::media
