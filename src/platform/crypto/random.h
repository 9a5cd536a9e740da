// Secrets out of the operating system's random source. Any thread.
#pragma once

#include <cstddef>
#include <string>

namespace rapport::crypto {

std::string random_bytes(std::size_t count);

// 256 bits as 43 characters of base64url: session cookies, API tokens, visitor tokens, CSRF tokens.
// Store token_digest() of it (digest.h), never the token.
std::string random_token();

}  // namespace rapport::crypto
