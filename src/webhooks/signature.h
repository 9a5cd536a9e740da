// Signatures as the Standard Webhooks specification 1.0 has them. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rapport::webhooks {

inline constexpr std::size_t secret_bytes = 32;

// A secret as its receiver is shown it: "whsec_" and base64.
std::string shown_secret(std::string_view bytes);

// "v1,BASE64 v1,BASE64": one for each secret that is good now. Secrets are bytes.
std::string signatures(const std::vector<std::string>& secrets, std::string_view id, std::int64_t timestamp_s,
                       std::string_view body);

}  // namespace rapport::webhooks
