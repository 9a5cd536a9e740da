// Calls between two servers on ::1, over UDP and TCP, with what each end does inside a call.
#include <doctest/doctest.h>

#include "channels/voice/sip/support/station.h"

using namespace rapport;
using namespace rapport::sip;
using namespace rapport::sip::test;

namespace {

constexpr const char* offer_v6 =
    "v=0\r\no=- 1 1 IN IP6 ::1\r\ns=-\r\nc=IN IP6 ::1\r\nt=0 0\r\nm=audio 40000 RTP/AVP 8\r\n";
constexpr const char* answer_v6 =
    "v=0\r\no=- 2 2 IN IP6 ::1\r\ns=-\r\nc=IN IP6 ::1\r\nt=0 0\r\nm=audio 40002 RTP/AVP 8\r\n";

Options on_ipv6() {
  Options options;
  options.listeners = {{Transport::udp, "::1", 0}, {Transport::tcp, "::1", 0}};
  return options;
}

Configuration trunk_on_ipv6(Transport transport, std::uint16_t port) {
  Configuration configuration = loopback_trunk();
  configuration.trunks[0].networks = {"::1"};
  configuration.trunks[0].gateways = {{"[::1]", port, transport, 0}};
  return configuration;
}

void call_over(Transport transport) {
  Station ours(on_ipv6()), theirs(on_ipv6());
  theirs.configure(trunk_on_ipv6(transport, ours.port(transport)));
  Configuration configuration = trunk_on_ipv6(transport, theirs.port(transport));
  configuration.trunks[0].keep_alive = seconds(1);
  ours.next<TrunkUp>(200ms);  // of the trunk before
  ours.configure(configuration);
  CHECK(ours.expect<TrunkUp>().trunk == TrunkId{7});  // OPTIONS were answered

  ours.post(Invite{.leg = ours.new_leg(),
                   .target = ToTrunk{TrunkId{7}, "+861012345678"},
                   .caller_number = "+442012345678",
                   .sdp = offer_v6});
  const Incoming incoming = theirs.expect<Incoming>();
  CHECK(incoming.called_number == "+861012345678");
  CHECK(incoming.caller_number == "+442012345678");
  CHECK(incoming.called_uri.find("@[::1]:") != std::string::npos);
  CHECK(incoming.remote.starts_with("[::1]:"));
  CHECK(incoming.transport == transport);
  CHECK(incoming.sdp == offer_v6);
  theirs.post(Provisional{incoming.leg, 180, "", false});
  CHECK(ours.expect<Progress>().code == 180);
  theirs.post(Answer{incoming.leg, answer_v6});
  const Answered answered = ours.expect<Answered>();
  CHECK(answered.sdp == answer_v6);
  CHECK(answered.remote.starts_with("[::1]:"));
  theirs.expect<Confirmed>();

  // Requests inside the dialog go to the Contact of each, in both directions.
  theirs.post(Modify{incoming.leg, answer_v6});
  ours.post(AnswerModify{ours.expect<ModifyAsked>().leg, offer_v6});
  CHECK(theirs.expect<Modified>().sdp == offer_v6);
  ours.post(Hangup{answered.leg});
  CHECK(theirs.expect<Ended>().by == EndedBy::peer);
  CHECK(ours.expect<Ended>().by == EndedBy::us);
  CHECK(ours.legs_alive() == 0);
}

}  // namespace

TEST_CASE("A call over UDP on IPv6 is set up, changed and ended") {
  call_over(Transport::udp);
}

TEST_CASE("A call over TCP on IPv6 is set up, changed and ended") {
  call_over(Transport::tcp);
}
