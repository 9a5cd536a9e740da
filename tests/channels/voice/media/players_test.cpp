#include <doctest/doctest.h>
#include <sndfile.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "channels/voice/media/station.h"
#include "channels/voice/media/support/stage.h"
#include "support/temp_folder.h"

namespace rapport::media::test {

using sdp::Codec;

namespace {

std::vector<std::int16_t> sine(int hz, int rate, int ms, int amplitude = 8000) {
  std::vector<std::int16_t> out(static_cast<std::size_t>(rate * ms / 1000));
  Sine tone(hz, amplitude, rate);
  for (std::int16_t& sample : out)
    sample = static_cast<std::int16_t>(tone.next());
  return out;
}

struct Folder : tests::TempFolder {
  std::string write(const char* name, int format, int hz, int rate, int channels, int ms) const {
    const std::string file = path() / name;
    SF_INFO info{};
    info.samplerate = rate;
    info.channels = channels;
    info.format = format;
    SNDFILE* out = sf_open(file.c_str(), SFM_WRITE, &info);
    REQUIRE(out);
    const auto mono = sine(hz, rate, ms);
    std::vector<std::int16_t> all;
    for (const std::int16_t sample : mono)
      for (int c = 0; c < channels; ++c)
        all.push_back(sample);
    sf_writef_short(out, all.data(), static_cast<sf_count_t>(mono.size()));
    sf_close(out);
    return file;
  }
};

PlayerEnd end_of(const Stage& stage, PlayerId player) {
  for (const Event& event : stage.events())
    if (const auto* ended = std::get_if<PlayerEnded>(&event); ended && ended->player == player)
      return ended->end;
  return PlayerEnd::leg_closed;
}

}  // namespace

TEST_CASE("Prompts follow each other without a gap, and their end is told once") {
  Stage stage;
  Peer a({Codec::pcmu});
  stage.connect(leg(1), a, Codec::pcmu);
  // 310 and 290 ms: the joint lies inside a frame.
  const auto one = *make_clip(sine(600, 8000, 310), 8000);
  const auto two = *make_clip(sine(600, 48000, 290), 48000);
  a.forget();
  stage.plane().play(leg(1), PlayerId{7}, {one, two});
  REQUIRE(stage.wait<PlayerEnded>(leg(1)));
  CHECK(end_of(stage, PlayerId{7}) == PlayerEnd::finished);
  until([&] { return share_at_end(a.heard(), 8000, 600, 60) == -1; });
  const auto heard = a.heard();
  std::size_t loud = 0, first = 0, last = 0;
  for (std::size_t at = 0; at + 40 <= heard.size(); at += 40) {
    std::int64_t energy = 0;
    for (std::size_t i = at; i < at + 40; ++i)
      energy += heard[i] * heard[i];
    if (energy / 40 < 1000000) continue;
    if (loud++ == 0) first = at;
    last = at + 40;
  }
  CHECK(last - first == loud * 40);  // no quiet 5 ms in between
  CHECK(last - first >= 590 * 8);
  CHECK(last - first <= 610 * 8);
  CHECK(stage.count<PlayerEnded>(leg(1)) == 1);
}

TEST_CASE("A player replaces the voices or lies under them; stopping one brings the voices back") {
  Stage stage;
  Peer a({Codec::pcma}), b({Codec::pcma, 1000});
  stage.connect(leg(1), a, Codec::pcma);
  stage.connect(leg(2), b, Codec::pcma);
  stage.plane().hears(leg(1), {leg(2)});
  CHECK(hears_tone(a, 1000));
  stage.plane().play(leg(1), PlayerId{1}, {Tone{450, 0, 1000, 0}}, {true, false, 0});
  CHECK(hears_tone(a, 450));
  stage.plane().play(leg(1), PlayerId{2}, {Tone{700, 0, 1000, 0}}, {true, false, 0});
  CHECK(hears_tone(a, 700));
  CHECK(end_of(stage, PlayerId{1}) == PlayerEnd::replaced);
  stage.plane().stop(leg(1), PlayerId{2});
  CHECK(hears_tone(a, 1000));
  CHECK(end_of(stage, PlayerId{2}) == PlayerEnd::stopped);
  stage.plane().play(leg(1), PlayerId{3}, {Tone{700, 0, 1000, 0, 0, -9}}, {true, true, 0});
  CHECK(hears_tones(a, {700, 1000}, 0.25));
  stage.plane().close(leg(1));
  CHECK(stage.wait<Closed>(leg(1)));
  CHECK(stage.count<PlayerEnded>(leg(1)) == 3);
}

TEST_CASE("Clips are loaded from WAV, G.711 WAV, FLAC, Ogg/Vorbis and Ogg/Opus at any rate") {
  const Folder folder;
  const std::pair<const char*, int> files[] = {{"a.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_16},
                                               {"b.wav", SF_FORMAT_WAV | SF_FORMAT_ULAW},
                                               {"c.flac", SF_FORMAT_FLAC | SF_FORMAT_PCM_16},
                                               {"d.ogg", SF_FORMAT_OGG | SF_FORMAT_VORBIS},
                                               {"e.opus", SF_FORMAT_OGG | SF_FORMAT_OPUS}};
  for (const auto& file : files) {
    CAPTURE(file.first);
    const auto clip = load_clip(folder.write(file.first, file.second, 700, 48000, 2, 500));
    REQUIRE(clip);
    CHECK(std::abs((*clip)->milliseconds() - 500) <= 20);
    CHECK(share_of((*clip)->at_8k, 8000, 700) > 0.95);
    CHECK(share_of((*clip)->at_16k, 16000, 700) > 0.95);
  }
  CHECK(load_clip(folder.path() / "missing.wav").error().reason == "audio_unreadable");
}

TEST_CASE("A station plays its files in a circle, for every listener the same") {
  const Folder folder;
  const auto station =
      Station::open({folder.write("one.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_16, 500, 44100, 2, 700)});
  REQUIRE(station);
  Stage stage;
  Peer a({Codec::pcmu}), b({Codec::opus});
  stage.connect(leg(1), a, Codec::pcmu);
  stage.connect(leg(2), b, Codec::opus);
  stage.plane().play(leg(1), PlayerId{1}, {*station}, {true, false, 0});
  stage.plane().play(leg(2), PlayerId{2}, {*station}, {true, false, 0});
  CHECK(hears_tone(a, 500));
  CHECK(hears_tone(b, 500));
  // Longer than the file: it goes round.
  a.forget();
  CHECK(until([&] { return a.heard().size() > 8000 * 2; }));
  CHECK(share_of(a.heard(), 8000, 500) > 0.5);
  CHECK_FALSE(Station::open({"/nowhere.wav"}));
}

}  // namespace rapport::media::test
