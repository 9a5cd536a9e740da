// How loud speech is, and the same for all of it. Pure.
#pragma once

#include <cstdint>
#include <vector>

namespace rapport::prompts {

// dBov: 0 is a square wave at full scale (ITU-T G.100.1). What a telephone network expects of speech.
inline constexpr double speech_level_dbov = -20;

// The level of what is not silence, after the idea of ITU-T P.56: 20 ms at a time, whatever is more than
// 15.9 dB below the mean left out. -96 when there is nothing but silence.
double active_level_dbov(const std::vector<std::int16_t>& samples, int rate);

// Brings it to speech_level_dbov, by at most 20 dB either way, and never into clipping.
void make_equally_loud(std::vector<std::int16_t>& samples, int rate);

// Without the silence around it, but for 20 ms before and 120 ms after.
void trim_silence(std::vector<std::int16_t>& samples, int rate);

}  // namespace rapport::prompts
