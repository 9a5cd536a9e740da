#include "channels/voice/media/codecs.h"
#include "channels/voice/media/concealment.h"
#include "channels/voice/media/g711.h"

namespace rapport::media {
namespace {

class G711Decoder : public Decoder {
 public:
  explicit G711Decoder(bool is_mu) : table_(is_mu ? mu_law_decoded : a_law_decoded), concealment_(8000) {}
  int rate() const override { return 8000; }
  std::size_t samples_of(std::span<const std::uint8_t> payload) const override {
    return payload.size() <= decoded_samples_max ? payload.size() : 0;
  }
  std::size_t decode(std::span<const std::uint8_t> payload, std::span<std::int16_t> out) override {
    const std::size_t count = samples_of(payload);
    for (std::size_t i = 0; i < count; ++i)
      out[i] = table_[payload[i]];
    concealment_.heard(out.first(count));
    return count;
  }
  void conceal(std::span<std::int16_t> out) override { concealment_.fill(out); }

 private:
  const std::array<std::int16_t, 256>& table_;
  Concealment concealment_;
};

class G711Encoder : public Encoder {
 public:
  explicit G711Encoder(bool is_mu) : is_mu_(is_mu) {}
  int rate() const override { return 8000; }
  std::size_t encode(std::span<const std::int16_t> samples, std::span<std::uint8_t> out) override {
    if (is_mu_)
      for (std::size_t i = 0; i < samples.size(); ++i)
        out[i] = to_mu_law(samples[i]);
    else
      for (std::size_t i = 0; i < samples.size(); ++i)
        out[i] = to_a_law(samples[i]);
    return samples.size();
  }

 private:
  bool is_mu_;
};

}  // namespace

std::unique_ptr<Decoder> make_g711_decoder(bool is_mu_law) {
  return std::make_unique<G711Decoder>(is_mu_law);
}
std::unique_ptr<Encoder> make_g711_encoder(bool is_mu_law) {
  return std::make_unique<G711Encoder>(is_mu_law);
}

}  // namespace rapport::media
