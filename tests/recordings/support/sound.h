// Sound for tests of recordings: tones to record, and what a recording holds when it is decoded again.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace rapport::recordings::testing {

// `ms` of a sine at 8 kHz; 0 Hz: silence.
std::vector<std::int16_t> tone(int hz, int ms, double level = 0.3);

struct Decoded {
  std::vector<std::int16_t> left, right;
  std::int64_t granules = 0;  // of the last page, in 48 kHz
  bool has_end = false;       // the last page says that it is the last
};
// By libopus, page by page, whatever is whole; the look-ahead in front is left out.
Decoded decode(const std::string& ogg);

// How much of the energy of `samples` [from_ms, to_ms) is at `hz`, 0 to 1; -1: it is silent.
double share(const std::vector<std::int16_t>& samples, int hz, int from_ms, int to_ms);

}  // namespace rapport::recordings::testing
