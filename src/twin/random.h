// Random: xoshiro256** (Blackman and Vigna), started anew for every (seed, stream, source, number), so that
// what one contact or agent does never depends on how many draws somebody else made. Two scenarios that
// differ only in staff meet the same customers: common random numbers.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace rapport::twin {

// What is drawn. Numbers are part of "the same seed gives the same bytes": append, never renumber.
enum class Stream : std::uint64_t {
  arrivals = 1,
  kind = 2,
  talk = 3,
  wrap_up = 4,
  patience = 5,
  answer = 6,
  returning = 7,
  customer_messages = 8,
  agent_messages = 9,
  callback = 10,
  changes = 11,
  flow_answer = 12,
  flow_time = 13,
};

class Random {
 public:
  Random(std::uint64_t seed, Stream stream, std::uint64_t source, std::uint64_t number);
  std::uint64_t next();
  double unit();  // strictly between 0 and 1

 private:
  std::array<std::uint64_t, 4> state_;
};

// A source's number from its name (FNV-1a), so that adding a queue leaves the others' customers alone.
std::uint64_t source_of(std::string_view name);

}  // namespace rapport::twin
