#include "channels/voice/media/resampler.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "channels/voice/media/frame.h"

namespace rapport::media {
namespace {

// Half-band: the middle tap is one half, every second other tap is zero; these are taps 1, 3, … 15 to either
// side of the middle, Kaiser window (beta 5), in 1/32768. Made by `half_band` below at start.
constexpr std::size_t side_taps = 8;

double bessel(double x) {
  double sum = 1, term = 1;
  for (int k = 1; k < 20; ++k) {
    term *= (x / (2 * k)) * (x / (2 * k));
    sum += term;
  }
  return sum;
}

double kaiser(double at, double beta) {  // at: -1…1
  return std::abs(at) > 1 ? 0 : bessel(beta * std::sqrt(1 - at * at)) / bessel(beta);
}

std::array<std::int32_t, side_taps> half_band() {
  std::array<double, side_taps> taps{};
  double sum = 0;
  for (std::size_t i = 0; i < side_taps; ++i) {
    const double n = static_cast<double>(2 * i + 1);
    taps[i] = std::sin(std::numbers::pi * n / 2) / (std::numbers::pi * n) * kaiser(n / 16, 5);
    sum += 2 * taps[i];
  }
  std::array<std::int32_t, side_taps> out{};
  for (std::size_t i = 0; i < side_taps; ++i)
    out[i] = static_cast<std::int32_t>(std::lround(taps[i] / sum * 0.5 * 32768));
  return out;
}

const std::array<std::int32_t, side_taps> taps = half_band();

}  // namespace

void Doubler::run(std::span<const std::int16_t> in, std::span<std::int16_t> out) {
  std::array<std::int16_t, 16 + 160> line;
  std::copy(past_.begin(), past_.end(), line.begin());
  std::copy(in.begin(), in.end(), line.begin() + 16);
  for (std::size_t i = 0; i < in.size(); ++i) {
    // line[i + 8] is the sample itself; the one between it and the next comes from eight to either side.
    std::int32_t sum = 0;
    for (std::size_t k = 0; k < side_taps; ++k)
      sum += taps[k] * (line[i + 8 - k] + line[i + 9 + k]);
    out[2 * i] = line[i + 8];
    out[2 * i + 1] = saturate(sum >> 14);
  }
  std::copy_n(line.begin() + static_cast<std::ptrdiff_t>(in.size()), 16, past_.begin());
}

void Halver::run(std::span<const std::int16_t> in, std::span<std::int16_t> out) {
  std::array<std::int16_t, 30 + 320> line;
  std::copy(past_.begin(), past_.end(), line.begin());
  std::copy(in.begin(), in.end(), line.begin() + 30);
  for (std::size_t i = 0; i < out.size(); ++i) {
    const std::size_t middle = 2 * i + 15;
    std::int32_t sum = line[middle] * 16384;
    for (std::size_t k = 0; k < side_taps; ++k)
      sum += taps[k] * (line[middle - 2 * k - 1] + line[middle + 2 * k + 1]);
    out[i] = saturate(sum >> 15);
  }
  std::copy_n(line.begin() + static_cast<std::ptrdiff_t>(in.size()), 30, past_.begin());
}

std::vector<std::int16_t> resample(std::span<const std::int16_t> in, int from_rate, int to_rate) {
  if (from_rate == to_rate) return {in.begin(), in.end()};
  constexpr int lobes = 16;
  const double ratio = static_cast<double>(from_rate) / to_rate;
  const double cut = std::min(1.0, 1 / ratio) * 0.92;  // of the lower Nyquist
  const double reach = lobes / cut;
  std::vector<double> window(4096 + 2);
  for (std::size_t i = 0; i < window.size(); ++i) {
    const double at = static_cast<double>(i) / 4096;
    const double x = std::numbers::pi * at * lobes;
    window[i] = (x < 1e-9 ? 1 : std::sin(x) / x) * kaiser(at, 7) * cut;
  }
  const auto size = static_cast<std::int64_t>(in.size());
  std::vector<std::int16_t> out(static_cast<std::size_t>(size * to_rate / from_rate));
  for (std::size_t i = 0; i < out.size(); ++i) {
    const double centre = static_cast<double>(i) * ratio;
    const auto first = std::max<std::int64_t>(0, static_cast<std::int64_t>(std::ceil(centre - reach)));
    const auto last = std::min<std::int64_t>(size - 1, static_cast<std::int64_t>(std::floor(centre + reach)));
    double sum = 0;
    for (std::int64_t k = first; k <= last; ++k) {
      const double at = std::abs(static_cast<double>(k) - centre) / reach * 4096;
      sum += in[static_cast<std::size_t>(k)] * window[static_cast<std::size_t>(at)];
    }
    out[i] = saturate(static_cast<std::int32_t>(std::lround(sum)));
  }
  return out;
}

}  // namespace rapport::media
