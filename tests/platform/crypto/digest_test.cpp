#include "platform/crypto/digest.h"

#include <doctest/doctest.h>

#include "platform/crypto/encoding.h"
#include "platform/crypto/random.h"

namespace rapport::crypto {
namespace {

TEST_CASE("SHA-256 agrees with FIPS 180-4, whole and in pieces") {
  const std::string expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  CHECK(hex(sha256("abc")) == expected);
  Sha256 pieces;
  pieces.add("a");
  pieces.add("");
  pieces.add("bc");
  CHECK(hex(pieces.finish()) == expected);
  CHECK(hex(sha256("")) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST_CASE("HMAC-SHA256 agrees with RFC 4231") {
  struct Vector {
    std::string key, message, code;
  };
  const Vector vectors[] = {
      {std::string(20, '\x0b'), "Hi There",
       "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"},
      {"Jefe", "what do ya want for nothing?",
       "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"},
      {std::string(20, '\xaa'), std::string(50, '\xdd'),
       "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"},
      {*from_hex("0102030405060708090a0b0c0d0e0f10111213141516171819"), std::string(50, '\xcd'),
       "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"},
      {std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First",
       "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"},
      {std::string(131, '\xaa'),
       "This is a test using a larger than block-size key and a larger than block-size data. The key needs "
       "to be hashed "
       "before being used by the HMAC algorithm.",
       "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"},
  };
  for (const Vector& vector : vectors)
    CHECK(hex(hmac_sha256(vector.key, vector.message)) == vector.code);
  CHECK(hex(hmac_sha256("", "")) == "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
}

TEST_CASE("tokens are long, differ, and are stored as a digest") {
  const std::string token = random_token();
  CHECK(token.size() == 43);
  CHECK(token != random_token());
  CHECK(token_digest(token).size() == 64);
  CHECK(token_digest(token) == token_digest(token));
  CHECK(token_digest(token) != token_digest(random_token()));
}

TEST_CASE("secrets are equal only when they are") {
  CHECK(is_equal("", ""));
  CHECK(is_equal("secret", "secret"));
  CHECK_FALSE(is_equal("secret", "secreT"));
  CHECK_FALSE(is_equal("secret", "secret "));
}

}  // namespace
}  // namespace rapport::crypto
