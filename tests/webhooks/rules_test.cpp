#include <doctest/doctest.h>

#include "webhooks/webhook.h"

namespace rapport::webhooks {

TEST_CASE("webhooks go to https outside; inside, and there by http, only where that is allowed") {
  for (const char* url : {"https://example.com/hook", "https://example.com:8443/a?b=c", "HTTPS://Example.COM",
                          "https://[2606:4700::1]/x", "https://8.8.8.8/x"}) {
    CAPTURE(url);
    CHECK(check_url(url, false).has_value());
    CHECK(check_url(url, true).has_value());
  }
  for (const char* url :
       {"http://127.0.0.1:8080/hook", "https://10.0.0.1/x", "https://localhost/x", "https://LOCALHOST:1/x",
        "https://[::1]:9/x", "http://crm.internal/x", "https://169.254.169.254/latest"}) {
    CAPTURE(url);
    const auto refused = check_url(url, false);
    REQUIRE(!refused);
    CHECK(refused.error().issues.front().where == "/url");
    CHECK(check_url(url, true).has_value());
  }
  for (const char* url : {"http://8.8.8.8/x", "https://user:secret@example.com/x", "https:///x",
                          "example.com", "https://me@127.0.0.1/x"}) {
    CAPTURE(url);
    CHECK(!check_url(url, true));
  }
}

TEST_CASE("kinds of events are kept as bits") {
  const std::vector<EventKind> kinds = {EventKind::interaction_arrived, EventKind::recording_ready};
  CHECK(bits_of(kinds) == 1 + 1024);
  CHECK(kinds_of(bits_of(kinds)) == kinds);
  CHECK(kinds_of(0).empty());
}

}  // namespace rapport::webhooks
