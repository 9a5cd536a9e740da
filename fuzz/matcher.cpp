// Bytes decide what happens to a switchboard; after every event its offers are held against the naive matcher
// that tries everything, and all the simulator's invariants are asked.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "sim/simulation.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t count) {
  constexpr std::int64_t events_max = 400;
  rapport::sim::Simulation simulation{rapport::sim::Chance(bytes, count)};
  if (const auto failure = simulation.run(events_max, rapport::sim::Ending::just_stops)) {
    std::fprintf(stderr, "event=%lld\n  %s\n", static_cast<long long>(failure->event), failure->what.c_str());
    std::abort();
  }
  return 0;
}
