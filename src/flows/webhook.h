// Webhooks of flows: one POST with JSON to a server of the company, by libcurl. Blocks; on worker threads.
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

// "10.0.0.1", "::1", "::ffff:127.0.0.1": an address that only the inside may reach, or none at all.
bool is_inside(const std::string& address);
// The text of what a JSON pointer names: a string's words, a number's or boolean's writing. Fails when there
// is nothing, or an object or list.
Result<std::string> at_pointer(const std::string& json, const std::string& pointer);

}  // namespace rapport::flows
