#include "platform/crypto/encoding.h"

#include <doctest/doctest.h>

namespace rapport::crypto {
namespace {

TEST_CASE("hex, base64url and base32 bring every length back") {
  std::string bytes;
  for (int i = 0; i < 260; ++i) {
    CHECK(from_hex(hex(bytes)) == bytes);
    CHECK(from_base64url(base64url(bytes)) == bytes);
    CHECK(from_base32(base32(bytes)) == bytes);
    bytes += static_cast<char>(i * 37);
  }
}

TEST_CASE("the examples of RFC 4648 come out") {
  CHECK(base32("foobar") == "MZXW6YTBOI");
  CHECK(base32("fooba") == "MZXW6YTB");
  CHECK(base32("f") == "MY");
  CHECK(base64url("foob") == "Zm9vYg");
  CHECK(base64url("\xff\xef\xfe") == "_-_-");
  CHECK(base64("foob") == "Zm9vYg==");
  CHECK(base64("\xff\xef\xfe") == "/+/+");
  CHECK(hex("foo\xff") == "666f6fff");
}

TEST_CASE("what is no encoding is refused") {
  CHECK_FALSE(from_hex("abc"));
  CHECK_FALSE(from_hex("zz"));
  CHECK_FALSE(from_base64url("Zm9vYg=="));
  CHECK_FALSE(from_base64url("Zm9vYh"));  // spare bits set
  CHECK_FALSE(from_base64url("Zm9v Yg"));
  CHECK_FALSE(from_base64url("+/+/"));
  CHECK_FALSE(from_base64url("A"));
  CHECK_FALSE(from_base32("MZXW6YT1"));
  CHECK(from_base32("mzxw 6ytb-oi======") == "foobar");
}

}  // namespace
}  // namespace rapport::crypto
