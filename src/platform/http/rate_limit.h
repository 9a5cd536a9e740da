// RateLimiter: token buckets per rule and address, in a bounded table. Owned by the net thread. Time comes
// from the caller.
#pragma once

#include <cstddef>
#include <list>
#include <string>
#include <unordered_map>

#include "base/instant.h"

namespace rapport::http {

struct RateRule {
  std::string prefix;  // of paths; the longest that fits a path counts
  double per_second = 0;
  double burst = 0;
};

class RateLimiter {
 public:
  // At `buckets_max` the one that was used longest ago is forgotten: its address starts with a full burst
  // again.
  explicit RateLimiter(std::size_t buckets_max = 65'536) : buckets_max_(buckets_max) {}

  // 0: go ahead. Otherwise the seconds until the next request would be let through, at least 1.
  int seconds_to_wait(const RateRule& rule, const std::string& address, Instant now);

 private:
  struct Bucket {
    std::string key;
    double tokens;
    Instant filled_at;
  };
  std::size_t buckets_max_;
  std::list<Bucket> buckets_;  // most recently used first
  std::unordered_map<std::string, std::list<Bucket>::iterator> by_key_;
};

}  // namespace rapport::http
