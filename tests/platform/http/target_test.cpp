#include "platform/http/target.h"

#include <doctest/doctest.h>

namespace rapport::http {

TEST_CASE("A target is path and query, decoded") {
  const auto target = parse_target("/a%20b/%E4%BD%A0/?q=c+d%26&empty&q=last&=x");
  REQUIRE(target);
  CHECK(target->path == "/a b/\xe4\xbd\xa0/");
  CHECK(target->segments == std::vector<std::string>{"a b", "\xe4\xbd\xa0", ""});
  CHECK(target->query.at("q") == "last");
  CHECK(target->query.at("empty").empty());
}

TEST_CASE("Absolute targets, the bare query and the asterisk are understood") {
  CHECK(parse_target("http://host:1/a?b=c")->path == "/a");
  CHECK(parse_target("https://host")->path == "/");
  CHECK(parse_target("?a=b")->path == "/");
  CHECK(parse_target("*")->path == "*");
}

TEST_CASE("What cannot be a path here is refused with the place") {
  for (const char* bad : {"", "a", "/a%2", "/a%zz", "/a%00b", "/a\x01", "/%ff", "/..", "/a/./b", "/%2e%2E/x",
                          "/a%2fb", "/a?x=%", "/a?x=%ff", "/a?%0a=1"}) {
    CAPTURE(bad);
    const auto target = parse_target(bad);
    REQUIRE_FALSE(target);
    CHECK(target.error().reason == "bad_target");
    CHECK(target.error().issues.size() == 1);
  }
}

}  // namespace rapport::http
