#include "platform/http/header_values.h"

#include <doctest/doctest.h>

#include "platform/http/address.h"
#include "platform/http/rate_limit.h"

namespace rapport::http {

TEST_CASE("A cookie is found among others, by its whole name") {
  const char* header = "ab=1; a=2;b=\"3\" ; c";
  CHECK(cookie_value(header, "a") == "2");
  CHECK(cookie_value(header, "b") == "3");
  CHECK(cookie_value(header, "c").empty());
  CHECK(cookie_value("", "a").empty());
}

TEST_CASE("An encoding is accepted by name or star unless its weight is zero") {
  CHECK(accepts_encoding("gzip, br", "br"));
  CHECK(accepts_encoding("GZIP;q=0.1", "gzip"));
  CHECK(accepts_encoding("*", "br"));
  CHECK_FALSE(accepts_encoding("*, br;q=0", "br"));
  CHECK_FALSE(accepts_encoding("gzip;q=0.000", "gzip"));
  CHECK_FALSE(accepts_encoding("", "gzip"));
  CHECK_FALSE(accepts_encoding("xgzip", "gzip"));
}

TEST_CASE("Entity tags compare weakly in a list") {
  CHECK(matches_etag("\"a\", W/\"b\"", "\"b\""));
  CHECK(matches_etag("*", "\"b\""));
  CHECK_FALSE(matches_etag("\"a\"", "\"b\""));
}

TEST_CASE("A range is a part, unsatisfiable, or ignored") {
  using Kind = ByteRange::Kind;
  struct Row {
    const char* header;
    Kind kind;
    std::uint64_t first, length;
  };
  const Row rows[] = {{"bytes=0-9", Kind::part, 0, 10},
                      {"bytes=90-", Kind::part, 90, 10},
                      {"bytes=-5", Kind::part, 95, 5},
                      {"bytes=-500", Kind::part, 0, 100},
                      {"bytes=50-500", Kind::part, 50, 50},
                      {"bytes=100-", Kind::unsatisfiable, 0, 0},
                      {"bytes=-0", Kind::unsatisfiable, 0, 0},
                      {"bytes=5-4", Kind::whole, 0, 100},
                      {"bytes=0-1,3-4", Kind::whole, 0, 100},
                      {"lines=0-1", Kind::whole, 0, 100},
                      {"bytes=a-b", Kind::whole, 0, 100},
                      {"bytes=-", Kind::whole, 0, 100},
                      {"bytes=99999999999999999999-", Kind::whole, 0, 100}};
  for (const Row& row : rows) {
    CAPTURE(row.header);
    const ByteRange range = parse_range(row.header, 100);
    CHECK(range.kind == row.kind);
    CHECK(range.first == row.first);
    CHECK(range.length == row.length);
  }
  CHECK(parse_range("bytes=0-", 0).kind == Kind::unsatisfiable);
}

TEST_CASE("Addresses are told apart by prefix, IPv4 and IPv6") {
  const auto ranges = AddressRanges::parse({"10.0.0.0/8", "192.168.1.1", "2001:db8::/33"});
  REQUIRE(ranges);
  CHECK(ranges->contains("10.255.0.1"));
  CHECK(ranges->contains("::ffff:10.0.0.1"));
  CHECK(ranges->contains("192.168.1.1"));
  CHECK(ranges->contains("2001:db8:7fff::1"));
  CHECK_FALSE(ranges->contains("11.0.0.1"));
  CHECK_FALSE(ranges->contains("192.168.1.2"));
  CHECK_FALSE(ranges->contains("2001:db8:8000::1"));
  CHECK_FALSE(ranges->contains("nonsense"));
  CHECK_FALSE(AddressRanges::parse({"10.0.0.0/33"}));
  CHECK_FALSE(AddressRanges::parse({"ten"}));
}

TEST_CASE("The client is the nearest address that no trusted proxy has") {
  const auto trusted = AddressRanges::parse({"10.0.0.0/8"});
  REQUIRE(trusted);
  CHECK(client_address("1.1.1.1, 2.2.2.2, 10.0.0.2", "10.0.0.1", *trusted) == "2.2.2.2");
  CHECK(client_address("1.1.1.1", "3.3.3.3", *trusted) == "3.3.3.3");
  CHECK(client_address("[2001:db8::1]:80", "10.0.0.1", *trusted) == "2001:db8::1");
  CHECK(client_address("", "10.0.0.1", *trusted) == "10.0.0.1");
  CHECK(client_address("junk", "10.0.0.1", *trusted) == "10.0.0.1");
}

TEST_CASE("A bucket lets its burst through and then its rate") {
  RateLimiter limiter;
  const RateRule rule{"/x", 2, 3};
  Instant now{1'000'000};
  for (int i = 0; i < 3; ++i)
    CHECK(limiter.seconds_to_wait(rule, "1.1.1.1", now) == 0);
  CHECK(limiter.seconds_to_wait(rule, "1.1.1.1", now) == 1);
  CHECK(limiter.seconds_to_wait(rule, "1.1.1.2", now) == 0);
  now = now + milliseconds(500);
  CHECK(limiter.seconds_to_wait(rule, "1.1.1.1", now) == 0);
  CHECK(limiter.seconds_to_wait(rule, "1.1.1.1", now) == 1);
  CHECK(limiter.seconds_to_wait(rule, "1.1.1.1", now - seconds(100)) ==
        1);  // a clock that goes back gives nothing
  CHECK(limiter.seconds_to_wait({"/slow", 0.01, 1}, "1.1.1.1", now) == 0);
  CHECK(limiter.seconds_to_wait({"/slow", 0.01, 1}, "1.1.1.1", now) == 100);
}

TEST_CASE("One IPv6 subscriber is one address, and the table of buckets is bounded") {
  RateLimiter limiter(2);
  const RateRule rule{"/x", 1, 1};
  const Instant now{1'000'000};
  CHECK(limiter.seconds_to_wait(rule, "2001:db8::1", now) == 0);
  CHECK(limiter.seconds_to_wait(rule, "2001:db8::2", now) == 1);
  CHECK(limiter.seconds_to_wait(rule, "1.1.1.1", now) == 0);
  CHECK(limiter.seconds_to_wait(rule, "1.1.1.2", now) == 0);  // the first is forgotten
  CHECK(limiter.seconds_to_wait(rule, "1.1.1.1", now) == 1);
  CHECK(limiter.seconds_to_wait(rule, "2001:db8::1", now) == 0);
}

}  // namespace rapport::http
