#include "flows/webhook.h"

#include <fmt/format.h>

#include <chrono>
#include <thread>

#include "platform/http/client/client.h"

namespace rapport::flows {

Result<std::string> call_webhook(const WebhookCall& call, const WebhookOptions& options) {
  http::ClientRequest request;
  request.url = call.url;
  request.headers = {{"Content-Type", "application/json"}};
  request.body = call.body;
  request.timeout = call.timeout;
  request.answer_bytes_max = webhook_answer_bytes_max;
  request.allows_private_addresses = options.allows_private_addresses;
  std::string failure;
  for (std::int32_t attempt = 0; attempt <= call.retries; ++attempt) {
    if (attempt > 0) std::this_thread::sleep_for(std::chrono::milliseconds(250 * attempt));
    auto answer = http::ask(request);
    if (answer && answer->status >= 200 && answer->status < 300) return std::move(answer->body);
    if (!answer && answer.error().code != ErrorCode::unavailable)
      return tl::unexpected<Error>(std::move(answer.error()));
    failure = answer ? fmt::format("the webhook answered {}", answer->status) : answer.error().detail;
    if (answer && answer->status != 429 && answer->status < 500) break;
  }
  return fail(ErrorCode::unavailable, "webhook_failed", failure);
}

}  // namespace rapport::flows
