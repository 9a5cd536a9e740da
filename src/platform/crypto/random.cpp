#include "platform/crypto/random.h"

#include <sodium.h>

#include "base/check.h"
#include "platform/crypto/encoding.h"

namespace rapport::crypto {

std::string random_bytes(std::size_t count) {
  RAPPORT_CHECK(sodium_init() >= 0);
  std::string bytes(count, '\0');
  randombytes_buf(bytes.data(), bytes.size());
  return bytes;
}

std::string random_token() {
  return base64url(random_bytes(32));
}

}  // namespace rapport::crypto
