// Visitor tokens: whatever a browser sends, verify_hs256 answers; claims that we signed come back as they
// were.
#include <cstddef>
#include <cstdint>

#include "base/check.h"
#include "platform/crypto/signed_token.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::string key(32, 'k');
  const rapport::Instant now{1'800'000'000'000'000};
  RAPPORT_CHECK(!rapport::crypto::verify_hs256(input, key, now));
  const auto claims = rapport::crypto::verify_hs256(rapport::crypto::sign_hs256(input, key), key, now);
  RAPPORT_CHECK(!claims || *claims == input);
  return 0;
}
