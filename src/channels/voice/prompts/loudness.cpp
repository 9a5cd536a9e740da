#include "channels/voice/prompts/loudness.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace rapport::prompts {
namespace {

constexpr double full_scale = 32'768;
constexpr double silence_dbov = -55;
constexpr double peak_max = 29'200;  // 1 dB below full scale

double dbov_of(double mean_square) {
  return mean_square < 1e-3 ? -96 : 10 * std::log10(mean_square / (full_scale * full_scale));
}

// The mean square of each 20 ms.
std::vector<double> energies(const std::vector<std::int16_t>& samples, int rate) {
  const auto length = static_cast<std::size_t>(std::max(rate / 50, 1));
  std::vector<double> all;
  for (std::size_t at = 0; at < samples.size(); at += length) {
    const std::size_t end = std::min(samples.size(), at + length);
    double sum = 0;
    for (std::size_t i = at; i < end; ++i)
      sum += static_cast<double>(samples[i]) * samples[i];
    all.push_back(sum / static_cast<double>(end - at));
  }
  return all;
}

double mean_above(const std::vector<double>& all, double least_dbov) {
  double sum = 0;
  std::size_t count = 0;
  for (const double energy : all) {
    if (dbov_of(energy) < least_dbov) continue;
    sum += energy;
    ++count;
  }
  return count == 0 ? -96 : dbov_of(sum / static_cast<double>(count));
}

}  // namespace

double active_level_dbov(const std::vector<std::int16_t>& samples, int rate) {
  const std::vector<double> all = energies(samples, rate);
  const double first = mean_above(all, silence_dbov);
  return first <= -96 ? first : mean_above(all, std::max(silence_dbov, first - 15.9));
}

void make_equally_loud(std::vector<std::int16_t>& samples, int rate) {
  const double level = active_level_dbov(samples, rate);
  if (level <= -96) return;
  double gain = std::pow(10, std::clamp(speech_level_dbov - level, -20.0, 20.0) / 20);
  double peak = 1;
  for (const std::int16_t sample : samples)
    peak = std::max(peak, std::abs(static_cast<double>(sample)));
  gain = std::min(gain, peak_max / peak);
  for (std::int16_t& sample : samples)
    sample = static_cast<std::int16_t>(std::lround(sample * gain));
}

void trim_silence(std::vector<std::int16_t>& samples, int rate) {
  const std::vector<double> all = energies(samples, rate);
  const auto is_sound = [](double energy) { return dbov_of(energy) >= silence_dbov; };
  const auto first = std::find_if(all.begin(), all.end(), is_sound);
  if (first == all.end()) return;
  const auto last = std::find_if(all.rbegin(), all.rend(), is_sound).base();
  const auto length = static_cast<std::ptrdiff_t>(std::max(rate / 50, 1));
  const auto size = static_cast<std::ptrdiff_t>(samples.size());
  const std::ptrdiff_t from = std::max<std::ptrdiff_t>(0, (first - all.begin() - 1) * length);
  const std::ptrdiff_t to = std::min(size, (last - all.begin() + 6) * length);
  samples.erase(samples.begin() + to, samples.end());
  samples.erase(samples.begin(), samples.begin() + from);
}

}  // namespace rapport::prompts
