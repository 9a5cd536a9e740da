#include "channels/voice/sdp/session.h"

#include <doctest/doctest.h>

#include <string>

#include "channels/voice/sdp/support/offers.h"

namespace rapport::sdp {

TEST_CASE("What was parsed is written back and parsed to the same") {
  for (const std::string& text : test::all_offers()) {
    const auto session = parse(text);
    REQUIRE(session);
    const auto again = parse(write(*session));
    REQUIRE(again);
    CHECK(*again == *session);
  }
}

TEST_CASE("Lines may end in LF alone, and unknown lines are passed over") {
  const auto session = parse(
      "v=0\no=- 1 2 IN IP4 192.0.2.1\ns=-\nx=what\nc=IN IP6 2001:db8::1\nt=0 0\nm=audio 9/2 RTP/AVP 0 8\n");
  REQUIRE(session);
  CHECK(session->address == "2001:db8::1");
  REQUIRE(session->sections.size() == 1);
  CHECK(session->sections[0].port == 9);
  CHECK(session->sections[0].formats == std::vector<std::string>{"0", "8"});
}

TEST_CASE("A malformed description is refused with the number of the line") {
  for (const char* text :
       {"", "o=- 1 1 IN IP4 1.2.3.4\r\n", "v=1\r\n", "v=0\r\nv=0\r\n", "v=0\r\nnonsense\r\n",
        "v=0\r\nc=IN IP5 1.2.3.4\r\n", "v=0\r\nm=audio 70000 RTP/AVP 0\r\n", "v=0\r\nm=audio 1\r\n",
        "v=0\r\na=\r\n", "v=0\r\no=- 1\r\n"}) {
    const auto session = parse(text);
    REQUIRE_FALSE(session);
    CHECK(session.error().reason == "sdp_malformed");
    CHECK(session.error().detail.starts_with("line "));
  }
  CHECK(parse(std::string(bytes_max + 1, 'v')).error().reason == "sdp_too_large");
}

TEST_CASE("More sections or attributes than the limits allow are refused") {
  std::string text = "v=0\r\n";
  for (std::size_t i = 0; i <= sections_max; ++i)
    text += "m=audio 1 RTP/AVP 0\r\n";
  CHECK_FALSE(parse(text));
  text = "v=0\r\n";
  for (std::size_t i = 0; i <= attributes_max; ++i)
    text += "a=x\r\n";
  CHECK_FALSE(parse(text));
}

}  // namespace rapport::sdp
