#include <doctest/doctest.h>
#include <fmt/format.h>

#include "channels/voice/sip/support/station.h"

using namespace rapport;
using namespace rapport::sip;
using namespace rapport::sip::test;

TEST_CASE("A call comes in, rings, is answered and hung up by the caller") {
  Station station;
  Wire caller(station.port());
  caller.send(caller.request("INVITE", "a", 1, {}, {}, some_sdp));
  CHECK(code_of(caller.receive()) == 100);
  const Incoming incoming = station.expect<Incoming>();
  CHECK(incoming.source.trunk == TrunkId{7});
  CHECK(incoming.called_number == "1001");
  CHECK(incoming.caller_number == "4930123456");
  CHECK(incoming.caller_name == "Caller");
  CHECK(incoming.sdp == some_sdp);
  CHECK(incoming.call_id == caller.call_id);
  station.post(Provisional{incoming.leg, 180, "", false});
  const std::string ringing = caller.expect("SIP/2.0 180");
  CHECK_FALSE(to_tag_of(ringing).empty());
  station.post(Answer{incoming.leg, other_sdp});
  const std::string ok = caller.expect("SIP/2.0 200");
  CHECK(to_tag_of(ok) == to_tag_of(ringing));
  CHECK(body_text(ok) == other_sdp);
  caller.send(caller.request("ACK", "b", 1, {}, to_tag_of(ok)));
  CHECK(station.expect<Confirmed>().leg == incoming.leg);
  caller.send(caller.request("BYE", "c", 2, "Reason: Q.850;cause=16;text=\"bye\"\r\n", to_tag_of(ok)));
  CHECK(header_of(caller.expect("SIP/2.0 200"), "CSeq") == "2 BYE");
  const Ended ended = station.expect<Ended>();
  CHECK(ended.by == EndedBy::peer);
  CHECK(ended.code == 200);
  CHECK(ended.cause == 16);
}

TEST_CASE("A call is cancelled before it is answered") {
  Station station;
  Wire caller(station.port());
  caller.send(caller.request("INVITE", "a", 1, {}, {}, some_sdp));
  const Incoming incoming = station.expect<Incoming>();
  station.post(Provisional{incoming.leg, 180, "", false});
  caller.expect("SIP/2.0 180");
  caller.send(caller.request("CANCEL", "a", 1));
  caller.expect("SIP/2.0 200");
  const std::string refused = caller.expect("SIP/2.0 487");
  CHECK(header_of(refused, "CSeq") == "1 INVITE");
  caller.send(caller.request("ACK", "a", 1, {}, to_tag_of(refused)));
  const Ended ended = station.expect<Ended>();
  CHECK(ended.by == EndedBy::peer);
  CHECK(ended.code == 487);
  station.post(Answer{incoming.leg, some_sdp});  // too late: ignored
  CHECK_FALSE(station.next<Ended>(200ms));
}

TEST_CASE("A call is refused with a Retry-After") {
  Station station;
  Wire caller(station.port());
  caller.send(caller.request("INVITE", "a", 1, {}, {}, some_sdp));
  const Incoming incoming = station.expect<Incoming>();
  station.post(Refuse{incoming.leg, 486, "", 7});
  const std::string busy = caller.expect("SIP/2.0 486 Busy Here");
  CHECK(header_of(busy, "Retry-After") == "7");
  CHECK(station.expect<Ended>().code == 486);
}

TEST_CASE("We call, it rings, is answered, and we hang up") {
  Station station;
  Wire phone(station.port());
  station.configure(loopback_trunk(phone.port()));
  const LegId leg = station.new_leg();
  Invite invite;
  invite.leg = leg;
  invite.target = ToTrunk{TrunkId{7}, "+861012345678"};
  invite.caller_number = "+4930555";
  invite.caller_name = "Rapport \"Desk\"";
  invite.sdp = some_sdp;
  station.post(invite);
  const std::string asked = phone.expect("INVITE sip:+861012345678@127.0.0.1");
  CHECK(body_text(asked) == some_sdp);
  CHECK(header_of(asked, "From").starts_with("\"Rapport \\\"Desk\\\"\" <sip:+4930555@127.0.0.1>;tag="));
  CHECK(header_of(asked, "Max-Forwards") == "70");
  phone.send(answer_to(asked, 180, "Ringing", "t1"));
  CHECK(station.expect<Progress>().code == 180);
  phone.send(answer_to(asked, 200, "OK", "t1",
                       fmt::format("Contact: <sip:bob@127.0.0.1:{}>\r\n", phone.port()), other_sdp));
  const Answered answered = station.expect<Answered>();
  CHECK(answered.leg == leg);
  CHECK(answered.sdp == other_sdp);
  const std::string ack = phone.expect("ACK sip:bob@127.0.0.1");
  CHECK(to_tag_of(ack) == "t1");
  station.post(Hangup{leg, 16, "done"});
  CHECK(station.expect<Ended>().by == EndedBy::us);
  const std::string bye = phone.expect("BYE sip:bob@");
  CHECK(header_of(bye, "Reason") == "Q.850;cause=16;text=\"done\"");
  phone.send(answer_to(bye, 200, "OK", ""));
  CHECK_FALSE(station.next<Ended>(100ms));
}

TEST_CASE("Our call is cancelled while it rings, and an answer that crosses is hung up") {
  Station station;
  Wire phone(station.port());
  station.configure(loopback_trunk(phone.port()));
  const LegId leg = station.new_leg();
  Invite invite;
  invite.leg = leg;
  invite.target = ToTrunk{TrunkId{7}, "1"};
  invite.caller_number = "2";
  invite.sdp = some_sdp;
  station.post(invite);
  const std::string asked = phone.expect("INVITE ");
  phone.send(answer_to(asked, 180, "Ringing", "t1"));
  station.expect<Progress>();
  station.post(Hangup{leg});
  CHECK(station.expect<Ended>().code == 487);
  const std::string cancel = phone.expect("CANCEL ");
  CHECK(header_of(cancel, "CSeq").ends_with(" CANCEL"));
  CHECK(header_of(cancel, "Via") == header_of(asked, "Via"));
  phone.send(answer_to(cancel, 200, "OK", "t1"));
  phone.send(answer_to(asked, 200, "OK", "t1",
                       fmt::format("Contact: <sip:bob@127.0.0.1:{}>\r\n", phone.port()), other_sdp));
  phone.expect("ACK ");
  phone.send(answer_to(phone.expect("BYE "), 200, "OK", ""));
  CHECK_FALSE(station.next<Answered>(100ms));
}

TEST_CASE("A stranger's call gets no further than a refusal") {
  Configuration nobody;
  Station station(loopback_options(), nobody);
  Wire stranger(station.port());
  stranger.send(stranger.request("INVITE", "a", 1, {}, {}, some_sdp));
  const int code = code_of(stranger.receive());
  CHECK((code == 401 || code == 403));
  CHECK_FALSE(station.next<Incoming>(200ms));
}
