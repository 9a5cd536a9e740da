// Digests, message codes, and comparing secrets. Pure.
#pragma once

#include <string>
#include <string_view>

namespace rapport::crypto {

std::string sha256(std::string_view bytes);  // 32 bytes
std::string md5(
    std::string_view bytes);  // 16 bytes; only for SIP's digest, where old phones know nothing else
std::string blake2b(std::string_view bytes);  // 32 bytes
std::string hmac_sha256(std::string_view key,
                        std::string_view message);                      // 32 bytes, RFC 2104; any key length
std::string hmac_sha1(std::string_view key, std::string_view message);  // 20 bytes; only for TOTP

// What is stored instead of a random token, and looked up by: BLAKE2b-256 in hex, 64 characters. Not for
// passwords.
std::string token_digest(std::string_view token);

// Takes the same time wherever the two differ. (Different lengths return at once: lengths are not secret.)
bool is_equal(std::string_view a, std::string_view b);

// SHA-256 of bytes that come in pieces.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(Sha256&& other) noexcept;
  Sha256& operator=(Sha256&& other) noexcept;
  void add(std::string_view bytes);
  std::string finish();  // 32 bytes; the object is then spent

 private:
  void* state_;
};

}  // namespace rapport::crypto
