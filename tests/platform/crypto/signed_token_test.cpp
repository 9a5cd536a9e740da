#include "platform/crypto/signed_token.h"

#include <doctest/doctest.h>

#include "platform/crypto/digest.h"
#include "platform/crypto/encoding.h"

namespace rapport::crypto {
namespace {

const std::string kKey(32, 'k');
const Instant kNow{1'800'000'000'000'000};

std::string token_of(std::string_view header, std::string_view claims, std::string_view key = kKey) {
  std::string token = base64url(header) + '.' + base64url(claims);
  return token + '.' + base64url(hmac_sha256(key, token));
}

std::string reason_of(std::string_view token, const TokenRules& rules = {}) {
  const auto claims = verify_hs256(token, kKey, kNow, rules);
  return claims ? "good" : claims.error().reason;
}

TEST_CASE("the token of RFC 7515 A.1 is verified") {
  const std::string key = *from_base64url(
      "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow");
  const std::string token =
      "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9"
      ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
      ".dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
  const auto claims = verify_hs256(token, key, Instant{1'300'819'379'000'000});
  REQUIRE(claims);
  CHECK(*claims == "{\"iss\":\"joe\",\r\n \"exp\":1300819380,\r\n \"http://example.com/is_root\":true}");
  const auto late = verify_hs256(token, key, Instant{1'300'819'380'000'000}, TokenRules{4'096, seconds(0)});
  CHECK(late.error().reason == "token_expired");
}

TEST_CASE("what we sign we accept, until the last character differs") {
  const std::string token = sign_hs256(R"({"sub":"42","name":"李雷","exp":1800000600})", kKey);
  CHECK(reason_of(token) == "good");
  CHECK(verify_hs256(token, std::string(32, 'x'), kNow).error().reason == "token_signature");
  for (std::size_t i = 0; i < token.size(); ++i) {
    std::string changed = token;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    CHECK_FALSE(verify_hs256(changed, kKey, kNow));
    CHECK_FALSE(verify_hs256(token.substr(0, i), kKey, kNow));
  }
}

TEST_CASE("only HS256 is an algorithm, whatever the token says") {
  const std::string claims = R"({"exp":1800000600})";
  CHECK(reason_of(base64url(R"({"alg":"none"})") + "." + base64url(claims) + ".") == "token_algorithm");
  for (const char* header :
       {R"({"alg":"none"})", R"({"alg":"HS384"})", R"({"alg":"RS256"})", R"({"alg":"hs256"})",
        R"({"alg":["HS256"]})", R"({})", R"({"alg":"HS256","crit":["exp"]})"})
    CHECK(reason_of(token_of(header, claims)) == "token_algorithm");
}

TEST_CASE("times are kept, give or take the leeway") {
  const std::string header = R"({"alg":"HS256"})";
  const auto with = [&](const char* claims) { return reason_of(token_of(header, claims)); };
  CHECK(with(R"({"exp":1800000000})") == "good");
  CHECK(with(R"({"exp":1799999940})") == "token_expired");
  CHECK(with(R"({"exp":1799999940.5})") == "good");
  CHECK(with(R"({"exp":1800000600,"nbf":1800000060})") == "good");
  CHECK(with(R"({"exp":1800000600,"nbf":1800000061})") == "token_not_yet_valid");
  CHECK(with(R"({"sub":"1"})") == "token_expiry_missing");
  CHECK(with(R"({"exp":"1800000600"})") == "token_malformed");
  CHECK(with(R"({"exp":1e300})") == "token_malformed");
  CHECK(with(R"({"exp":1900000000})") == "token_expiry_too_far");
  TokenRules lax;
  lax.is_expiry_required = false;
  CHECK(reason_of(token_of(header, "{}"), lax) == "good");
}

TEST_CASE("what is no token is refused") {
  for (const char* text : {"", ".", "..", "...", "a.b", "a.b.c", "a.b.c.d", "e30.e30.e30", "null"})
    CHECK_FALSE(verify_hs256(text, kKey, kNow));
  CHECK(reason_of(token_of(R"({"alg":"HS256"})", "[1]")) == "token_malformed");
  CHECK(reason_of(token_of(R"({"alg":"HS256"})", std::string(100, '['))) == "token_malformed");
  CHECK(reason_of(std::string(4'097, 'a')) == "token_too_large");
}

}  // namespace
}  // namespace rapport::crypto
