// Sound files for tests: a sine as a WAV file of 16 bits.
#pragma once

#include <cmath>
#include <cstdint>
#include <numbers>
#include <string>
#include <vector>

namespace rapport::tests {

inline std::vector<std::int16_t> sine(int hz, int milliseconds, int rate, int amplitude) {
  std::vector<std::int16_t> samples(static_cast<std::size_t>(rate) * static_cast<std::size_t>(milliseconds) /
                                    1000);
  for (std::size_t i = 0; i < samples.size(); ++i)
    samples[i] = static_cast<std::int16_t>(
        amplitude * std::sin(2 * std::numbers::pi * hz * static_cast<double>(i) / rate));
  return samples;
}

inline std::string wav_file(const std::vector<std::int16_t>& samples, int rate) {
  const auto number = [](std::uint32_t value, int bytes) {
    std::string out;
    for (int i = 0; i < bytes; ++i)
      out += static_cast<char>(value >> (8 * i));
    return out;
  };
  const auto size = static_cast<std::uint32_t>(samples.size() * 2);
  const auto a_second = static_cast<std::uint32_t>(rate);
  std::string file = "RIFF" + number(36 + size, 4) + "WAVEfmt " + number(16, 4) + number(1, 2) +
                     number(1, 2) + number(a_second, 4) + number(a_second * 2, 4) + number(2, 2) +
                     number(16, 2) + "data" + number(size, 4);
  for (const std::int16_t sample : samples)
    file += number(static_cast<std::uint16_t>(sample), 2);
  return file;
}

}  // namespace rapport::tests
