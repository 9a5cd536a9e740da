#include "platform/crypto/password.h"

#include <sodium.h>

#include "base/check.h"

namespace rapport::crypto {

Result<std::string> hash_password(std::string_view password, const PasswordOptions& options) {
  RAPPORT_CHECK(sodium_init() >= 0);
  if (password.size() > password_bytes_max)
    return fail(ErrorCode::invalid, "password_too_long", "a password has at most 1024 bytes");
  char hash[crypto_pwhash_STRBYTES];
  if (crypto_pwhash_str_alg(hash, password.data(), password.size(), options.operations, options.memory_bytes,
                            crypto_pwhash_ALG_ARGON2ID13) != 0)
    return fail(ErrorCode::unavailable, "out_of_memory", "not enough memory to hash a password");
  return std::string(hash);
}

bool is_password(std::string_view hash, std::string_view password) {
  RAPPORT_CHECK(sodium_init() >= 0);
  if (password.size() > password_bytes_max || hash.size() >= crypto_pwhash_STRBYTES) return false;
  return crypto_pwhash_str_verify(std::string(hash).c_str(), password.data(), password.size()) == 0;
}

bool needs_rehash(std::string_view hash, const PasswordOptions& options) {
  return crypto_pwhash_str_needs_rehash(std::string(hash).c_str(), options.operations,
                                        options.memory_bytes) != 0;
}

}  // namespace rapport::crypto
