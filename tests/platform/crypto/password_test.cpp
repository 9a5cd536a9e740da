#include "platform/crypto/password.h"

#include <doctest/doctest.h>

namespace rapport::crypto {
namespace {

const PasswordOptions kCheap{1, 8 << 20};

TEST_CASE("a password is recognised and another is not") {
  const auto hash = hash_password("correct horse 电池", kCheap);
  REQUIRE(hash);
  CHECK(hash->find("$argon2id$") == 0);
  CHECK(is_password(*hash, "correct horse 电池"));
  CHECK_FALSE(is_password(*hash, "correct horse 电"));
  CHECK_FALSE(is_password(*hash, ""));
  CHECK(*hash != *hash_password("correct horse 电池", kCheap));
}

TEST_CASE("a hash of other parameters asks to be made again") {
  const auto hash = hash_password("x", kCheap);
  CHECK_FALSE(needs_rehash(*hash, kCheap));
  CHECK(needs_rehash(*hash, {2, 8 << 20}));
  CHECK(needs_rehash("nonsense", kCheap));
}

TEST_CASE("nonsense and oversize are refused, not hashed") {
  CHECK_FALSE(is_password("", "x"));
  CHECK_FALSE(is_password("$argon2id$v=19$m=1", "x"));
  CHECK_FALSE(is_password(std::string(5'000, 'a'), "x"));
  CHECK(hash_password(std::string(1'025, 'x'), kCheap).error().reason == "password_too_long");
  CHECK(hash_password(std::string(1'024, 'x'), kCheap));
}

}  // namespace
}  // namespace rapport::crypto
