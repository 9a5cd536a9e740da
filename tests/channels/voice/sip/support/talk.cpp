#include "channels/voice/sip/support/talk.h"

namespace rapport::sip::test {

Talk answered_call(Station& station, Wire& peer, std::string_view more, std::string_view offer) {
  Talk talk;
  peer.send(peer.request("INVITE", "first", 1, more, {}, offer));
  talk.leg = station.expect<Incoming>().leg;
  station.post(Answer{talk.leg, other_sdp});
  const std::string ok = peer.expect("SIP/2.0 200");
  talk.tag = to_tag_of(ok);
  const std::string contact = header_of(ok, "Contact");
  talk.our_uri = contact.substr(1, contact.find('>') - 1);
  peer.send(talk.ack(peer));
  station.expect<Confirmed>();
  return talk;
}

}  // namespace rapport::sip::test
