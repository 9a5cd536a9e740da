#include "channels/voice/media/tone_detector.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace rapport::media {
namespace {

constexpr std::array<int, 8> keypad_tones = {697, 770, 852, 941, 1209, 1336, 1477, 1633};
constexpr char keypad[4][4] = {
    {'1', '2', '3', 'A'}, {'4', '5', '6', 'B'}, {'7', '8', '9', 'C'}, {'*', '0', '#', 'D'}};

constexpr float least_mean_square = 400;     // -44 dBFS, both tones together
constexpr float twist_high_over_low = 4.0F;  // +6 dB
constexpr float twist_low_over_high =
    20.0F;                               // +13 dB, measured, for +10 dB: long lines swallow the high tones
constexpr float over_neighbours = 4.0F;  // 6 dB above the other tones of its group
constexpr float share_of_all = 0.6F;     // of the block's energy, in the two tones

const std::array<float, 8> factors = [] {
  std::array<float, 8> out{};
  for (std::size_t i = 0; i < out.size(); ++i)
    out[i] = static_cast<float>(2 * std::cos(2 * std::numbers::pi * keypad_tones[i] / 8000));
  return out;
}();

}  // namespace

char ToneDetector::look() const {
  float energy = 0;
  for (const std::int16_t sample : window_)
    energy += static_cast<float>(sample) * static_cast<float>(sample);
  if (energy < least_mean_square * block) return 0;
  std::array<float, 8> last{}, before{};
  for (const std::int16_t sample : window_)
    for (std::size_t i = 0; i < 8; ++i) {  // eight at a time in vector registers
      const float now = static_cast<float>(sample) + factors[i] * last[i] - before[i];
      before[i] = last[i];
      last[i] = now;
    }
  std::array<float, 8> power{};
  for (std::size_t i = 0; i < 8; ++i)
    power[i] = last[i] * last[i] + before[i] * before[i] - factors[i] * last[i] * before[i];
  const auto low =
      static_cast<std::size_t>(std::max_element(power.begin(), power.begin() + 4) - power.begin());
  const auto high =
      static_cast<std::size_t>(std::max_element(power.begin() + 4, power.end()) - power.begin());
  if (power[high] > power[low] * twist_high_over_low || power[low] > power[high] * twist_low_over_high)
    return 0;
  for (std::size_t i = 0; i < 8; ++i)
    if (i != low && i != high && power[i] * over_neighbours > power[i < 4 ? low : high]) return 0;
  // A sine of amplitude A has the power (A N / 2)² and the energy N A² / 2.
  if ((power[low] + power[high]) * 2 / block < share_of_all * energy) return 0;
  return keypad[low][high - 4];
}

std::optional<ToneDetector::Key> ToneDetector::follow(char found) {
  if (found != 0) had_tones_ = true;
  candidate_looks_ = found != 0 && found == candidate_ ? candidate_looks_ + 1 : 1;
  candidate_ = found;
  std::optional<Key> ended;
  if (pressed_ != 0) {
    if (found == pressed_) {
      pressed_looks_ += missed_looks_ + 1;
      missed_looks_ = 0;
    } else if (++missed_looks_ >= end_looks) {
      // The first look holds two hops of sound.
      ended = Key{pressed_, static_cast<int>((static_cast<std::size_t>(pressed_looks_) + 1) * hop / 8)};
      pressed_ = 0;
    }
  }
  if (pressed_ == 0 && candidate_ != 0 && candidate_looks_ >= begin_looks) {
    pressed_ = candidate_;
    pressed_looks_ = candidate_looks_;
    missed_looks_ = 0;
  }
  return ended;
}

std::optional<ToneDetector::Key> ToneDetector::hear(std::span<const std::int16_t> samples) {
  std::optional<Key> out;
  had_tones_ = false;
  while (!samples.empty()) {
    const std::size_t count = std::min(samples.size(), hop - fresh_);
    std::copy(window_.begin() + static_cast<std::ptrdiff_t>(count), window_.end(), window_.begin());
    std::copy_n(samples.begin(), count, window_.end() - static_cast<std::ptrdiff_t>(count));
    samples = samples.subspan(count);
    fresh_ += count;
    if (fresh_ < hop) break;
    fresh_ = 0;
    if (auto key = follow(look())) out = key;
  }
  return out;
}

}  // namespace rapport::media
