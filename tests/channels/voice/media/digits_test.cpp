// Keys: as events and as tones, in and out, each once; secret ones seen by nobody else.
#include <doctest/doctest.h>

#include "channels/voice/media/support/stage.h"

namespace rapport::media::test {

using sdp::Codec;

namespace {

LegOptions options_for(Codec codec, bool detects_tones = false, bool has_events = true) {
  LegOptions options;
  options.codecs = {codec};
  options.detects_tones = detects_tones;
  options.has_events = has_events;
  return options;
}

}  // namespace

TEST_CASE("Keys as telephone-event are told once each and reach the other leg, at 8 and 48 kHz") {
  for (const Codec codec : {Codec::pcmu, Codec::opus}) {
    CAPTURE(sdp::to_string(codec));
    Stage stage;
    Peer a({codec, 440}), b({codec, 1000});
    stage.connect(leg(1), a, options_for(codec));
    stage.connect(leg(2), b, options_for(codec));
    stage.plane().hears(leg(1), {leg(2)});
    stage.plane().hears(leg(2), {leg(1)});
    REQUIRE(stage.wait<Connected>(leg(1)));
    REQUIRE(hears_tone(b, 440));
    a.press("1590*#D1");
    CHECK(until([&] { return stage.digits(leg(1)).size() >= 8; }));
    CHECK(stage.digits(leg(1)) == "1590*#D1");
    CHECK(until([&] { return b.digits() == "1590*#D1"; }));
    for (const Event& event : stage.events())
      if (const auto* digit = std::get_if<Digit>(&event)) {
        CHECK(digit->duration_ms == 100);
        CHECK_FALSE(digit->is_in_band);
      }
    CHECK(hears_tone(b, 440));
  }
}

TEST_CASE("Keys as tones in the sound are told once each") {
  for (const Codec codec : {Codec::pcma, Codec::g722}) {
    CAPTURE(sdp::to_string(codec));
    Stage stage;
    Peer a({codec});
    stage.connect(leg(1), a, options_for(codec, true));
    REQUIRE(stage.wait<Connected>(leg(1)));
    a.press_tones("0123456789*#ABCD");
    CHECK(until([&] { return stage.digits(leg(1)).size() >= 16; }));
    CHECK(stage.digits(leg(1)) == "0123456789*#ABCD");
    for (const Event& event : stage.events())
      if (const auto* digit = std::get_if<Digit>(&event)) {
        CHECK(digit->duration_ms > 60);
        CHECK(digit->duration_ms < 160);  // late frames on a busy machine stretch it
        CHECK(digit->is_in_band);
      }
  }
}

TEST_CASE("We press keys: as events where they are taken, else as tones that a detector finds") {
  Stage stage;
  Peer a({Codec::pcmu}), b({Codec::pcmu});
  stage.connect(leg(1), a, options_for(Codec::pcmu));
  stage.plane().send_digits(leg(1), "42#");
  CHECK(stage.wait<DigitsSent>(leg(1)));
  CHECK(until([&] { return a.digits() == "42#"; }));

  stage.connect(leg(2), b, options_for(Codec::pcmu, false, false));
  b.forget();
  stage.plane().send_digits(leg(2), "7B");
  CHECK(stage.wait<DigitsSent>(leg(2)));
  const auto [low, high] = keypad_hz('7');
  std::size_t begin = 0;
  const auto heard = b.heard();
  while (begin + 640 < heard.size() &&
         share_of({heard.begin() + static_cast<long>(begin), heard.begin() + static_cast<long>(begin) + 640},
                  8000, low) < 0.3)
    begin += 80;
  REQUIRE(begin + 640 < heard.size());
  const std::vector<std::int16_t> tone(heard.begin() + static_cast<long>(begin),
                                       heard.begin() + static_cast<long>(begin) + 640);
  CHECK(share_of(tone, 8000, low) > 0.3);
  CHECK(share_of(tone, 8000, high) > 0.4);
}

TEST_CASE("Secret keys are told to us only: not to the other leg, not to the recording") {
  std::mutex mutex;
  std::vector<std::int16_t> recorded;  // both outlive the plane
  Stage stage;
  Peer a({Codec::pcmu, 300}), b({Codec::pcmu, 1000});
  stage.connect(leg(1), a, options_for(Codec::pcmu, true));
  stage.connect(leg(2), b, options_for(Codec::pcmu));
  stage.plane().hears(leg(1), {leg(2)});
  stage.plane().hears(leg(2), {leg(1)});
  stage.plane().record(TapId{1}, {{leg(1)}, {leg(2)}, 8000}, [&](const TapFrame& frame) {
    const std::lock_guard lock(mutex);
    recorded.insert(recorded.end(), frame.left.begin(), frame.left.end());
  });
  CHECK(hears_tone(b, 300));
  stage.plane().keep_secret(leg(1), true);
  b.forget();
  {
    const std::lock_guard lock(mutex);
    recorded.clear();
  }
  a.press_tones("5555");
  CHECK(until([&] { return stage.digits(leg(1)) == "5555"; }));
  CHECK(hears_tone(b, 300));  // the voice is back
  const std::pair<int, int> key = keypad_hz('5');
  const auto loudest = [&](const std::vector<std::int16_t>& sound) {
    double most = 0;
    for (std::size_t at = 0; at + 160 <= sound.size(); at += 80) {
      const std::vector<std::int16_t> piece(sound.begin() + static_cast<long>(at),
                                            sound.begin() + static_cast<long>(at) + 160);
      most = std::max({most, share_of(piece, 8000, key.first), share_of(piece, 8000, key.second)});
    }
    return most;
  };
  CHECK(loudest(b.heard()) < 0.05);
  const std::lock_guard lock(mutex);
  CHECK(recorded.size() > 4000);
  CHECK(loudest(recorded) < 0.05);
  CHECK(b.digits().empty());
}

TEST_CASE("Secret events do not reach the other leg") {
  Stage stage;
  Peer a({Codec::pcmu, 300}), b({Codec::pcmu, 1000});
  stage.connect(leg(1), a, options_for(Codec::pcmu));
  stage.connect(leg(2), b, options_for(Codec::pcmu));
  stage.plane().hears(leg(2), {leg(1)});
  stage.plane().keep_secret(leg(1), true);
  REQUIRE(hears_tone(b, 300));
  a.press("42");
  CHECK(until([&] { return stage.digits(leg(1)) == "42"; }));
  stage.plane().keep_secret(leg(1), false);
  a.press("7");
  CHECK(until([&] { return b.digits() == "7"; }));
}

}  // namespace rapport::media::test
