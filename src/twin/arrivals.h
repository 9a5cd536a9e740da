// When customers arrive at one queue: a Poisson process whose rate is constant on each piece, given times, or
// both beside each other.
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
  std::vector<Duration> times;    // exactly these too, sorted
};

struct Arrival {
  Duration at;                        // since the start
  std::optional<std::size_t> listed;  // which of `times`; absent: drawn
};

// The arrivals of one run, in order of time. Borrows `arrivals`.
class ArrivalStream {
 public:
  ArrivalStream(const Arrivals& arrivals, Duration until, Random random);
  std::optional<Arrival> next();  // nothing from `until` on; at the same time the listed first

 private:
  std::optional<Duration> next_random();
  const Arrivals* arrivals_;
  Duration until_;
  Random random_;
  std::size_t piece_ = 0;
  std::size_t listed_ = 0;  // the next of `times`
  bool is_drawn_ = false;   // `drawn_` is the next of the others
  std::optional<Duration> drawn_;
  double at_s_ = 0;
};

double expected_arrivals(const Arrivals& arrivals, Duration until);

}  // namespace rapport::twin
