// Legs on different media threads hear each other like those of one.
#include <doctest/doctest.h>

#include <mutex>

#include "channels/voice/media/support/stage.h"

namespace rapport::media::test {

using sdp::Codec;

namespace {

constexpr LegId near_a = leg(1), far_b = leg(2), near_c = leg(3), far_d = leg(4);

PlaneOptions two_threads() {
  PlaneOptions options;
  options.threads = 2;
  return options;
}

// The plane gives each new leg to the thread that has the fewest: they alternate.
struct Apart {
  Stage stage{two_threads()};
  Peer a{{Codec::pcmu, 440}}, b{{Codec::pcmu, 1000}}, c{{Codec::g722, 1800}}, d{{Codec::opus, 2500}};
  Apart() {
    stage.connect(near_a, a, Codec::pcmu);
    stage.connect(far_b, b, Codec::pcmu);
    stage.connect(near_c, c, Codec::g722);
    stage.connect(far_d, d, Codec::opus);
  }
};

}  // namespace

TEST_CASE("two legs of different threads hear each other, and no more when told so") {
  Apart apart;
  Plane& plane = apart.stage.plane();
  plane.hears(near_a, {far_b});
  plane.hears(far_b, {near_a});
  CHECK(hears_tone(apart.a, 1000));
  CHECK(hears_tone(apart.b, 440));
  plane.hears(near_a, {});
  CHECK(until([&] { return share_now(apart.a, 1000) <= 0; }));
  CHECK(hears_tone(apart.b, 440));
  // And again, after the ring was given up.
  plane.hears(near_a, {far_b});
  CHECK(hears_tone(apart.a, 1000));
}

TEST_CASE("a conference across threads and codecs: everybody hears everybody") {
  Apart apart;
  Plane& plane = apart.stage.plane();
  plane.hears(near_a, {far_b, near_c, far_d});
  plane.hears(far_b, {near_a, near_c, far_d});
  plane.hears(near_c, {near_a, far_b, far_d});
  plane.hears(far_d, {near_a, far_b, near_c});
  CHECK(hears_tones(apart.a, {1000, 1800, 2500}, 0.1));
  CHECK(hears_tones(apart.b, {440, 1800, 2500}, 0.1));
  CHECK(hears_tones(apart.c, {440, 1000, 2500}, 0.1));
  CHECK(hears_tones(apart.d, {440, 1000, 1800}, 0.1));
  plane.mute(far_b, true);
  CHECK(hears_tones(apart.a, {1800, 2500}, 0.2));
  CHECK(until([&] { return share_now(apart.a, 1000) < 0.02; }));
}

TEST_CASE("a key pressed on a leg of another thread arrives once") {
  Apart apart;
  Plane& plane = apart.stage.plane();
  plane.hears(near_a, {far_b});
  plane.hears(far_b, {near_a});
  CHECK(hears_tone(apart.a, 1000));
  apart.b.press("5#1");
  CHECK(until([&] { return apart.a.digits() == "5#1"; }));
  CHECK(apart.stage.digits(far_b) == "5#1");
}

TEST_CASE("a leg that closes is silent for those of other threads, and the threads go on") {
  Apart apart;
  Plane& plane = apart.stage.plane();
  plane.hears(near_a, {far_b, far_d});
  CHECK(hears_tones(apart.a, {1000, 2500}, 0.2));
  plane.close(far_b);
  CHECK(apart.stage.wait<Closed>(far_b));
  CHECK(until([&] { return share_now(apart.a, 1000) < 0.02; }));
  CHECK(hears_tone(apart.a, 2500));
}

TEST_CASE("a recording takes a side that is on another thread") {
  Apart apart;
  std::mutex mutex;
  std::vector<std::int16_t> left, right;
  REQUIRE(apart.stage.plane().record(TapId{1}, {{near_a}, {far_b}, 8000}, [&](const TapFrame& frame) {
    const std::lock_guard lock(mutex);
    left.insert(left.end(), frame.left.begin(), frame.left.end());
    right.insert(right.end(), frame.right.begin(), frame.right.end());
  }));
  const auto is_there = [&] {
    const std::lock_guard lock(mutex);
    return share_at_end(left, 8000, 440) > 0.9 && share_at_end(right, 8000, 1000) > 0.9;
  };
  CHECK(until(is_there));
  apart.stage.stop();
}

}  // namespace rapport::media::test
