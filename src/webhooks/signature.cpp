#include "webhooks/signature.h"

#include <fmt/format.h>

#include "platform/crypto/digest.h"
#include "platform/crypto/encoding.h"

namespace rapport::webhooks {

std::string shown_secret(std::string_view bytes) {
  return "whsec_" + crypto::base64(bytes);
}

std::string signatures(const std::vector<std::string>& secrets, std::string_view id, std::int64_t timestamp_s,
                       std::string_view body) {
  const std::string signed_text = fmt::format("{}.{}.{}", id, timestamp_s, body);
  std::string all;
  for (const std::string& secret : secrets) {
    if (!all.empty()) all += ' ';
    all += "v1," + crypto::base64(crypto::hmac_sha256(secret, signed_text));
  }
  return all;
}

}  // namespace rapport::webhooks
