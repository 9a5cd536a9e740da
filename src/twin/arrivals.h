// When customers arrive at one queue: a Poisson process whose rate is constant on each piece, or given times.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/instant.h"
#include "twin/random.h"

namespace rapport::twin {

struct RatePiece {
  Duration from;  // since the start of the scenario; the piece lasts until the next one
  double per_second = 0;
};

struct Arrivals {
  std::vector<RatePiece> pieces;  // by time; nobody arrives before the first one
  std::vector<Duration> times;    // instead of pieces: exactly these, sorted
};

// The arrivals of one run, in order of time. Borrows `arrivals`.
class ArrivalStream {
 public:
  ArrivalStream(const Arrivals& arrivals, Duration until, Random random);
  std::optional<Duration> next();  // since the start; nothing from `until` on

 private:
  std::optional<Duration> next_random();
  const Arrivals* arrivals_;
  Duration until_;
  Random random_;
  std::size_t piece_ = 0;  // or the next of `times`
  double at_s_ = 0;
};

double expected_arrivals(const Arrivals& arrivals, Duration until);

}  // namespace rapport::twin
