// Passwords at rest: Argon2id (RFC 9106) in libsodium's text form, which carries its own salt and parameters.
// Slow and hungry by intent (about 50 ms and 64 MB each): call on the worker pool, and limit sign-in attempts
// before.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.h"

namespace rapport::crypto {

// The defaults are libsodium's "interactive" ones.
struct PasswordOptions {
  unsigned long long operations = 2;
  std::size_t memory_bytes = 64 << 20;
};

// Beyond it hashing would do an attacker's work.
constexpr std::size_t password_bytes_max = 1'024;

// unavailable: no memory; invalid: too long.
Result<std::string> hash_password(std::string_view password, const PasswordOptions& options = {});

// False also for a text that is no such hash.
bool is_password(std::string_view hash, std::string_view password);

// True when `hash` was made with other parameters: hash again at the next good sign-in.
bool needs_rehash(std::string_view hash, const PasswordOptions& options = {});

}  // namespace rapport::crypto
