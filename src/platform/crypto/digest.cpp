#include "platform/crypto/digest.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium.h>

#include <utility>

#include "base/check.h"
#include "platform/crypto/bytes.h"
#include "platform/crypto/encoding.h"

namespace rapport::crypto {

namespace {

std::string hmac(const EVP_MD* digest, std::string_view key, std::string_view message) {
  std::string code(EVP_MAX_MD_SIZE, '\0');
  unsigned length = 0;
  // An empty key must not be null: OpenSSL would take that for "the key of before".
  const void* key_bytes = key.empty() ? "" : key.data();
  RAPPORT_CHECK(HMAC(digest, key_bytes, static_cast<int>(key.size()), bytes_of(message), message.size(),
                     bytes_of(code), &length) != nullptr);
  code.resize(length);
  return code;
}

}  // namespace

std::string md5(std::string_view bytes) {
  std::string digest(EVP_MAX_MD_SIZE, '\0');
  unsigned length = 0;
  RAPPORT_CHECK(EVP_Digest(bytes.data(), bytes.size(), bytes_of(digest), &length, EVP_md5(), nullptr) == 1);
  digest.resize(length);
  return digest;
}

std::string sha256(std::string_view bytes) {
  std::string digest(crypto_hash_sha256_BYTES, '\0');
  crypto_hash_sha256(bytes_of(digest), bytes_of(bytes), bytes.size());
  return digest;
}

std::string blake2b(std::string_view bytes) {
  std::string digest(crypto_generichash_BYTES, '\0');
  RAPPORT_CHECK(
      crypto_generichash(bytes_of(digest), digest.size(), bytes_of(bytes), bytes.size(), nullptr, 0) == 0);
  return digest;
}

std::string hmac_sha256(std::string_view key, std::string_view message) {
  return hmac(EVP_sha256(), key, message);
}
std::string hmac_sha1(std::string_view key, std::string_view message) {
  return hmac(EVP_sha1(), key, message);
}

std::string token_digest(std::string_view token) {
  return hex(blake2b(token));
}

bool is_equal(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

Sha256::Sha256() : state_(EVP_MD_CTX_new()) {
  RAPPORT_CHECK(state_ != nullptr);
  RAPPORT_CHECK(EVP_DigestInit_ex(static_cast<EVP_MD_CTX*>(state_), EVP_sha256(), nullptr) == 1);
}
Sha256::~Sha256() {
  EVP_MD_CTX_free(static_cast<EVP_MD_CTX*>(state_));
}
Sha256::Sha256(Sha256&& other) noexcept : state_(std::exchange(other.state_, nullptr)) {}
Sha256& Sha256::operator=(Sha256&& other) noexcept {
  std::swap(state_, other.state_);
  return *this;
}

void Sha256::add(std::string_view bytes) {
  RAPPORT_CHECK(EVP_DigestUpdate(static_cast<EVP_MD_CTX*>(state_), bytes.data(), bytes.size()) == 1);
}

std::string Sha256::finish() {
  std::string digest(32, '\0');
  RAPPORT_CHECK(EVP_DigestFinal_ex(static_cast<EVP_MD_CTX*>(state_), bytes_of(digest), nullptr) == 1);
  return digest;
}

}  // namespace rapport::crypto
