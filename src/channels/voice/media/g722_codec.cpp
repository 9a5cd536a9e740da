// G.722 at 64 kbit/s by libspandsp: 16 kHz samples, two a byte.
#include <spandsp/telephony.h>

// After telephony.h, which declares what it needs.
#include <spandsp/g722.h>

#include "channels/voice/media/codecs.h"
#include "channels/voice/media/concealment.h"

namespace rapport::media {
namespace {

constexpr int bit_rate = 64000;

struct FreeG722 {
  void operator()(g722_decode_state_t* state) const { g722_decode_free(state); }
  void operator()(g722_encode_state_t* state) const { g722_encode_free(state); }
};

class G722Decoder : public Decoder {
 public:
  G722Decoder() : state_(g722_decode_init(nullptr, bit_rate, 0)), concealment_(16000) {}
  int rate() const override { return 16000; }
  std::size_t samples_of(std::span<const std::uint8_t> payload) const override {
    return payload.size() * 2 <= decoded_samples_max ? payload.size() * 2 : 0;
  }
  std::size_t decode(std::span<const std::uint8_t> payload, std::span<std::int16_t> out) override {
    if (payload.empty() || samples_of(payload) == 0) return 0;
    const int count = g722_decode(state_.get(), out.data(), payload.data(), static_cast<int>(payload.size()));
    if (count <= 0) return 0;
    concealment_.heard(out.first(static_cast<std::size_t>(count)));
    return static_cast<std::size_t>(count);
  }
  void conceal(std::span<std::int16_t> out) override { concealment_.fill(out); }

 private:
  std::unique_ptr<g722_decode_state_t, FreeG722> state_;
  Concealment concealment_;
};

class G722Encoder : public Encoder {
 public:
  G722Encoder() : state_(g722_encode_init(nullptr, bit_rate, 0)) {}
  int rate() const override { return 16000; }
  std::size_t encode(std::span<const std::int16_t> samples, std::span<std::uint8_t> out) override {
    const int count = g722_encode(state_.get(), out.data(), samples.data(), static_cast<int>(samples.size()));
    return count > 0 ? static_cast<std::size_t>(count) : 0;
  }

 private:
  std::unique_ptr<g722_encode_state_t, FreeG722> state_;
};

}  // namespace

std::unique_ptr<Decoder> make_g722_decoder() {
  return std::make_unique<G722Decoder>();
}
std::unique_ptr<Encoder> make_g722_encoder() {
  return std::make_unique<G722Encoder>();
}

}  // namespace rapport::media
