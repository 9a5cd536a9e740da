// Samples of one or two sines, and the pairs of the keypad (ITU-T Q.23). Pure.
#pragma once

#include <cstdint>
#include <span>
#include <utility>

namespace rapport::media {

// A sine by the recurrence y[n] = 2 cos(w) y[n-1] - y[n-2]; exact for hours in double precision.
class Sine {
 public:
  Sine() = default;
  Sine(double hz, double amplitude, int rate);
  double next();

 private:
  double factor_ = 0, last_ = 0, before_ = 0;
};

// The amplitude of a sine of so many dBm0: full scale is +3.14 dBm0 (G.711, A-law).
double amplitude_of(double dbm0);

// {low, high} in Hz.
std::pair<int, int> keypad_hz(char digit);

}  // namespace rapport::media
