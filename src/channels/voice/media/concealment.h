// Fills gaps in decoded speech by repeating its last pitch period, fading to silence within 60 ms (after
// ITU-T G.711 Appendix I). For codecs without a method of their own. One per stream.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace rapport::media {

class Concealment {
 public:
  explicit Concealment(int rate);
  // Every good piece of sound goes through here; the first one after a gap is blended with its end.
  void heard(std::span<std::int16_t> samples);
  void fill(std::span<std::int16_t> out);

 private:
  void find_pitch();
  void remember(std::span<const std::int16_t> samples);

  static constexpr std::size_t history_max = 16 * 50;  // 50 ms at 16 kHz
  std::size_t rate_ms_;                                // samples in a millisecond
  std::size_t history_size_;
  std::array<std::int16_t, history_max> history_{};  // oldest first
  std::array<std::int16_t, history_max> period_{};
  std::size_t pitch_ = 0;
  std::size_t filled_ = 0;  // samples of the running gap
};

}  // namespace rapport::media
