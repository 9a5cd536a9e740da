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

// Of Ogg only Opus, whose head is the first page's only segment: on broken Vorbis files libvorbis leaks.
bool begins_as_known(std::string_view bytes) {
  if (bytes.size() < 36) return false;
  return (bytes.substr(0, 4) == "RIFF" && bytes.substr(8, 4) == "WAVE") ||
         (bytes.substr(0, 4) == "OggS" && bytes.substr(28, 8) == "OpusHead") || bytes.substr(0, 4) == "fLaC";
}

// A file in memory, as libsndfile reads one.
struct FileBytes {
  std::string all = {};
  sf_count_t at = 0;
};
sf_count_t file_length(void* of) {
  return static_cast<sf_count_t>(static_cast<FileBytes*>(of)->all.size());
}
sf_count_t file_seek(sf_count_t offset, int whence, void* of) {
  auto* bytes = static_cast<FileBytes*>(of);
  const auto size = static_cast<sf_count_t>(bytes->all.size());
  const sf_count_t from = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? bytes->at : size;
  bytes->at = std::clamp<sf_count_t>(offset > size ? size : from + offset, 0, size);
  return bytes->at;
}
sf_count_t file_read(void* into, sf_count_t count, void* of) {
  auto* bytes = static_cast<FileBytes*>(of);
  const auto left = static_cast<sf_count_t>(bytes->all.size()) - bytes->at;
  count = std::clamp<sf_count_t>(count, 0, left);
  std::copy_n(bytes->all.data() + bytes->at, count, static_cast<char*>(into));
  bytes->at += count;
  return count;
}
sf_count_t file_write_nothing(const void*, sf_count_t, void*) {
  return 0;
}
sf_count_t file_place(void* of) {
  return static_cast<FileBytes*>(of)->at;
}

}  // namespace

struct AudioFile::Impl {
  FileBytes bytes;  // of a file in memory
  std::unique_ptr<SNDFILE, int (*)(SNDFILE*)> file{nullptr, sf_close};
  SF_INFO info{};
  std::vector<float> frames;
  const char* fault() const;  // why it cannot be read; null: it can
};

AudioFile::AudioFile(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
AudioFile::AudioFile(AudioFile&&) noexcept = default;
AudioFile::~AudioFile() = default;

const char* AudioFile::Impl::fault() const {
  if (!file) return sf_strerror(nullptr);
  if (info.channels < 1 || info.channels > 8 || info.samplerate < 4000 || info.samplerate > 192000)
    return "more than 8 channels, or a rate outside 4…192 kHz";
  return nullptr;
}

Result<AudioFile> AudioFile::open(const std::string& path) {
  auto impl = std::make_unique<Impl>();
  impl->file.reset(sf_open(path.c_str(), SFM_READ, &impl->info));
  if (const char* why = impl->fault()) return unreadable(path, why);
  return AudioFile(std::move(impl));
}

Result<AudioFile> AudioFile::of_bytes(std::string bytes) {
  if (!begins_as_known(bytes)) return unreadable("the file", "it is neither WAV nor Ogg/Opus nor FLAC");
  auto impl = std::make_unique<Impl>();
  impl->bytes.all = std::move(bytes);
  SF_VIRTUAL_IO io = {file_length, file_seek, file_read, file_write_nothing, file_place};
  impl->file.reset(sf_open_virtual(&io, SFM_READ, &impl->info, &impl->bytes));
  if (const char* why = impl->fault()) return unreadable("the file", why);
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

Result<Sound> decode_sound(std::string bytes, int seconds_max) {
  auto file = AudioFile::of_bytes(std::move(bytes));
  if (!file) return tl::unexpected(file.error());
  Sound sound;
  sound.rate = file->rate();
  const std::size_t most = static_cast<std::size_t>(sound.rate) * static_cast<std::size_t>(seconds_max);
  std::vector<std::int16_t> piece(8192);
  while (const std::size_t count = file->read(piece)) {
    if (sound.samples.size() + count > most)
      return fail(ErrorCode::too_large, "clip_too_long", fmt::format("more than {} seconds", seconds_max));
    sound.samples.insert(sound.samples.end(), piece.begin(),
                         piece.begin() + static_cast<std::ptrdiff_t>(count));
  }
  if (sound.samples.empty()) return unreadable("the file", "there is no sound in it");
  return sound;
}

}  // namespace rapport::media
