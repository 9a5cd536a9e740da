// A call that is up, for tests of what happens inside it.
#pragma once

#include <fmt/format.h>

#include "channels/voice/sip/support/station.h"

namespace rapport::sip::test {

// A peer at a Wire called us, or we it, and it was answered.
struct Talk {
  LegId leg;
  std::string tag;         // ours when the peer called; else the peer's own
  std::string our_uri;     // our Contact
  std::uint32_t cseq = 1;  // the last one the peer used

  // A request of the peer inside the dialog.
  std::string request(Wire& peer, std::string_view method, std::string_view more = {},
                      std::string_view body = {}) {
    ++cseq;
    return peer.request(method, fmt::format("in{}", cseq), cseq, more, tag, body, our_uri);
  }
  std::string ack(Wire& peer, std::string_view body = {}) {
    return peer.request("ACK", fmt::format("ack{}", cseq), cseq, {}, tag, body, our_uri);
  }
};

// The peer calls and is answered. `more`: lines of its INVITE.
Talk answered_call(Station& station, Wire& peer, std::string_view more = {},
                   std::string_view offer = some_sdp);

}  // namespace rapport::sip::test
