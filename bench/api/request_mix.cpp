#include "api/request_mix.h"

#include <algorithm>

namespace rapport::bench {

void run_mix(Net& net, std::vector<RequestKind>& kinds, double per_second, std::chrono::seconds duration) {
  const auto period =
      std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(1 / per_second));
  const auto ends = Clock::now() + duration;
  std::size_t waiting = 0;
  auto due = Clock::now();
  for (std::size_t n = 0; due < ends; ++n, due += period) {
    for (auto now = Clock::now(); now < due; now = Clock::now())
      net.run_once(std::chrono::duration_cast<std::chrono::microseconds>(due - now));
    RequestKind& kind = kinds[n % kinds.size()];
    ++waiting;
    kind.send(n / kinds.size(), [&kind, &waiting, due](HttpReply reply) {
      --waiting;
      kind.latencies.add(std::chrono::duration<double, std::milli>(Clock::now() - due).count());
      if (!reply.is_good()) ++kind.failed;
    });
  }
  net.run_until([&] { return waiting == 0; }, std::chrono::seconds(60));
}

}  // namespace rapport::bench
