// Webhooks of flows: one POST with JSON to a server of the company. Blocks; on worker threads.
// Guarded: only http and https, no redirects, and no address inside (loopback, private, link-local, of
// clouds' metadata) unless the configuration allows it; the address that was judged is the one connected to.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/instant.h"
#include "base/result.h"

namespace rapport::flows {

inline constexpr std::size_t webhook_answer_bytes_max = 64 * 1'024;

struct WebhookOptions {
  bool allows_private_addresses = false;
};
struct WebhookCall {
  std::string url;
  std::string body;  // JSON
  Duration timeout = seconds(5);
  std::int32_t retries = 1;  // after a failure to connect, a time-out, 429 or a 5xx
};

// The body of a 2xx answer. unavailable with the last reason otherwise; forbidden for a guarded address.
Result<std::string> call_webhook(const WebhookCall& call, const WebhookOptions& options);

}  // namespace rapport::flows
