#include "platform/http/client/client.h"

#include <doctest/doctest.h>

namespace rapport::http {

TEST_CASE("an address inside is known in all its disguises") {
  for (const char* inside :
       {"127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.1", "172.31.255.255", "169.254.169.254",
        "100.64.0.1", "0.0.0.0", "224.0.0.1", "::1", "::", "fe80::1", "fd00::1", "ff02::1",
        "::ffff:127.0.0.1", "64:ff9b::10.0.0.1", "2002:7f00:1::", "not an address", ""}) {
    CAPTURE(inside);
    CHECK(is_inside(inside));
  }
  for (const char* outside : {"8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1", "::ffff:8.8.8.8"}) {
    CAPTURE(outside);
    CHECK(!is_inside(outside));
  }
}

TEST_CASE("an address inside is asked only when the operator named it") {
  ClientRequest request;
  request.url = "http://127.0.0.1:1/";
  auto refused = ask(request);
  REQUIRE(!refused);
  CHECK(refused.error().reason == "guarded_address");
  request.url = "http://localhost:1/";
  CHECK(ask(request).error().reason == "guarded_address");
  request.allows_private_addresses = true;
  CHECK(ask(request).error().reason == "no_answer");
}

TEST_CASE("where only the inside is meant, nobody outside is asked") {
  ClientRequest request;
  request.url = "http://8.8.8.8/";
  request.allows_private_addresses = true;
  request.only_private_addresses = true;
  CHECK(ask(request).error().reason == "not_inside");
  request.url = "http://127.0.0.1:1/";
  CHECK(ask(request).error().reason == "no_answer");
}

TEST_CASE("only http and https are spoken") {
  for (const char* url : {"file:///etc/passwd", "ftp://127.0.0.1/", "gopher://x/", "no url at all", ""}) {
    CAPTURE(url);
    ClientRequest request;
    request.url = url;
    request.allows_private_addresses = true;
    auto answer = ask(request);
    REQUIRE(!answer);
    CHECK((answer.error().reason == "bad_url" || answer.error().reason == "no_answer"));
  }
}

}  // namespace rapport::http
