// Files and samples to clips and stations, by libsndfile. Blocks; never on a media thread.
#include <fmt/format.h>
#include <sndfile.h>

#include <algorithm>
#include <memory>

#include "channels/voice/media/audio_file.h"
#include "channels/voice/media/frame.h"
#include "channels/voice/media/resampler.h"
#include "channels/voice/media/source.h"

namespace rapport::media {
namespace {

tl::unexpected<Error> unreadable(const std::string& path, const char* why) {
  return fail(ErrorCode::invalid, "audio_unreadable", fmt::format("{}: {}", path, why));
}

}  // namespace

struct AudioFile::Impl {
  std::unique_ptr<SNDFILE, int (*)(SNDFILE*)> file{nullptr, sf_close};
  SF_INFO info{};
  std::vector<float> frames;
};

AudioFile::AudioFile(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
AudioFile::AudioFile(AudioFile&&) noexcept = default;
AudioFile::~AudioFile() = default;

Result<AudioFile> AudioFile::open(const std::string& path) {
  auto impl = std::make_unique<Impl>();
  impl->file.reset(sf_open(path.c_str(), SFM_READ, &impl->info));
  if (!impl->file) return unreadable(path, sf_strerror(nullptr));
  if (impl->info.channels < 1 || impl->info.channels > 8 || impl->info.samplerate < 4000 ||
      impl->info.samplerate > 192000)
    return unreadable(path, "more than 8 channels, or a rate outside 4…192 kHz");
  return AudioFile(std::move(impl));
}

int AudioFile::rate() const {
  return impl_->info.samplerate;
}

std::size_t AudioFile::read(std::span<std::int16_t> out) {
  const auto channels = static_cast<std::size_t>(impl_->info.channels);
  impl_->frames.resize(out.size() * channels);
  const sf_count_t got =
      sf_readf_float(impl_->file.get(), impl_->frames.data(), static_cast<sf_count_t>(out.size()));
  const auto count = static_cast<std::size_t>(std::max<sf_count_t>(0, got));
  for (std::size_t i = 0; i < count; ++i) {
    float sum = 0;
    for (std::size_t c = 0; c < channels; ++c)
      sum += impl_->frames[i * channels + c];
    const float value = std::clamp(sum / static_cast<float>(channels), -1.0F, 1.0F);
    out[i] = value == value ? static_cast<std::int16_t>(value * 32767) : std::int16_t{0};
  }
  return count;
}

bool AudioFile::rewind() {
  return sf_seek(impl_->file.get(), 0, SEEK_SET) == 0;
}

Result<SharedClip> make_clip(std::span<const std::int16_t> samples, int rate) {
  if (rate < 4000 || rate > 192000)
    return fail(ErrorCode::invalid, "rate_unknown", fmt::format("{} Hz", rate));
  if (samples.size() > static_cast<std::size_t>(rate) * 60 * clip_minutes_max)
    return fail(ErrorCode::too_large, "clip_too_long", fmt::format("more than {} minutes", clip_minutes_max));
  return std::make_shared<const Clip>(Clip{resample(samples, rate, 8000), resample(samples, rate, 16000)});
}

Result<SharedClip> load_clip(const std::string& path) {
  auto file = AudioFile::open(path);
  if (!file) return tl::unexpected(file.error());
  std::vector<std::int16_t> samples, piece(8192);
  while (const std::size_t count = file->read(piece)) {
    samples.insert(samples.end(), piece.begin(), piece.begin() + static_cast<std::ptrdiff_t>(count));
    if (samples.size() > static_cast<std::size_t>(file->rate()) * 60 * clip_minutes_max) break;
  }
  return make_clip(samples, file->rate());
}

}  // namespace rapport::media
