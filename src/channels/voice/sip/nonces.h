// Nonces for digest challenges. A nonce carries its own time and seal, so handing one out costs no memory;
// only those that were used are remembered, with their count, until they expire. Pure: told the time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/instant.h"

namespace rapport::sip {

class Nonces {
 public:
  // `key`: 32 random bytes of this run. At `capacity` the nonce used first is forgotten; it then counts as
  // stale.
  Nonces(std::string key, Duration life, std::size_t capacity);

  std::string issue(Instant now);

  enum class Use {
    good,
    stale,    // ours, but too old, or its count was there before: ask again with stale=true
    foreign,  // not ours
  };
  // Call only once the response was proven right: it counts the use.
  Use use(std::string_view nonce, std::uint32_t count, Instant now);
  // The same without counting.
  Use look_at(std::string_view nonce, std::uint32_t count, Instant now) const;

 private:
  std::string seal(std::string_view body) const;
  void forget_expired(Instant now);

  struct Used {
    std::uint32_t count = 0;
    Instant issued;
  };
  std::string key_;
  Duration life_;
  std::size_t capacity_;
  std::unordered_map<std::string, Used> used_;
  std::deque<std::string> order_;  // by first use
  Instant forgotten_before_{};     // nonces issued up to here were dropped for want of room
};

}  // namespace rapport::sip
