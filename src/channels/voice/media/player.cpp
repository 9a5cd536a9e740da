#include "channels/voice/media/player.h"

#include <algorithm>
#include <cmath>

#include "channels/voice/media/station.h"

namespace rapport::media {

Player::Player(PlayerId id, std::vector<Source> sources, PlayOptions options)
    : id_(id), sources_(std::move(sources)), options_(options) {
  gain_ = static_cast<std::int32_t>(4096 * std::pow(10, std::clamp(options.gain_db, -40, 6) / 20.0));
  begin(0);
}

void Player::begin(std::size_t source) {
  source_ = source;
  played_ = 0;
  tone_rate_ = 0;
  if (source < sources_.size())
    if (const auto* station = std::get_if<SharedStation>(&sources_[source]))
      station_frame_ = (*station)->now();
}

std::size_t Player::fill_clip(const Clip& clip, std::span<std::int16_t> out, int rate) {
  const std::vector<std::int16_t>& samples = rate == 8000 ? clip.at_8k : clip.at_16k;
  const auto begin_at = static_cast<std::size_t>(played_ * rate / 16000);
  if (begin_at >= samples.size()) return 0;
  const std::size_t count = std::min(out.size(), samples.size() - begin_at);
  std::copy_n(samples.begin() + static_cast<std::ptrdiff_t>(begin_at), count, out.begin());
  return count;
}

std::size_t Player::fill_tone(const Tone& tone, std::span<std::int16_t> out, int rate) {
  if (tone_rate_ != rate) {
    first_ = Sine(tone.hz, amplitude_of(tone.level_dbm0), rate);
    second_ = tone.second_hz ? Sine(tone.second_hz, amplitude_of(tone.level_dbm0), rate) : Sine();
    tone_rate_ = rate;
  }
  std::size_t count = out.size();
  if (tone.total_ms > 0) {
    const std::int64_t left = static_cast<std::int64_t>(tone.total_ms) * rate / 1000 - played_ * rate / 16000;
    count = static_cast<std::size_t>(std::clamp<std::int64_t>(left, 0, static_cast<std::int64_t>(count)));
  }
  const std::int64_t period = std::max<std::int64_t>(1, std::int64_t{tone.on_ms} + tone.off_ms) * rate / 1000;
  const std::int64_t on = std::int64_t{tone.on_ms} * rate / 1000;
  std::int64_t at = played_ * rate / 16000 % std::max<std::int64_t>(1, period);
  for (std::size_t i = 0; i < count; ++i) {
    const double value = first_.next() + second_.next();
    out[i] = at < on ? saturate(static_cast<std::int32_t>(value)) : std::int16_t{0};
    if (++at == period) at = 0;
  }
  return count;
}

std::size_t Player::fill(std::span<std::int16_t> out, int rate) {
  const Source& source = sources_[source_];
  std::size_t count = 0;
  if (const auto* clip = std::get_if<SharedClip>(&source)) {
    count = fill_clip(**clip, out, rate);
  } else if (const auto* tone = std::get_if<Tone>(&source)) {
    count = fill_tone(*tone, out, rate);
  } else {
    const SharedStation& station = std::get<SharedStation>(source);
    if (station_frame_ + 16 < station->now())
      station_frame_ = station->now();  // this leg had no ticks for a while
    count = out.size();
    if (count != frame_samples(rate) || !station->read(station_frame_++, rate, out))
      std::fill(out.begin(), out.end(), std::int16_t{0});
  }
  played_ += static_cast<std::int64_t>(count) * 16000 / rate;
  return count;
}

bool Player::next(Frame& out) {
  std::span<std::int16_t> left = out.span();
  int empty_sources = 0;
  while (!left.empty()) {
    if (source_ >= sources_.size()) {
      if (!options_.is_looped || empty_sources > 0) break;
      ++empty_sources;
      begin(0);
    }
    const std::size_t count = fill(left, out.rate);
    if (gain_ != 4096)
      for (std::int16_t& sample : left.first(count))
        sample = saturate(sample * gain_ / 4096);
    if (count > 0) empty_sources = 0;
    if (count < left.size()) begin(source_ + 1);
    left = left.subspan(count);
  }
  std::fill(left.begin(), left.end(), std::int16_t{0});
  return left.size() < out.span().size() || (source_ < sources_.size());
}

}  // namespace rapport::media
