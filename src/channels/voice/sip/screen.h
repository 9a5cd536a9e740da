// The first look at a datagram, before libre's transaction layer sees it: is it a SIP message at all? Broken
// requests get the answer that RFC 3261 wants, made from what can be read of them. Pure: bytes in, bytes out
// (the fuzzer drives it).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace rapport::sip {

struct Screened {
  enum class Kind { pass, drop, answer };
  Kind kind = Kind::drop;
  std::size_t skip = 0;    // leading line ends to leave out, when passed
  bool is_broken = false;  // counts against its source
  std::string answer = {};
};

// `bytes` as they came. `source_host` and `source_port` go into the answer's Via (RFC 3581).
Screened screen(std::string_view bytes, std::string_view source_host, int source_port, std::size_t bytes_max);

// An answer to a request of which only lines can be trusted: Via, From, To, Call-ID and CSeq as they stand.
// "" when one of them is missing: then nobody could use it.
std::string rough_answer(std::string_view request, int code, std::string_view reason,
                         std::string_view source_host, int source_port);

}  // namespace rapport::sip
