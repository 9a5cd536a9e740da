#include "channels/voice/media/concealment.h"

#include <algorithm>
#include <cstring>

#include "channels/voice/media/frame.h"

namespace rapport::media {
namespace {

constexpr std::size_t full_ms = 10;   // repeated as it is
constexpr std::size_t faded_ms = 60;  // then down to silence here

// 0…32768 for the n-th sample of a gap.
std::int32_t gain_at(std::size_t n, std::size_t rate_ms) {
  const std::size_t begin = full_ms * rate_ms, end = faded_ms * rate_ms;
  if (n <= begin) return 32768;
  if (n >= end) return 0;
  return static_cast<std::int32_t>(32768 * (end - n) / (end - begin));
}

}  // namespace

Concealment::Concealment(int rate)
    : rate_ms_(static_cast<std::size_t>(rate / 1000)), history_size_(rate_ms_ * 50) {}

void Concealment::remember(std::span<const std::int16_t> samples) {
  const std::size_t taken = std::min(samples.size(), history_size_);
  std::memmove(history_.data(), history_.data() + taken, (history_size_ - taken) * sizeof(std::int16_t));
  std::memcpy(history_.data() + history_size_ - taken, samples.data() + samples.size() - taken,
              taken * sizeof(std::int16_t));
}

void Concealment::heard(std::span<std::int16_t> samples) {
  if (filled_ > 0) {
    // 5 ms from what the gap was going to say into what is really said.
    const std::size_t blend = std::min(samples.size(), 5 * rate_ms_);
    for (std::size_t i = 0; i < blend; ++i) {
      const std::int32_t made = period_[(filled_ + i) % pitch_] * gain_at(filled_ + i, rate_ms_) / 32768;
      const auto part = static_cast<std::int32_t>(i * 256 / blend);
      samples[i] = saturate((made * (256 - part) + samples[i] * part) / 256);
    }
    filled_ = 0;
  }
  remember(samples);
}

// The lag of 5…15 ms (66…200 Hz) at which the last 20 ms look most like what was before them: normalised
// cross-correlation, at 4 kHz resolution, then around the best at full resolution.
void Concealment::find_pitch() {
  const std::size_t window = 20 * rate_ms_, shortest = 5 * rate_ms_, longest = 15 * rate_ms_;
  const std::int16_t* end = history_.data() + history_size_ - window;
  const auto likeness = [&](std::size_t lag, std::size_t step) {
    std::int64_t product = 0, energy = 1;
    for (std::size_t i = 0; i < window; i += step) {
      const std::int32_t past = end[static_cast<std::ptrdiff_t>(i) - static_cast<std::ptrdiff_t>(lag)];
      product += end[i] * past;
      energy += past * past;
    }
    const auto value = static_cast<double>(product);
    return product <= 0 ? 0.0 : value * value / static_cast<double>(energy);
  };
  const std::size_t step = rate_ms_ / 4;
  std::size_t best = shortest;
  double best_likeness = -1;
  for (std::size_t lag = shortest; lag <= longest; lag += step) {
    const double found = likeness(lag, step);
    if (found > best_likeness) {
      best_likeness = found;
      best = lag;
    }
  }
  const std::size_t from = std::max(shortest, best - step), to = std::min(longest, best + step);
  best_likeness = -1;
  for (std::size_t lag = from; lag <= to; ++lag) {
    const double found = likeness(lag, 1);
    if (found > best_likeness) {
      best_likeness = found;
      best = lag;
    }
  }
  pitch_ = best;
}

void Concealment::fill(std::span<std::int16_t> out) {
  if (filled_ == 0) {
    find_pitch();
    // One period; its last quarter runs into what was before its beginning, so that repeats join without a
    // click.
    const std::int16_t* begin = history_.data() + history_size_ - pitch_;
    std::copy_n(begin, pitch_, period_.begin());
    const std::size_t blend = pitch_ / 4;
    for (std::size_t i = 0; i < blend; ++i) {
      const auto part = static_cast<std::int32_t>((i + 1) * 256 / blend);
      const std::int32_t before = begin[static_cast<std::ptrdiff_t>(i) - static_cast<std::ptrdiff_t>(blend)];
      std::int16_t& sample = period_[pitch_ - blend + i];
      sample = saturate((sample * (256 - part) + before * part) / 256);
    }
  }
  for (std::int16_t& sample : out) {
    sample = static_cast<std::int16_t>(period_[filled_ % pitch_] * gain_at(filled_, rate_ms_) / 32768);
    ++filled_;
  }
  // A gap without an end: the gain is 0 from here on, the count must not wrap.
  filled_ = std::min(filled_, pitch_ * 1000);
}

}  // namespace rapport::media
