#include "channels/voice/lines/host.h"

#include <doctest/doctest.h>

namespace rapport::lines {

TEST_CASE("a host is a name or an address, and nothing else") {
  for (const char* host : {"sip.provider.example", "a", "_sip._udp.example", "192.0.2.1", "2001:db8::1",
                           "[2001:db8::1]", "10-20.example", "example.c0m"})
    CHECK_MESSAGE(is_host(host), host);
  for (const char* host : {"", ".", "a.", ".a", "a..b", "a b", "-a", "a-", "a:5060", "[a]", "300.1.1.1",
                           "1.2.3", "a/b", "sip:a", "a;b", "a\nb"})
    CHECK_FALSE_MESSAGE(is_host(host), host);
}

}  // namespace rapport::lines
