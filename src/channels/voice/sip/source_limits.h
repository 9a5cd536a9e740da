// Per source address: how fast it may speak, and for how long it must be silent after too many failures.
// Pure: told the time. Addresses come from the wire and can be forged over UDP, so the table is bounded and
// known trunks are never in it.
#pragma once

#include <cstddef>
#include <deque>
#include <list>
#include <unordered_map>

#include "base/instant.h"
#include "channels/voice/sip/networks.h"
#include "channels/voice/sip/options.h"

namespace rapport::sip {

class SourceLimits {
 public:
  explicit SourceLimits(const Limits& limits) : limits_(limits) {}

  // A message came. False: drop it.
  bool admit(const AddressBytes& source, Instant now);
  // Something went wrong: wrong password, challenge not answered, broken message. `weight` of a grave one is
  // more. True: now banned.
  bool failed(const AddressBytes& source, Instant now, int weight = 1);
  // It proved who it is: its failures are forgotten.
  void proved(const AddressBytes& source);
  bool is_banned(const AddressBytes& source, Instant now) const;
  std::size_t size() const { return sources_.size(); }

 private:
  struct Hash {
    std::size_t operator()(const AddressBytes& address) const noexcept;
  };
  struct Source {
    std::int64_t tokens_us = 0;  // each message costs a second divided by the rate
    Instant counted_at;
    int failures = 0;
    Instant failures_since;
    Instant banned_until{};
    int bans = 0;  // each one is twice as long as the one before, up to 64 times
    std::list<AddressBytes>::iterator place;
  };
  Source& at(const AddressBytes& source, Instant now);

  Limits limits_;
  std::unordered_map<AddressBytes, Source, Hash> sources_;
  std::list<AddressBytes> by_use_;  // the one idle longest first
};

}  // namespace rapport::sip
