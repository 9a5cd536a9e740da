// Calls on a real plane over loopback, and their packets: made, taken and timed by the calling thread.
#pragma once

#include <cstdint>
#include <string>

namespace rapport::media::bench {

enum class Kind {
  passed,
  recorded,
  encrypted,
  encrypted_recorded,
  apart
};  // apart: the two legs of a call on two threads
std::string to_string(Kind kind);

struct Figures {
  std::uint64_t sent = 0, received = 0;
  double loss = 0;                // 0…1
  double p50_ms = 0, p99_ms = 0;  // from our send to the arrival at our socket, by the kernel's clock
  double cpu = 0;                 // cores that the plane took, all its threads
  double other_cpu = 0;           // cores that other programs took meanwhile
  double late_ms = 0;             // the most that we, who make the packets, were behind our own clock
};

// `calls` pairs of legs that hear each other, 50 packets a second each way.
Figures run(Kind kind, int calls, double seconds);

}  // namespace rapport::media::bench
