#include "platform/crypto/totp.h"

#include <fmt/format.h>

#include "platform/crypto/digest.h"
#include "platform/crypto/encoding.h"
#include "platform/crypto/random.h"

namespace rapport::crypto {

namespace {

std::string percent_encoded(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                          c == '-' || c == '.' || c == '_' || c == '~';
    if (is_plain)
      result += c;
    else
      result += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return result;
}

}  // namespace

std::string new_totp_secret() {
  return random_bytes(20);
}

std::int64_t totp_step(Instant now) {
  return now.us / seconds(totp_step_s).us;
}

std::string totp_code(std::string_view secret, std::int64_t step, int digits) {
  std::string counter(8, '\0');
  for (std::size_t i = 0; i < 8; ++i)
    counter[7 - i] = static_cast<char>(static_cast<std::uint64_t>(step) >> (8 * i) & 0xff);
  const std::string code = hmac_sha1(secret, counter);
  // RFC 4226 section 5.3: the last four bits say where the 31 bits stand.
  const std::size_t offset = static_cast<unsigned char>(code[19]) & 15u;
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < 4; ++i)
    number = number << 8 | static_cast<unsigned char>(code[offset + i]);
  number &= 0x7fffffff;
  std::uint32_t modulus = 1;
  for (int i = 0; i < digits; ++i)
    modulus *= 10;
  return fmt::format("{:0{}}", number % modulus, digits);
}

std::optional<std::int64_t> match_totp(std::string_view secret, std::string_view code, Instant now,
                                       int window) {
  std::optional<std::int64_t> matched;
  const std::int64_t current = totp_step(now);
  // All of them, whichever matches: the time says nothing.
  for (std::int64_t step = current - window; step <= current + window; ++step)
    if (is_equal(totp_code(secret, step), code)) matched = step;
  return matched;
}

std::string otpauth_uri(std::string_view issuer, std::string_view account, std::string_view secret) {
  return fmt::format("otpauth://totp/{}:{}?secret={}&issuer={}&algorithm=SHA1&digits=6&period=30",
                     percent_encoded(issuer), percent_encoded(account), base32(secret),
                     percent_encoded(issuer));
}

}  // namespace rapport::crypto
