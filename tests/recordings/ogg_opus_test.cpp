#include "recordings/ogg_opus.h"

#include <doctest/doctest.h>

#include <chrono>

#include "recordings/listening.h"
#include "recordings/peaks.h"
#include "recordings/support/sound.h"

namespace rapport::recordings::testing {
namespace {

std::span<const std::int16_t> frame_of(const std::vector<std::int16_t>& samples, std::size_t frame) {
  return std::span(samples).subspan(frame * frame_samples, frame_samples);
}

std::string recorded(const std::vector<std::int16_t>& left, const std::vector<std::int16_t>& right,
                     bool is_ended = true) {
  OggOpus opus(17);
  std::string all = opus.head();
  for (std::size_t frame = 0; (frame + 1) * frame_samples <= left.size(); ++frame)
    all += opus.add(frame_of(left, frame), frame_of(right, frame));
  return is_ended ? all + opus.finish() : all;
}

TEST_CASE("both channels come out of the stream apart, as long as they went in") {
  const std::string ogg = recorded(tone(440, 3'300), tone(1'000, 3'300));
  const Decoded decoded = decode(ogg);
  CHECK(decoded.has_end);
  CHECK(share(decoded.left, 440, 500, 3'000) > 0.95);
  CHECK(share(decoded.right, 1'000, 500, 3'000) > 0.95);
  CHECK(share(decoded.left, 1'000, 500, 3'000) < 0.001);
  CHECK(share(decoded.right, 440, 500, 3'000) < 0.001);
  CHECK(decoded.left.size() >= 3'300U * 8);
  // What the last page says counts: sound and look-ahead, nothing more.
  CHECK(decoded.granules >= 3'300 * 48);
  CHECK(decoded.granules < 3'320 * 48);
}

TEST_CASE("one channel's sound is not heard in the silence of the other") {
  const Decoded decoded = decode(recorded(tone(440, 3'000), tone(0, 3'000)));
  CHECK(share(decoded.left, 440, 500, 2'500) > 0.95);
  CHECK(share(decoded.right, 440, 500, 2'500) == -1);
}

TEST_CASE("after silence the sound is where it was said, in its channel") {
  std::vector<std::int16_t> left = tone(0, 3'000), right = tone(440, 500);
  const auto speech = tone(1'000, 1'000), pause = tone(0, 3'500);
  left.insert(left.end(), speech.begin(), speech.end());
  right.insert(right.end(), pause.begin(), pause.end());
  const Decoded decoded = decode(recorded(left, right));
  CHECK(decoded.left.size() >= 4'000U * 8);
  CHECK(share(decoded.right, 440, 100, 500) > 0.9);
  CHECK(share(decoded.right, 440, 1'000, 3'900) == -1);
  CHECK(share(decoded.left, 1'000, 200, 2'900) == -1);
  CHECK(share(decoded.left, 1'000, 3'060, 3'980) > 0.95);
}

TEST_CASE("what is faint but not silence is kept: a tone of 50 dB below full scale") {
  const Decoded decoded = decode(recorded(tone(800, 3'000, 0.0045), tone(0, 3'000)));
  CHECK(share(decoded.left, 800, 1'000, 2'900) > 0.8);
}

TEST_CASE("a stream that was cut off anywhere plays up to its last whole page") {
  const std::string ogg = recorded(tone(440, 5'000), tone(1'000, 5'000), false);
  std::size_t longest = 0;
  for (std::size_t size = 200; size < ogg.size(); size += 1'511) {
    const Decoded decoded = decode(ogg.substr(0, size));
    CHECK(decoded.left.size() >= longest);
    longest = decoded.left.size();
  }
  CHECK(decode(ogg).left.size() >= 4'900U * 8);
}

TEST_CASE("a minute of a stereo call is small, silence nearly nothing") {
  std::vector<std::int16_t> left, right;
  for (int second = 0; second < 60; ++second) {  // they take turns
    const bool is_left = second % 6 < 3;
    const auto speech = tone(180 + 37 * (second % 11), 1'000), pause = tone(0, 1'000);
    left.insert(left.end(), (is_left ? speech : pause).begin(), (is_left ? speech : pause).end());
    right.insert(right.end(), (is_left ? pause : speech).begin(), (is_left ? pause : speech).end());
  }
  const auto began = std::chrono::steady_clock::now();
  const std::size_t minute = recorded(left, right).size();
  const std::chrono::duration<double, std::micro> took = std::chrono::steady_clock::now() - began;
  const std::size_t silence = recorded(tone(0, 60'000), tone(0, 60'000)).size();
  MESSAGE("a minute: " << minute << " bytes, of silence " << silence << "; " << took.count() / 3'000
                       << " us for 20 ms of both channels");
  CHECK(minute < 260'000);
  CHECK(silence < 80'000);
}

TEST_CASE("bytes of a stream tell which seconds they are") {
  const std::string ogg = recorded(tone(440, 10'000), tone(1'000, 10'000));
  Recording recording;
  recording.duration_ms = 10'000;
  const Listened all = listened(recording, ogg, 0, ogg.size());
  CHECK(all.from_ms == 0);
  CHECK(all.to_ms / 100 == 100);
  const std::size_t middle = ogg.size() / 2;
  const Listened second_half = listened(recording, ogg.substr(middle), middle, ogg.size());
  CHECK(second_half.from_ms >= 3'000);
  CHECK(second_half.from_ms <= 5'500);
  CHECK(second_half.to_ms / 100 == 100);
  const Listened little = listened(recording, ogg.substr(middle + 10, 20), middle + 10, ogg.size());
  CHECK(little.from_ms >= 4'000);
  CHECK(little.to_ms <= 6'000);
}

TEST_CASE("peaks rise with the sound and mark pauses") {
  PeakMeter meter;
  const auto loud = tone(440, 20, 0.9), quiet = tone(440, 20, 0.01);
  std::string peaks;
  for (int i = 0; i < 10; ++i)
    peaks += meter.add(loud, quiet, i >= 5);
  REQUIRE(peaks.size() == 4);
  CHECK(static_cast<unsigned char>(peaks[0]) > 220);
  CHECK(static_cast<unsigned char>(peaks[1]) > 10);
  CHECK(static_cast<unsigned char>(peaks[1]) < 40);
  CHECK(static_cast<unsigned char>(peaks[2]) == peak_of_pause);
  CHECK(static_cast<unsigned char>(peaks[3]) == peak_of_pause);
}

}  // namespace
}  // namespace rapport::recordings::testing
