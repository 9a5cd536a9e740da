// HeldCalls: calls of one way that are held, more or fewer of them, and what they cost; and the search for
// the most that hold. They hold while less than 1 % of their packets is lost and the 99th percentile of the
// way through the server stays under 5 ms.
#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>

#include "support/server_process.h"
#include "voice/exchange.h"
#include "voice/outside.h"

namespace rapport::bench {

struct HeldAround {
  Net& net;
  ServerProcess& server;
  Outside& outside;
  std::filesystem::path data;  // of the server
};

struct HeldSearch {
  bool is_quick = false;  // only to see that it works: whatever is heard will do
  std::size_t first = 25, most = 400;
  std::chrono::milliseconds listen{5'000};
  std::chrono::milliseconds settle{1'500};  // after calls came or went: agents are wrapped up after 1 s
};

class HeldCalls {
 public:
  HeldCalls(const HeldAround& around, Way way, const HeldSearch& search)
      : around_(around), way_(way), search_(search) {}

  // Doubles, then bisects; prints each look and what came of it. How many hold.
  std::size_t find_most(const Figures& figures);
  void end_all();

 private:
  struct Look {
    std::size_t calls = 0;
    Sound::Heard heard;
    double cores = 0, disk_bytes_per_s = 0, resident_mb = 0;
  };
  bool holds(Look& look) const;
  void hold(std::size_t calls);
  Look look();
  // A machine that is held up for a moment is not the server's limit: up to three times.
  Look look_well(std::size_t calls, const Figures& figures);
  void report(Look& look, const std::string& name, const Figures& figures) const;

  HeldAround around_;
  Way way_;
  HeldSearch search_;
  std::size_t up_ = 0;
  double resident_mb_before_ = 0;
};

}  // namespace rapport::bench
