#include "channels/voice/lines/dialled.h"

#include <doctest/doctest.h>

#include "channels/voice/lines/host.h"

namespace rapport::lines {

TEST_CASE("a number has one spelling, whatever way it is written") {
  struct Line {
    const char* text;
    const char* region;
    const char* number;
  };
  for (const Line& line : {Line{"+86 10 1234-5678", "", "+861012345678"},
                           {"0086 (10) 1234.5678", "US", "+861012345678"},
                           {"010-12345678", "CN", "+861012345678"},
                           {"138 0013 8000", "CN", "+8613800138000"},
                           {"013800138000", "CN", "+8613800138000"},
                           {"95500", "CN", "95500"},
                           {"110", "", "110"},
                           {"030/1234567", "DE", "+49301234567"},
                           {"(212) 555-0100", "US", "+12125550100"},
                           {"1 212 555 0100", "US", "+12125550100"},
                           {"06 1 234 5678", "HU", "+3612345678"},
                           {"06 1234 5678", "IT", "+390612345678"},
                           {"9123 4567", "HK", "+85291234567"}}) {
    CAPTURE(line.text);
    CHECK(normalise_number(line.text, line.region).value_or("refused") == line.number);
  }
}

TEST_CASE("what is no number is refused") {
  for (const char* text : {"", "1", "+", "+123", "+0123456789", "12345678", "sales", "+86+10", "86+10123456",
                           "+1234567890123456", "+86 10 1234567x", "１２３４５"}) {
    CAPTURE(text);
    CHECK_FALSE(normalise_number(text, "").has_value());
  }
  CHECK_FALSE(normalise_number("12345678", "XX").has_value());
  CHECK_FALSE(normalise_number("1234567890123456", "CN").has_value());
}

TEST_CASE("a host is a name or an address, and nothing else") {
  for (const char* host : {"sip.provider.example", "a", "_sip._udp.example", "192.0.2.1", "2001:db8::1",
                           "[2001:db8::1]", "10-20.example", "example.c0m"})
    CHECK_MESSAGE(is_host(host), host);
  for (const char* host : {"", ".", "a.", ".a", "a..b", "a b", "-a", "a-", "a:5060", "[a]", "300.1.1.1",
                           "1.2.3", "a/b", "sip:a", "a;b", "a\nb"})
    CHECK_FALSE_MESSAGE(is_host(host), host);
}

}  // namespace rapport::lines
