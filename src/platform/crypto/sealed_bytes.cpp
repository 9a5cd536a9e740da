#include "platform/crypto/sealed_bytes.h"

#include <sodium.h>

#include "base/check.h"
#include "platform/crypto/bytes.h"
#include "platform/crypto/random.h"

namespace rapport::crypto {
namespace {

constexpr std::size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
static_assert(seal_key_bytes == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
static_assert(seal_overhead == nonce_size + crypto_aead_xchacha20poly1305_ietf_ABYTES);

}  // namespace

std::string seal_bytes(std::string_view key, std::string_view bytes, std::string_view bound_to) {
  RAPPORT_CHECK(key.size() == seal_key_bytes && sodium_init() >= 0);
  std::string sealed = random_bytes(nonce_size);
  sealed.resize(bytes.size() + seal_overhead);
  auto* const out = reinterpret_cast<unsigned char*>(sealed.data());
  RAPPORT_CHECK(crypto_aead_xchacha20poly1305_ietf_encrypt(out + nonce_size, nullptr, bytes_of(bytes),
                                                           bytes.size(), bytes_of(bound_to), bound_to.size(),
                                                           nullptr, out, bytes_of(key)) == 0);
  return sealed;
}

std::optional<std::string> open_bytes(std::string_view key, std::string_view sealed,
                                      std::string_view bound_to) {
  RAPPORT_CHECK(key.size() == seal_key_bytes && sodium_init() >= 0);
  if (sealed.size() < seal_overhead) return std::nullopt;
  std::string bytes(sealed.size() - seal_overhead, '\0');
  const std::string_view rest = sealed.substr(nonce_size);
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(reinterpret_cast<unsigned char*>(bytes.data()), nullptr,
                                                 nullptr, bytes_of(rest), rest.size(), bytes_of(bound_to),
                                                 bound_to.size(), bytes_of(sealed), bytes_of(key)) != 0)
    return std::nullopt;
  return bytes;
}

}  // namespace rapport::crypto
