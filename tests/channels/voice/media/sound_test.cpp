// What happens to sound: laws, resampling, concealment, jitter buffer, key detection, quality.
#include <doctest/doctest.h>

#include <cmath>
#include <random>

#include "channels/voice/media/concealment.h"
#include "channels/voice/media/g711.h"
#include "channels/voice/media/jitter_buffer.h"
#include "channels/voice/media/quality_estimate.h"
#include "channels/voice/media/resampler.h"
#include "channels/voice/media/support/peer.h"
#include "channels/voice/media/telephone_event.h"
#include "channels/voice/media/tone_detector.h"
#include "channels/voice/media/voice_activity.h"

namespace rapport::media::test {
namespace {

std::vector<std::int16_t> sine(double hz, int rate, int ms, double amplitude = 8000) {
  std::vector<std::int16_t> out(static_cast<std::size_t>(rate * ms / 1000));
  Sine tone(hz, amplitude, rate);
  for (std::int16_t& sample : out)
    sample = static_cast<std::int16_t>(std::lround(tone.next()));
  return out;
}

void add(std::vector<std::int16_t>& to, const std::vector<std::int16_t>& from) {
  for (std::size_t i = 0; i < to.size() && i < from.size(); ++i)
    to[i] = static_cast<std::int16_t>(to[i] + from[i]);
}

struct KeySound {
  char digit = '5';
  int ms = 60, gap_ms = 60;
  double low_db = -12, high_db = -12;
  double detune = 1;
};

std::vector<std::int16_t> key_sound(const KeySound& key) {
  const auto [low, high] = keypad_hz(key.digit);
  auto out = sine(low * key.detune, 8000, key.ms, amplitude_of(key.low_db));
  add(out, sine(high * key.detune, 8000, key.ms, amplitude_of(key.high_db)));
  out.resize(out.size() + static_cast<std::size_t>(key.gap_ms * 8));
  return out;
}

// In frames of 20 ms, as a leg does.
std::string detected(const std::vector<std::int16_t>& sound) {
  ToneDetector detector;
  std::string out;
  for (std::size_t at = 0; at < sound.size(); at += 160)
    if (const auto key =
            detector.hear(std::span(sound).subspan(at, std::min<std::size_t>(160, sound.size() - at))))
      out += key->digit;
  return out;
}

}  // namespace

TEST_CASE("Both laws decode what they encode, to the nearest step") {
  for (int code = 0; code < 256; ++code) {
    const auto byte = static_cast<std::size_t>(code);
    CHECK(to_a_law(a_law_decoded[byte]) == code);
    if (code != 0x7F) CHECK(to_mu_law(mu_law_decoded[byte]) == code);  // 0x7F is minus zero
  }
  CHECK(mu_law_decoded[0x80] == 32124);  // G.711: the extremes
  CHECK(a_law_decoded[0xAA] == 32256);
  CHECK(to_mu_law(0) == 0xFF);
  CHECK(to_a_law(0) == 0xD5);
}

TEST_CASE("Doubling and halving keep the telephone band and leave no image") {
  for (const int hz : {300, 1000, 2000, 3000}) {
    CAPTURE(hz);
    const auto narrow = sine(hz, 8000, 400);
    std::vector<std::int16_t> wide(narrow.size() * 2);
    Doubler doubler;
    for (std::size_t at = 0; at < narrow.size(); at += 160)
      doubler.run(std::span(narrow).subspan(at, 160), std::span(wide).subspan(at * 2, 320));
    CHECK(share_at_end(wide, 16000, hz) > 0.999);
    std::vector<std::int16_t> back(narrow.size());
    Halver halver;
    for (std::size_t at = 0; at < back.size(); at += 160)
      halver.run(std::span(wide).subspan(at * 2, 320), std::span(back).subspan(at, 160));
    CHECK(share_at_end(back, 8000, hz) > 0.999);
    double energy = 0, original = 0;
    for (std::size_t i = 1600; i < back.size(); ++i) {
      energy += back[i] * back[i];
      original += narrow[i] * narrow[i];
    }
    CHECK(10 * std::log10(energy / original) == doctest::Approx(0).epsilon(0.2));
  }
  // Above 4.6 kHz nothing may come back as an alias.
  const auto high = sine(6000, 16000, 400);
  std::vector<std::int16_t> halved(high.size() / 2);
  Halver halver;
  for (std::size_t at = 0; at < halved.size(); at += 160)
    halver.run(std::span(high).subspan(at * 2, 320), std::span(halved).subspan(at, 160));
  double energy = 0;
  for (std::size_t i = 1600; i < halved.size(); ++i)
    energy += halved[i] * halved[i];
  CHECK(10 * std::log10(energy / static_cast<double>(halved.size() - 1600) / (8000.0 * 8000 / 2)) < -50);
}

TEST_CASE("The extremes do not overflow in resampling") {
  std::vector<std::int16_t> loud(320);
  for (std::size_t i = 0; i < loud.size(); ++i)
    loud[i] = i % 4 < 2 ? 32767 : -32768;
  std::vector<std::int16_t> halved(160), doubled(320);
  Halver().run(loud, halved);
  Doubler().run(std::span(loud).first(160), doubled);
  CHECK(halved.size() == 160);
}

TEST_CASE("A gap in a tone is filled with the tone, and fades when it lasts") {
  for (const int rate : {8000, 16000}) {
    Concealment concealment(rate);
    auto sound = sine(150, rate, 200);
    add(sound, sine(450, rate, 200, 3000));
    concealment.heard(sound);
    std::vector<std::int16_t> gap(static_cast<std::size_t>(rate / 50));
    concealment.fill(gap);
    auto joined = std::vector<std::int16_t>(sound.end() - static_cast<long>(gap.size()) * 3, sound.end());
    joined.insert(joined.end(), gap.begin(), gap.end());
    // No click: no step greater than the loudest step of the sound itself.
    int step = 0, own_step = 0;
    for (std::size_t i = 1; i < sound.size(); ++i)
      own_step = std::max(own_step, std::abs(sound[i] - sound[i - 1]));
    for (std::size_t i = 1; i < joined.size(); ++i)
      step = std::max(step, std::abs(joined[i] - joined[i - 1]));
    CHECK(step <= own_step * 3 / 2);
    CHECK(share_of(gap, rate, 150) > 0.6);
    for (int i = 0; i < 3; ++i)
      concealment.fill(gap);
    CHECK(*std::max_element(gap.begin(), gap.end()) == 0);
  }
}

TEST_CASE("The jitter buffer plays in order, waits for what is late and gives delay back") {
  JitterBuffer buffer(8000);
  const std::array<std::uint8_t, 160> payload{};
  std::int64_t now = 1'000'000;
  std::uint16_t sequence = 65533;
  std::uint32_t timestamp = 0xFFFFFF00u;
  const auto put = [&](std::uint16_t n, std::int64_t at) {
    return buffer.insert(
        {false, 0, static_cast<std::uint16_t>(sequence + n), timestamp + n * 160u, 1, payload}, true, at);
  };
  CHECK(put(0, now));
  CHECK_FALSE(put(0, now));  // a duplicate
  CHECK(put(2, now));
  CHECK(put(1, now));                                           // out of order, across both wraps
  CHECK(buffer.next(now).next == JitterBuffer::Next::nothing);  // not enough yet
  now += 40'000;
  for (int i = 0; i < 3; ++i) {
    const auto step = buffer.next(now);
    REQUIRE(step.next == JitterBuffer::Next::packet);
    CHECK(step.packet->sequence % 65536 == (65533 + i) % 65536);
    buffer.played(160);
    now += 20'000;
  }
  CHECK(buffer.next(now).next == JitterBuffer::Next::late);
  CHECK(put(3, now));  // it was late: played all the same
  CHECK(buffer.next(now).next == JitterBuffer::Next::packet);
  buffer.played(160);
  CHECK(put(5, now));  // 4 is lost
  const auto lost = buffer.next(now);
  CHECK(lost.next == JitterBuffer::Next::lost);
  REQUIRE(lost.after);
  buffer.played(160);
  CHECK(buffer.next(now).next == JitterBuffer::Next::packet);
  buffer.played(160);
  CHECK_FALSE(put(4, now));  // too late now
  CHECK(buffer.late_packets() == 1);
  // The sender was silent for 60 ms (DTX): same sequence, later timestamp.
  sequence = static_cast<std::uint16_t>(sequence + 6);
  timestamp += 9 * 160;
  CHECK(put(0, now));
  for (int i = 0; i < 3; ++i) {
    CHECK(buffer.next(now).next == JitterBuffer::Next::silence);
    buffer.played(160);
  }
  CHECK(buffer.next(now).next == JitterBuffer::Next::packet);
}

TEST_CASE("Every key is found at every usual length, level, twist and detuning, once") {
  for (const char digit : std::string("0123456789*#ABCD")) {
    CAPTURE(digit);
    std::string sounds;
    std::vector<std::int16_t> all(77);  // frames do not begin with the tones
    const auto play = [&](KeySound key) {
      key.digit = digit;
      const auto sound = key_sound(key);
      all.insert(all.end(), sound.begin(), sound.end());
      sounds += digit;
    };
    for (const int ms : {45, 50, 60, 100, 400})
      play({'0', ms, 50});
    for (const double level : {-4.0, -20.0, -32.0})
      play({'0', 60, 60, level, level});
    play({'0', 60, 60, -10, -18});  // the line swallows the high tone
    play({'0', 60, 60, -10, -20});
    play({'0', 60, 60, -16, -11});
    play({'0', 60, 60, -12, -12, 1.015});
    play({'0', 60, 60, -12, -12, 0.985});
    all.resize(all.size() + 800);
    CHECK(detected(all) == sounds);
  }
}

TEST_CASE("Short bursts, single tones, wrong pairs, wrong twist and noise are no keys") {
  CHECK(detected(key_sound({'5', 20, 100})).empty());
  CHECK(detected(key_sound({'5', 100, 100, -10, -26})).empty());
  CHECK(detected(key_sound({'5', 100, 100, -20, -8})).empty());
  CHECK(detected(key_sound({'5', 100, 100, -12, -12, 1.05})).empty());
  CHECK(detected(sine(941, 8000, 500)).empty());
  auto two_low = sine(697, 8000, 300);
  add(two_low, sine(770, 8000, 300));
  CHECK(detected(two_low).empty());
  std::mt19937 random(42);
  std::normal_distribution<double> level(0, 6000);
  std::vector<std::int16_t> noise(8000 * 60);
  for (std::int16_t& sample : noise)
    sample = static_cast<std::int16_t>(std::clamp(level(random), -32000.0, 32000.0));
  CHECK(detected(noise).empty());
}

TEST_CASE("A key is found through noise 15 dB below it, and one break of 10 ms does not make it two") {
  std::mt19937 random(7);
  std::normal_distribution<double> level(0, amplitude_of(-27));
  auto sound = key_sound({'7', 80, 60});
  for (std::int16_t& sample : sound)
    sample = static_cast<std::int16_t>(sample + level(random));
  sound.resize(sound.size() + 800);
  CHECK(detected(sound) == "7");
  auto broken = key_sound({'9', 120, 100});
  std::fill_n(broken.begin() + 480, 80, std::int16_t{0});
  CHECK(detected(broken) == "9");
}

TEST_CASE("A key whose end is lost is reported after a while; the end said thrice counts once") {
  EventReceiver receiver;
  std::array<std::uint8_t, 4> payload{};
  const auto packet = [&](std::uint32_t timestamp, int code, bool has_ended, std::uint16_t duration) {
    write_telephone_event({code, has_ended, 10, duration}, payload.data());
    return RtpPacket{false, 101, 0, timestamp, 1, payload};
  };
  CHECK_FALSE(receiver.receive(packet(100, 5, false, 160), 8000, 0));
  CHECK_FALSE(receiver.receive(packet(100, 5, false, 320), 8000, 20'000));
  auto key = receiver.receive(packet(100, 5, true, 800), 8000, 40'000);
  REQUIRE(key);
  CHECK(key->digit == '5');
  CHECK(key->duration_ms == 100);
  CHECK_FALSE(receiver.receive(packet(100, 5, true, 800), 8000, 60'000));
  CHECK_FALSE(receiver.receive(packet(100, 5, true, 800), 8000, 80'000));
  // Only ends of the next arrive; then one without an end; then one of long ago.
  CHECK(receiver.receive(packet(2000, 11, true, 640), 8000, 200'000)->digit == '#');
  CHECK_FALSE(receiver.receive(packet(4000, 10, false, 320), 8000, 300'000));
  CHECK_FALSE(receiver.expire(400'000));
  CHECK(receiver.expire(700'000)->digit == '*');
  CHECK_FALSE(receiver.expire(900'000));
  CHECK_FALSE(receiver.receive(packet(2000, 11, true, 640), 8000, 1'000'000));
  CHECK_FALSE(receiver.receive(packet(9000, 16, true, 640), 8000, 1'100'000));  // flash is no digit
}

TEST_CASE("The estimate of quality follows G.107") {
  const sdp::Format g711{sdp::Codec::pcma, 8};
  CHECK(mean_opinion(g711, 0, 0) == doctest::Approx(4.41).epsilon(0.01));
  CHECK(mean_opinion(g711, 0.02F, 50) == doctest::Approx(4.2).epsilon(0.03));
  CHECK(mean_opinion(g711, 0.2F, 50) < 2.9);
  CHECK(mean_opinion(g711, 0, 400) < 3.9);
  CHECK(mean_opinion(g711, 1, 1000) == doctest::Approx(1).epsilon(0.05));
}

TEST_CASE("Speech is told from steady noise") {
  VoiceActivity activity;
  std::mt19937 random(1);
  std::normal_distribution<double> level(0, 200);
  const auto noise = [&] {
    std::vector<std::int16_t> out(160);
    for (std::int16_t& sample : out)
      sample = static_cast<std::int16_t>(level(random));
    return out;
  };
  int changes = 0;
  for (int i = 0; i < 3000; ++i)
    changes += activity.heard(noise()) ? 1 : 0;
  CHECK_FALSE(activity.is_talking());
  CHECK(changes <= 2);
  for (int i = 0; i < 5; ++i)
    activity.heard(sine(300, 8000, 20));
  CHECK(activity.is_talking());
  for (int i = 0; i < 60; ++i)
    activity.heard(noise());
  CHECK_FALSE(activity.is_talking());
}

}  // namespace rapport::media::test
