// The exact formulas of one queue with Poisson arrivals and exponential service, to hold simulations against.
#pragma once

namespace rapport::twin {

struct QueueLoad {
  double per_hour = 0;
  double handle_s = 0;
  int agents = 1;
};

// M/M/n (Erlang 1917). REQUIRES: less offered traffic than agents.
struct ErlangC {
  double had_to_wait = 0;
  double service_level = 0;  // answered within `within_s`
  double asa_s = 0;
  double occupancy = 0;
};
ErlangC erlang_c(const QueueLoad& load, double within_s);

// M/M/n+M: exponential patience (Palm 1946; Garnett, Mandelbaum and Reiman 2002), by its birth-death chain.
struct ErlangA {
  double had_to_wait = 0;
  double abandonment = 0;
  double mean_wait_s = 0;  // of all, also those who left
  double occupancy = 0;
};
ErlangA erlang_a(const QueueLoad& load, double patience_s);

}  // namespace rapport::twin
