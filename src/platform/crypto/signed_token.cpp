#include "platform/crypto/signed_token.h"

#include <boost/json.hpp>
#include <cmath>
#include <optional>

#include "base/check.h"
#include "platform/crypto/digest.h"
#include "platform/crypto/encoding.h"

namespace rapport::crypto {

namespace json = boost::json;

namespace {

constexpr std::size_t kKeyBytesMin = 32;  // RFC 7518 section 3.2

tl::unexpected<Error> refuse(std::string reason, std::string detail) {
  return fail(ErrorCode::unauthenticated, std::move(reason), std::move(detail));
}

std::optional<json::object> object_of(std::string_view base64) {
  const auto text = from_base64url(base64);
  if (!text) return std::nullopt;
  json::parse_options options;
  options.max_depth = 8;
  boost::system::error_code error;
  json::value value = json::parse(*text, error, {}, options);
  if (error || !value.is_object()) return std::nullopt;
  return std::move(value.as_object());
}

// A NumericDate of RFC 7519: seconds, perhaps with a fraction. Empty: not a number that can be a time.
std::optional<Instant> instant_of(const json::value& value) {
  if (!value.is_number()) return std::nullopt;
  const double since_epoch = value.to_number<double>();
  if (!(std::abs(since_epoch) < 1e11)) return std::nullopt;  // the year 5138
  return Instant{static_cast<std::int64_t>(since_epoch * 1e6)};
}

Result<void> check_times(const json::object& claims, Instant now, const TokenRules& rules) {
  if (const json::value* claim = claims.if_contains("exp")) {
    const auto expires = instant_of(*claim);
    if (!expires) return refuse("token_malformed", "the claim 'exp' is not a time");
    if (now >= *expires + rules.leeway) return refuse("token_expired", "the token has expired");
    if (rules.lifetime_max.us > 0 && *expires - now > rules.lifetime_max)
      return refuse("token_expiry_too_far", "the token is valid for longer than is allowed");
  } else if (rules.is_expiry_required) {
    return refuse("token_expiry_missing", "the token has no claim 'exp'");
  }
  if (const json::value* claim = claims.if_contains("nbf")) {
    const auto valid_from = instant_of(*claim);
    if (!valid_from) return refuse("token_malformed", "the claim 'nbf' is not a time");
    if (now + rules.leeway < *valid_from) return refuse("token_not_yet_valid", "the token is not valid yet");
  }
  return {};
}

}  // namespace

std::string sign_hs256(std::string_view claims, std::string_view key) {
  RAPPORT_CHECK(key.size() >= kKeyBytesMin);
  std::string token = base64url(R"({"alg":"HS256","typ":"JWT"})") + '.' + base64url(claims);
  token += '.' + base64url(hmac_sha256(key, token));
  return token;
}

Result<std::string> verify_hs256(std::string_view token, std::string_view key, Instant now,
                                 const TokenRules& rules) {
  RAPPORT_CHECK(key.size() >= kKeyBytesMin);
  if (token.size() > rules.bytes_max) return refuse("token_too_large", "the token is too long");
  const auto first_dot = token.find('.');
  const auto last_dot = token.rfind('.');
  if (first_dot == std::string_view::npos || first_dot == last_dot)
    return refuse("token_malformed", "the token does not have three parts");

  const auto header = object_of(token.substr(0, first_dot));
  if (!header) return refuse("token_malformed", "the token's header is not a JSON object");
  const json::value* algorithm = header->if_contains("alg");
  if (algorithm == nullptr || !algorithm->is_string() || algorithm->as_string() != "HS256")
    return refuse("token_algorithm", "the token must be signed with HS256");
  // RFC 7515 section 4.1.11: extensions that must be understood, and we know none.
  if (header->contains("crit"))
    return refuse("token_algorithm", "the token's header has critical extensions");

  const auto signature = from_base64url(token.substr(last_dot + 1));
  if (!signature || !is_equal(*signature, hmac_sha256(key, token.substr(0, last_dot))))
    return refuse("token_signature", "the token's signature is wrong");

  const std::string_view payload = token.substr(first_dot + 1, last_dot - first_dot - 1);
  const auto claims = object_of(payload);
  if (!claims) return refuse("token_malformed", "the token's claims are not a JSON object");
  if (auto checked = check_times(*claims, now, rules); !checked)
    return tl::unexpected<Error>(checked.error());
  return *from_base64url(payload);
}

}  // namespace rapport::crypto
