// Compact JWS with HS256 (RFC 7515, RFC 7518 section 3.2) carrying a JWT claim set (RFC 7519): what a
// company's server signs to say who its visitor is. Only HS256, chosen by us and not by the token: "none",
// RS256 and the like are refused. Pure; the time is an argument.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/instant.h"
#include "base/result.h"

namespace rapport::crypto {

struct TokenRules {
  std::size_t bytes_max = 4'096;
  Duration leeway = seconds(60);           // between the two servers' clocks
  bool is_expiry_required = true;          // a token without "exp" is refused
  Duration lifetime_max = hours(24 * 30);  // "exp" further ahead than this is refused; 0: any
};

// `claims` is a JSON object as text. The key has at least 32 bytes (checked).
std::string sign_hs256(std::string_view claims, std::string_view key);

// The claims as JSON text (an object), signature and times checked. Errors are unauthenticated with the
// reason token_malformed, token_too_large, token_algorithm, token_signature, token_expired,
// token_not_yet_valid or token_expiry_missing / token_expiry_too_far.
Result<std::string> verify_hs256(std::string_view token, std::string_view key, Instant now,
                                 const TokenRules& rules = {});

}  // namespace rapport::crypto
