#include "platform/crypto/totp.h"

#include <doctest/doctest.h>

#include "platform/crypto/encoding.h"

namespace rapport::crypto {
namespace {

const std::string kSecret = "12345678901234567890";  // of RFC 6238 appendix B

TEST_CASE("codes agree with RFC 6238 appendix B") {
  struct Vector {
    std::int64_t unix_s;
    const char* code;
  };
  const Vector vectors[] = {{59, "94287082"},         {1111111109, "07081804"}, {1111111111, "14050471"},
                            {1234567890, "89005924"}, {2000000000, "69279037"}, {20000000000, "65353130"}};
  for (const Vector& vector : vectors)
    CHECK(totp_code(kSecret, totp_step(Instant{} + seconds(vector.unix_s)), 8) == vector.code);
}

TEST_CASE("a code is good one step before and after, and says its step") {
  const Instant now = Instant{} + seconds(1'234'567'890);
  const std::int64_t step = totp_step(now);
  for (std::int64_t shift = -3; shift <= 3; ++shift) {
    const auto matched = match_totp(kSecret, totp_code(kSecret, step + shift), now);
    if (shift >= -1 && shift <= 1)
      CHECK(matched == step + shift);
    else
      CHECK_FALSE(matched);
  }
  CHECK_FALSE(match_totp(kSecret, "", now));
  CHECK_FALSE(match_totp(kSecret, "12345678", now));
}

TEST_CASE("the address for the QR code escapes its names") {
  CHECK(
      otpauth_uri("Rapport 客服", "ann@example.com", kSecret) ==
      "otpauth://totp/Rapport%20%E5%AE%A2%E6%9C%8D:ann%40example.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
      "&issuer=Rapport%20%E5%AE%A2%E6%9C%8D&algorithm=SHA1&digits=6&period=30");
  CHECK(new_totp_secret().size() == 20);
  CHECK(new_totp_secret() != new_totp_secret());
}

}  // namespace
}  // namespace rapport::crypto
