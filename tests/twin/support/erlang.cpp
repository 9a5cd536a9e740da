#include "twin/support/erlang.h"

#include <cmath>
#include <vector>

namespace rapport::twin {
namespace {

double traffic_of(const QueueLoad& load) {
  return load.per_hour * load.handle_s / 3600;
}

// Share of time in which all of n agents are busy when nobody waits.
double erlang_b(double traffic, int agents) {
  double b = 1;
  for (int n = 1; n <= agents; ++n)
    b = traffic * b / (n + traffic * b);
  return b;
}

}  // namespace

ErlangC erlang_c(const QueueLoad& load, double within_s) {
  const double traffic = traffic_of(load);
  const double b = erlang_b(traffic, load.agents);
  const double spare = load.agents - traffic;
  ErlangC out;
  out.occupancy = traffic / load.agents;
  out.had_to_wait = b / (1 - out.occupancy * (1 - b));
  out.service_level = 1 - out.had_to_wait * std::exp(-spare * within_s / load.handle_s);
  out.asa_s = out.had_to_wait * load.handle_s / spare;
  return out;
}

ErlangA erlang_a(const QueueLoad& load, double patience_s) {
  const double arrival = load.per_hour / 3600;
  std::vector<double> weight = {1};
  double sum = 1;
  for (int k = 1; k < 100'000 && (k <= load.agents || weight.back() > sum * 1e-18); ++k) {
    const int waiting = k > load.agents ? k - load.agents : 0;
    const double departure = (k - waiting) / load.handle_s + waiting / patience_s;
    weight.push_back(weight.back() * arrival / departure);
    sum += weight.back();
  }
  double waits = 0, queue_length = 0, busy = 0;
  for (std::size_t k = 0; k < weight.size(); ++k) {
    const double share = weight[k] / sum;
    const double n = load.agents;
    const double state = static_cast<double>(k);
    if (state >= n) {
      waits += share;
      queue_length += share * (state - n);
    }
    busy += share * (state < n ? state : n);
  }
  ErlangA out;
  out.had_to_wait = waits;
  out.mean_wait_s = queue_length / arrival;
  out.abandonment = out.mean_wait_s / patience_s;
  out.occupancy = busy / load.agents;
  return out;
}

}  // namespace rapport::twin
