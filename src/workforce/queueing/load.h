// What queueing formulas are asked with, and what they say.
#pragma once

namespace rapport::workforce {

// Stationary work: arrivals by Poisson, service times exponential.
struct Load {
  double arrivals_per_s = 0;  // > 0
  double handle_s = 0;        // mean, > 0

  double erlangs() const { return arrivals_per_s * handle_s; }
};

// Of all who arrive, when not said otherwise. Fractions between 0 and 1.
struct QueueFigures {
  int agents = 0;
  double service_level = 0;  // answered within the time that was asked for
  double asa_s = 0;          // mean wait; infinite when the line only grows
  double p_wait = 0;         // found everybody busy
  double p_abandon = 0;
  double occupancy = 0;
  double blocking = 0;  // turned away: no line, no place
};

}  // namespace rapport::workforce
