// Opus (RFC 6716, 7587) by libopus, mono at 16 kHz inside: speech has no more, and every other codec of the
// plane less.
#include <opus/opus.h>

#include "base/check.h"
#include "channels/voice/media/codecs.h"

namespace rapport::media {
namespace {

constexpr int samples_a_second = 16000;

struct FreeOpus {
  void operator()(OpusDecoder* state) const { opus_decoder_destroy(state); }
  void operator()(OpusEncoder* state) const { opus_encoder_destroy(state); }
};

class OpusDecoding : public Decoder {
 public:
  OpusDecoding() {
    int error = 0;
    state_.reset(opus_decoder_create(samples_a_second, 1, &error));
    RAPPORT_CHECK(error == OPUS_OK);
  }
  int rate() const override { return samples_a_second; }
  std::size_t samples_of(std::span<const std::uint8_t> payload) const override {
    if (payload.empty()) return 0;
    const int count =
        opus_packet_get_nb_samples(payload.data(), static_cast<opus_int32>(payload.size()), samples_a_second);
    return count > 0 ? static_cast<std::size_t>(count) : 0;
  }
  std::size_t decode(std::span<const std::uint8_t> payload, std::span<std::int16_t> out) override {
    if (payload.empty()) return 0;
    const int count = opus_decode(state_.get(), payload.data(), static_cast<opus_int32>(payload.size()),
                                  out.data(), static_cast<int>(out.size()), 0);
    return count > 0 ? static_cast<std::size_t>(count) : 0;
  }
  void conceal(std::span<std::int16_t> out) override {
    if (opus_decode(state_.get(), nullptr, 0, out.data(), static_cast<int>(out.size()), 0) < 0)
      std::fill(out.begin(), out.end(), std::int16_t{0});
  }
  bool recover(std::span<const std::uint8_t> next, std::span<std::int16_t> out) override {
    return !next.empty() &&
           opus_decode(state_.get(), next.data(), static_cast<opus_int32>(next.size()), out.data(),
                       static_cast<int>(out.size()), 1) == static_cast<int>(out.size());
  }

 private:
  std::unique_ptr<OpusDecoder, FreeOpus> state_;
};

class OpusEncoding : public Encoder {
 public:
  explicit OpusEncoding(bool uses_fec) {
    int error = 0;
    state_.reset(opus_encoder_create(samples_a_second, 1, OPUS_APPLICATION_VOIP, &error));
    RAPPORT_CHECK(error == OPUS_OK);
    opus_encoder_ctl(state_.get(), OPUS_SET_BITRATE(24000));
    opus_encoder_ctl(state_.get(), OPUS_SET_COMPLEXITY(4));
    opus_encoder_ctl(state_.get(), OPUS_SET_SIGNAL(OPUS_SIGNAL_VOICE));
    opus_encoder_ctl(state_.get(), OPUS_SET_INBAND_FEC(uses_fec ? 1 : 0));
  }
  int rate() const override { return samples_a_second; }
  std::size_t encode(std::span<const std::int16_t> samples, std::span<std::uint8_t> out) override {
    const opus_int32 count = opus_encode(state_.get(), samples.data(), static_cast<int>(samples.size()),
                                         out.data(), static_cast<opus_int32>(out.size()));
    return count > 0 ? static_cast<std::size_t>(count) : 0;
  }
  void expect_loss(int percent) override {
    opus_encoder_ctl(state_.get(), OPUS_SET_PACKET_LOSS_PERC(percent));
  }

 private:
  std::unique_ptr<OpusEncoder, FreeOpus> state_;
};

}  // namespace

std::unique_ptr<Decoder> make_opus_decoder() {
  return std::make_unique<OpusDecoding>();
}
std::unique_ptr<Encoder> make_opus_encoder(bool uses_fec) {
  return std::make_unique<OpusEncoding>(uses_fec);
}

}  // namespace rapport::media
