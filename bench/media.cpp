// How many two-way G.711 calls one media thread carries: passed on, recorded (decoded, both sides taped),
// encrypted on both legs (SRTP, AEAD_AES_128_GCM), and encrypted and recorded. A call counts while less than
// 1 % of all packets is lost and the 99th percentile of the way through the plane stays under 5 ms. The other
// core makes and takes the packets. Last, what it costs when the two legs of each call lie on two threads.
#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>

#include "media/load.h"
#include "support/arguments.h"

using namespace rapport::media::bench;

namespace {

void print(const std::string& metric, double value, const char* unit) {
  fmt::print("{{\"bench\":\"media\",\"metric\":\"{}\",\"value\":{:.6g},\"unit\":\"{}\"}}\n", metric, value,
             unit);
  std::fflush(stdout);
}

// Voices that cross threads go through the jitter buffer, which holds them for some frames on purpose.
bool holds(Kind kind, const Figures& figures) {
  return figures.loss < 0.01 && figures.p99_ms < (kind == Kind::apart ? 120 : 5);
}

}  // namespace

int main(int count, char** arguments) {
  rapport::bench::Arguments given(count, arguments);
  const bool is_quick = given.has("--quick");
  given.check_all_known();
  const double seconds = is_quick ? 1 : 3;
  for (const Kind kind :
       {Kind::passed, Kind::recorded, Kind::encrypted, Kind::encrypted_recorded, Kind::apart}) {
    const std::string name = to_string(kind);
    if (is_quick) {
      const Figures figures = run(kind, 20, seconds);
      print(name + "_20_calls_loss", figures.loss, "1");
      print(name + "_20_calls_p99", figures.p99_ms, "ms");
      if (figures.received == 0) return 1;
      continue;
    }
    int held = 0;
    for (const int calls : {100, 200, 400, 600, 800, 1000, 1200}) {
      Figures figures = run(kind, calls, seconds);
      // Again while the cores are not ours (other programs, or a virtual machine that is held up), at most
      // four times.
      for (int again = 0; again < 4 && !holds(kind, figures); ++again) {
        if (again > 0 && figures.other_cpu < 0.05 && figures.late_ms < 10) break;
        figures = run(kind, calls, seconds);
      }
      if (!holds(kind, figures)) {
        print(fmt::format("{}_{}_calls_loss", name, calls), figures.loss, "1");
        print(fmt::format("{}_{}_calls_p99", name, calls), figures.p99_ms, "ms");
        print(fmt::format("{}_{}_calls_machine_load", name, calls), figures.other_cpu, "cores");
        print(fmt::format("{}_{}_calls_sender_late", name, calls), figures.late_ms, "ms");
        break;
      }
      held = calls;
      if (calls == 100 || calls == 400 || calls == 1000) {
        print(fmt::format("{}_{}_calls_loss", name, calls), figures.loss, "1");
        print(fmt::format("{}_{}_calls_p50", name, calls), figures.p50_ms, "ms");
        print(fmt::format("{}_{}_calls_p99", name, calls), figures.p99_ms, "ms");
        print(fmt::format("{}_{}_calls_cpu", name, calls), figures.cpu, "cores");
        print(fmt::format("{}_{}_calls_machine_load", name, calls), figures.other_cpu, "cores");
      }
    }
    print(name + "_calls_per_core", held, "calls");
  }
}
