// Files of strangers: whatever is in them, it is sound within its limits or refused.
#include <doctest/doctest.h>
#include <sndfile.h>
#include <stdlib.h>

#include <cmath>
#include <filesystem>
#include <fstream>

#include "channels/voice/media/audio_file.h"
#include "support/sound.h"
#include "support/temp_folder.h"

namespace rapport::media::test {
namespace {

// 300 ms of a tone, written by libsndfile itself.
std::string sound_file(int format, int rate, int channels) {
  const tests::TempFolder folder;
  const std::string path = folder.path() / "sound";
  SF_INFO info{};
  info.samplerate = rate;
  info.channels = channels;
  info.format = format;
  SNDFILE* out = sf_open(path.c_str(), SFM_WRITE, &info);
  REQUIRE(out);
  sf_command(out, SFC_SET_SCALE_INT_FLOAT_WRITE, nullptr, SF_TRUE);
  std::vector<std::int16_t> samples;
  for (const std::int16_t sample : tests::sine(400, 300, rate, 8'000))
    samples.insert(samples.end(), static_cast<std::size_t>(channels), sample);
  sf_writef_short(out, samples.data(), static_cast<sf_count_t>(samples.size()) / channels);
  sf_close(out);
  std::ifstream file(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  return bytes;
}

struct KnownFile {
  const char* name;
  int format, rate, channels;
};
constexpr KnownFile known_files[] = {
    {"WAV", SF_FORMAT_WAV | SF_FORMAT_PCM_16, 44'100, 2},
    {"WAV with A-law", SF_FORMAT_WAV | SF_FORMAT_ALAW, 8'000, 1},
    {"WAV with floats", SF_FORMAT_WAV | SF_FORMAT_FLOAT, 48'000, 1},
    {"Ogg/Opus", SF_FORMAT_OGG | SF_FORMAT_OPUS, 48'000, 1},
    {"FLAC", SF_FORMAT_FLAC | SF_FORMAT_PCM_16, 16'000, 1},
};

}  // namespace

TEST_CASE("sound of every allowed kind is decoded from memory") {
  for (const KnownFile& known : known_files) {
    CAPTURE(known.name);
    const auto sound = decode_sound(sound_file(known.format, known.rate, known.channels), 10);
    REQUIRE(sound.has_value());
    CHECK(sound->rate == known.rate);
    const double ms = 1'000.0 * static_cast<double>(sound->samples.size()) / sound->rate;
    CHECK(ms == doctest::Approx(300).epsilon(0.02));
    double energy = 0;
    for (const std::int16_t sample : sound->samples)
      energy += static_cast<double>(sample) * sample;
    CHECK(std::sqrt(energy / static_cast<double>(sound->samples.size())) ==
          doctest::Approx(5'657).epsilon(0.1));
  }
}

TEST_CASE("other kinds of files are refused, whatever they are called") {
  CHECK(decode_sound(sound_file(SF_FORMAT_AIFF | SF_FORMAT_PCM_16, 8'000, 1), 10).error().reason ==
        "audio_unreadable");
  CHECK(decode_sound(sound_file(SF_FORMAT_AU | SF_FORMAT_PCM_16, 8'000, 1), 10).error().reason ==
        "audio_unreadable");
  CHECK(decode_sound(sound_file(SF_FORMAT_OGG | SF_FORMAT_VORBIS, 22'050, 2), 10).error().reason ==
        "audio_unreadable");
  for (const char* bytes :
       {"", "RIFF", "RIFF....WAVE", "OggS", "fLaC", "ID3 and so on, longer than a head"}) {
    CAPTURE(bytes);
    CHECK(decode_sound(bytes, 10).error().reason == "audio_unreadable");
  }
}

TEST_CASE("no more is decoded than was asked for, whatever the header claims") {
  CHECK(decode_sound(tests::wav_file(tests::sine(400, 1'100, 8'000, 1'000), 8'000), 1).error().reason ==
        "clip_too_long");
  // As espeak-ng writes into a pipe: the length is not known yet.
  std::string open_end = tests::wav_file(tests::sine(400, 300, 8'000, 1'000), 8'000);
  for (const std::size_t at : {4U, 40U})
    open_end.replace(at, 4, std::string("\xF0\xFF\xFF\x7F", 4));
  CHECK(decode_sound(open_end, 10).value().samples.size() == 2'400);
}

TEST_CASE("a file cut short or with a byte changed anywhere does no harm") {
  for (const KnownFile& known : known_files) {
    CAPTURE(known.name);
    const std::string whole = sound_file(known.format, known.rate, known.channels);
    const std::size_t step = std::max<std::size_t>(1, whole.size() / 60);
    for (std::size_t at = 0; at < whole.size(); at += at < 200 ? 1 : step) {
      (void)decode_sound(whole.substr(0, at), 2);
      std::string changed = whole;
      changed[at] = static_cast<char>(changed[at] ^ 0xFF);
      (void)decode_sound(std::move(changed), 2);
    }
  }
}

}  // namespace rapport::media::test
