#include "channels/voice/media/tap.h"

#include <doctest/doctest.h>

#include "channels/voice/media/support/stage.h"

namespace rapport::media::test {

using sdp::Codec;

namespace {

struct Tape {
  mutable std::mutex mutex;
  std::vector<std::int16_t> left, right;
  std::uint64_t frames = 0, paused = 0;
  bool is_in_order = true, has_ended = false;

  TapSink sink() {
    return [this](const TapFrame& frame) {
      const std::lock_guard lock(mutex);
      is_in_order = is_in_order && frame.index == frames && !has_ended;
      ++frames;
      paused += frame.is_paused ? 1 : 0;
      has_ended = frame.is_last;
      left.insert(left.end(), frame.left.begin(), frame.left.end());
      right.insert(right.end(), frame.right.begin(), frame.right.end());
    };
  }
  template <class Get>
  auto get(Get what) const {
    const std::lock_guard lock(mutex);
    return this->*what;
  }
  void forget() {
    const std::lock_guard lock(mutex);
    left.clear();
    right.clear();
  }
};

}  // namespace

TEST_CASE("A tap keeps both sides apart, while the legs are still passed on unopened") {
  Tape tape;  // outlives the plane
  Stage stage;
  Peer a({Codec::pcmu, 440}), b({Codec::pcmu, 1000});
  stage.connect(leg(1), a, Codec::pcmu);
  stage.connect(leg(2), b, Codec::pcmu);
  stage.plane().hears(leg(1), {leg(2)});
  stage.plane().hears(leg(2), {leg(1)});
  REQUIRE(stage.plane().record(TapId{1}, {{leg(1)}, {leg(2)}, 16000}, tape.sink()));
  CHECK_FALSE(stage.plane().record(TapId{1}, {{leg(1)}, {leg(2)}, 16000}, tape.sink()));
  // A test phone kept waiting by a busy machine leaves a hole on the tape as well: 300 ms without one must
  // come.
  CHECK(until([&] {
    return share_at_end(tape.get(&Tape::left), 16000, 440) > 0.9 &&
           share_at_end(tape.get(&Tape::right), 16000, 1000) > 0.9;
  }));
  CHECK(hears_tone(b, 440));
  CHECK(a.sequence_gaps() == 0);

  REQUIRE(stage.plane().pause_record(TapId{1}, true));
  CHECK(until([&] { return tape.get(&Tape::paused) > 25; }));
  CHECK(share_at_end(tape.get(&Tape::left), 16000, 440) == -1);
  CHECK(hears_tone(b, 440));
  REQUIRE(stage.plane().pause_record(TapId{1}, false));
  CHECK(until([&] { return share_at_end(tape.get(&Tape::left), 16000, 440) > 0.9; }));

  // The agent hands over to a third leg: the right side changes, the tape goes on.
  Peer c({Codec::pcma, 1500});
  stage.connect(leg(3), c, Codec::pcma);
  REQUIRE(stage.plane().change_record(TapId{1}, {leg(1)}, {leg(3)}));
  CHECK(until([&] { return share_at_end(tape.get(&Tape::right), 16000, 1500) > 0.9; }));

  REQUIRE(stage.plane().stop_record(TapId{1}));
  CHECK(until([&] { return tape.get(&Tape::has_ended); }));
  CHECK(tape.get(&Tape::is_in_order));
  CHECK(tape.get(&Tape::left).size() == tape.get(&Tape::right).size());
}

TEST_CASE("A tap ends with its last leg, and at the latest with the plane") {
  Tape one, two;  // outlive the plane
  Stage stage;
  Peer a({Codec::pcmu, 440}), b({Codec::pcmu, 1000});
  stage.connect(leg(1), a, Codec::pcmu);
  stage.connect(leg(2), b, Codec::pcmu);
  REQUIRE(stage.plane().record(TapId{1}, {{leg(1)}, {}, 8000}, one.sink()));
  REQUIRE(stage.plane().record(TapId{2}, {{leg(1)}, {leg(2)}, 8000}, two.sink()));
  CHECK(until([&] { return one.get(&Tape::frames) > 5; }));
  stage.plane().close(leg(1));
  CHECK(until([&] { return one.get(&Tape::has_ended); }));
  CHECK_FALSE(two.get(&Tape::has_ended));
  stage.stop();
  CHECK(two.get(&Tape::has_ended));
}

TEST_CASE("What both said at the same time stands at the same place") {
  Tape tape;  // outlives the plane
  Stage stage;
  Peer a({Codec::pcmu, 440}), b({Codec::pcma, 440});
  stage.connect(leg(1), a, Codec::pcmu);
  stage.connect(leg(2), b, Codec::pcma);
  REQUIRE(stage.plane().record(TapId{1}, {{leg(1)}, {leg(2)}, 8000}, tape.sink()));
  CHECK(until([&] {
    return share_at_end(tape.get(&Tape::left), 8000, 440) > 0.9 &&
           share_at_end(tape.get(&Tape::right), 8000, 440) > 0.9;
  }));
  tape.forget();
  a.set_tone(0);
  b.set_tone(0);
  CHECK(until([&] {
    return share_at_end(tape.get(&Tape::left), 8000, 440, 100) == -1 &&
           share_at_end(tape.get(&Tape::right), 8000, 440, 100) == -1;
  }));
  const auto end_of = [](const std::vector<std::int16_t>& side) {
    std::size_t last = 0;
    for (std::size_t i = 0; i < side.size(); ++i)
      if (side[i] > 2000 || side[i] < -2000) last = i;
    return static_cast<double>(last) / 8;
  };
  // Two phones with clocks of their own: within four frames.
  CHECK(std::abs(end_of(tape.get(&Tape::left)) - end_of(tape.get(&Tape::right))) <= 80);
}

}  // namespace rapport::media::test
