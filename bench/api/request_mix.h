// RequestMix: the requests that screens make most, at a fixed rate whatever the answers take, and how long
// each kind takes.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "support/figures.h"
#include "support/http.h"

namespace rapport::bench {

struct RequestKind {
  std::string name;
  // Sends the n-th one.
  std::function<void(std::size_t n, OnReply on_reply)> send;
  Latencies latencies = {};
  std::size_t failed = 0;
};

// All kinds in turn; ms from the time a request was due, so that a stall counts for all it held up.
void run_mix(Net& net, std::vector<RequestKind>& kinds, double per_second, std::chrono::seconds duration);

}  // namespace rapport::bench
