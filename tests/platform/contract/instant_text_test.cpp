#include "platform/contract/instant_text.h"

#include <doctest/doctest.h>

using namespace rapport;
using contract::format_instant;
using contract::parse_instant;

TEST_CASE("Instants are written as RFC 3339 with microseconds") {
  CHECK(format_instant({0}) == "1970-01-01T00:00:00.000000Z");
  CHECK(format_instant({-1}) == "1969-12-31T23:59:59.999999Z");
  CHECK(format_instant({951'782'400'000'000}) == "2000-02-29T00:00:00.000000Z");
}

TEST_CASE("Offsets and fractions are understood") {
  CHECK(parse_instant("1970-01-01T08:00:00+08:00") == Instant{0});
  CHECK(parse_instant("1969-12-31T19:00:00.5-05:00") == Instant{500'000});
  CHECK(parse_instant("1970-01-01t00:00:00.123456789z") == Instant{123'456});
}

TEST_CASE("What is not an instant is refused") {
  for (const char* text :
       {"", "1970-01-01", "1970-01-01T00:00:00", "1970-13-01T00:00:00Z", "1970-02-29T00:00:00Z",
        "1970-01-01T24:00:00Z", "1970-01-01T00:00:60Z", "1970-01-01T00:00:00.Z", "1970-01-01T00:00:00+24:00",
        "1970-01-01T00:00:00Zx", "0000-01-01T00:00:00Z", "0001-01-01T00:00:00+00:01",
        "9999-12-31T23:59:59-00:01", "1970-01-01T00:00:00.1234567890Z"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_instant(text).has_value());
  }
}

TEST_CASE("Every day from 1900 to 2100 survives the way to text and back") {
  for (std::int64_t day = -25'567; day < 47'482; ++day) {
    const Instant instant{day * 86'400'000'000 + 12'345'678'901};
    REQUIRE(parse_instant(format_instant(instant)) == instant);
  }
}
