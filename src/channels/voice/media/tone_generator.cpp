#include "channels/voice/media/tone_generator.h"

#include <cmath>
#include <numbers>
#include <string_view>

namespace rapport::media {

Sine::Sine(double hz, double amplitude, int rate) {
  const double step = 2 * std::numbers::pi * hz / rate;
  factor_ = 2 * std::cos(step);
  last_ = -amplitude * std::sin(step);
  before_ = -amplitude * std::sin(2 * step);
}

double Sine::next() {
  const double now = factor_ * last_ - before_;
  before_ = last_;
  last_ = now;
  return now;
}

double amplitude_of(double dbm0) {
  return 32767 * std::pow(10, (dbm0 - 3.14) / 20);
}

std::pair<int, int> keypad_hz(char digit) {
  constexpr int low[] = {697, 770, 852, 941};
  constexpr int high[] = {1209, 1336, 1477, 1633};
  constexpr std::string_view keys = "123A456B789C*0#D";
  const std::size_t at = keys.find(digit);
  if (at == std::string_view::npos) return {0, 0};
  return {low[at / 4], high[at % 4]};
}

}  // namespace rapport::media
