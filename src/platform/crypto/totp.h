// One-time codes of authenticator apps: TOTP (RFC 6238) over HMAC-SHA1, steps of 30 s, 6 digits: what all
// apps can do. Pure; the time is an argument. Secrets are raw bytes here, base32 for people.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/instant.h"

namespace rapport::crypto {

constexpr std::int64_t totp_step_s = 30;

std::string new_totp_secret();  // 160 random bits, raw

std::int64_t totp_step(Instant now);
std::string totp_code(std::string_view secret, std::int64_t step, int digits = 6);

// The step whose code this is, at most `window` steps before or after `now`. A code is good once: keep the
// step and refuse one that is not greater than the last.
std::optional<std::int64_t> match_totp(std::string_view secret, std::string_view code, Instant now,
                                       int window = 1);

// otpauth://totp/Issuer:account?secret=…&issuer=… for the QR code.
std::string otpauth_uri(std::string_view issuer, std::string_view account, std::string_view secret);

}  // namespace rapport::crypto
