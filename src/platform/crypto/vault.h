// Vault: seals secrets that the server must be able to read again (TOTP secrets, channel keys, provider
// passwords) with a key that lies in a file of its own, so that a copy of the database alone does not give
// them away. XChaCha20-Poly1305 of libsodium, a random nonce each. Immutable after opening: any thread.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"

namespace rapport::crypto {

class Vault {
 public:
  // Reads the key file, or makes it (mode 0600). Refuses one that others may read, or that is no key.
  static Result<Vault> open(const std::filesystem::path& key_file);
  explicit Vault(std::string key);  // 32 bytes

  // Text to store. `purpose` names the place ("user/17/totp"): a sealed value opens only where it was sealed
  // for.
  std::string seal(std::string_view secret, std::string_view purpose) const;
  // internal / sealed_value_unreadable: another key, another purpose, or damaged.
  Result<std::string> unseal(std::string_view sealed, std::string_view purpose) const;

 private:
  std::string key_;
};

}  // namespace rapport::crypto
