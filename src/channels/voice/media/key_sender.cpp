#include "channels/voice/media/key_sender.h"

#include <algorithm>

namespace rapport::media {
namespace {

constexpr int end_packets = 3;  // RFC 4733, 2.5.1.4
constexpr double low_dbm0 = -10, high_dbm0 = -8;

}  // namespace

void KeySender::add(std::string digits, int tone_ms, int gap_ms) {
  std::erase_if(digits, [](char digit) { return !code_of(digit); });
  for (char& digit : digits)
    digit = *digit_of(*code_of(digit));
  digits_ = digits_.substr(std::min(at_, digits_.size())) + digits;
  at_ = 0;
  // Whole ticks; the gap must hold the repeated ends.
  tone_ms_ = std::clamp(tone_ms, 40, 2000) / tick_ms * tick_ms;
  gap_ms_ = std::clamp(gap_ms, (end_packets - 1) * tick_ms + tick_ms, 2000) / tick_ms * tick_ms;
}

bool KeySender::advance() {
  elapsed_ms_ += tick_ms;
  if (elapsed_ms_ < tone_ms_ + gap_ms_) return false;
  elapsed_ms_ = 0;
  return ++at_ >= digits_.size();
}

KeySender::Step KeySender::next_event(std::uint32_t now, int clock) {
  Step step;
  if (!is_sending()) return step;
  if (elapsed_ms_ == 0) {
    timestamp_ = now;
    step.is_first = true;
  }
  const int ended_ticks = (elapsed_ms_ + tick_ms - tone_ms_) / tick_ms;  // 0: the tick in which it ends
  step.has_event = ended_ticks < end_packets;
  step.timestamp = timestamp_;
  step.event.code = *code_of(digits_[at_]);
  step.event.has_ended = ended_ticks >= 0;
  step.event.duration = static_cast<std::uint16_t>(std::min(elapsed_ms_ + tick_ms, tone_ms_) * clock / 1000);
  step.has_finished = advance();
  return step;
}

bool KeySender::next_tone(Frame& out) {
  if (elapsed_ms_ == 0) {
    const auto [low, high] = keypad_hz(digits_[at_]);
    low_ = Sine(low, amplitude_of(low_dbm0), out.rate);
    high_ = Sine(high, amplitude_of(high_dbm0), out.rate);
  }
  for (std::int16_t& sample : out.span())
    sample = elapsed_ms_ < tone_ms_ ? saturate(static_cast<std::int32_t>(low_.next() + high_.next()))
                                    : std::int16_t{0};
  return advance();
}

}  // namespace rapport::media
