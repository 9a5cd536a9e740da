// Random events, right and wrong ones, on small switchboards: after every one all invariants hold by brute
// force, and a switchboard rebuilt from an image goes on exactly like the one that was never interrupted.
#include <doctest/doctest.h>

#include <random>

#include "switchboard/support/random_events.h"

namespace rapport::switchboard {
namespace {

TEST_CASE("all invariants hold after every random event") {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    RandomEvents events(seed);
    Switchboard board;
    Effects effects;
    for (int i = 0; i < 1'500; ++i) {
      const RandomEvents::Timed next = events.next();
      board.apply(next.event, next.now, effects);
      events.observe(effects);
      const std::string broken = board.broken_invariant(next.now);
      INFO("seed=", seed, " event=", i, " kind=", next.event.index());
      REQUIRE(broken == "");
    }
  }
}

TEST_CASE("a switchboard taken up from its image goes on bit for bit") {
  for (std::uint64_t seed = 100; seed <= 115; ++seed) {
    RandomEvents events(seed);
    std::mt19937_64 random(seed);
    Switchboard board, restored;
    Effects effects, again;
    for (int i = 0; i < 1'500; ++i) {
      if (random() % 50 == 0) {
        const Image image = board.image();
        restored = Switchboard(image);
        REQUIRE(restored.image() == image);
      }
      const RandomEvents::Timed next = events.next();
      board.apply(next.event, next.now, effects);
      restored.apply(next.event, next.now, again);
      events.observe(effects);
      INFO("seed=", seed, " event=", i, " kind=", next.event.index());
      REQUIRE(are_equal(effects, again));
    }
    REQUIRE(board.image() == restored.image());
  }
}

}  // namespace
}  // namespace rapport::switchboard
