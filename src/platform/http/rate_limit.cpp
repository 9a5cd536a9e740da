#include "platform/http/rate_limit.h"

#include <algorithm>
#include <cmath>

#include "platform/http/address.h"

namespace rapport::http {

int RateLimiter::seconds_to_wait(const RateRule& rule, const std::string& address, Instant now) {
  std::string key = rule.prefix + '\n' + rate_limit_key(address);
  const auto found = by_key_.find(key);
  if (found != by_key_.end()) {
    buckets_.splice(buckets_.begin(), buckets_, found->second);
  } else {
    if (buckets_.size() >= buckets_max_) {
      by_key_.erase(buckets_.back().key);
      buckets_.pop_back();
    }
    buckets_.push_front({key, rule.burst, now});
    by_key_.emplace(std::move(key), buckets_.begin());
  }
  Bucket& bucket = buckets_.front();
  const double elapsed_s = std::max(0.0, static_cast<double>((now - bucket.filled_at).us) / 1e6);
  bucket.tokens = std::min(rule.burst, bucket.tokens + elapsed_s * rule.per_second);
  bucket.filled_at = now;
  if (bucket.tokens >= 1) {
    bucket.tokens -= 1;
    return 0;
  }
  if (rule.per_second <= 0) return 3600;
  return static_cast<int>(std::clamp(std::ceil((1 - bucket.tokens) / rule.per_second), 1.0, 3600.0));
}

}  // namespace rapport::http
