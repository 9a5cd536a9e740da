#include <doctest/doctest.h>
#include <fmt/format.h>

#include "channels/voice/sip/support/talk.h"

using namespace rapport;
using namespace rapport::sip;
using namespace rapport::sip::test;

TEST_CASE("The peer holds and resumes by re-INVITE") {
  Station station;
  Wire peer(station.port());
  Talk talk = answered_call(station, peer);
  peer.send(talk.request(peer, "INVITE", {}, other_sdp));
  CHECK(station.expect<ModifyAsked>().sdp == other_sdp);
  station.post(AnswerModify{talk.leg, some_sdp});
  CHECK(body_text(peer.expect("SIP/2.0 200")) == some_sdp);
  peer.send(talk.ack(peer));
  // And without an offer: ours goes out, the answer comes in the ACK.
  peer.send(talk.request(peer, "INVITE"));
  CHECK(station.expect<ModifyAsked>().sdp.empty());
  station.post(AnswerModify{talk.leg, some_sdp});
  peer.expect("SIP/2.0 200");
  peer.send(talk.ack(peer, other_sdp));
  CHECK(station.expect<Modified>().sdp == other_sdp);
  // Refused, it goes on as it was.
  peer.send(talk.request(peer, "INVITE", {}, other_sdp));
  station.expect<ModifyAsked>();
  station.post(RefuseModify{talk.leg, 488});
  peer.expect("SIP/2.0 488");
  CHECK(station.count<Ended>() == 0);
}

TEST_CASE("A call without an offer gets ours, and its answer in the ACK") {
  Station station;
  Wire peer(station.port());
  peer.send(peer.request("INVITE", "a", 1));
  const Incoming incoming = station.expect<Incoming>();
  CHECK(incoming.sdp.empty());
  station.post(Answer{incoming.leg, some_sdp});
  const std::string ok = peer.expect("SIP/2.0 200");
  CHECK(body_text(ok) == some_sdp);
  peer.send(peer.request("ACK", "b", 1, {}, to_tag_of(ok), other_sdp));
  CHECK(station.expect<Confirmed>().sdp == other_sdp);
}

TEST_CASE("We change the session; a busy peer is asked again; a lost call ends") {
  Station station;
  Wire peer(station.port());
  Talk talk = answered_call(station, peer);
  station.post(Modify{talk.leg, some_sdp});
  std::string asked = peer.expect("INVITE ");
  CHECK(body_text(asked) == some_sdp);
  CHECK(to_tag_of(asked) == peer.from_tag);
  // Glare: it was about to change it too.
  peer.send(answer_to(asked, 491, "Request Pending", ""));
  peer.expect("ACK ");
  asked = peer.expect("INVITE ", 6s);
  peer.send(answer_to(asked, 200, "OK", "", fmt::format("Contact: <sip:moved@127.0.0.1:{}>\r\n", peer.port()),
                      other_sdp));
  peer.expect("ACK sip:moved@");
  CHECK(station.expect<Modified>().sdp == other_sdp);
  station.post(Modify{talk.leg, some_sdp});
  peer.send(answer_to(peer.expect("INVITE "), 481, "Call Does Not Exist", ""));
  peer.expect("ACK ");
  CHECK(station.expect<Ended>().code == 408);
}

TEST_CASE("Requests that cross are answered as RFC 3261 section 14 says") {
  Station station;
  Wire peer(station.port());
  Talk talk = answered_call(station, peer);
  station.post(Modify{talk.leg, some_sdp});
  const std::string ours = peer.expect("INVITE ");
  peer.send(talk.request(peer, "INVITE", {}, other_sdp));
  peer.expect("SIP/2.0 491");
  peer.send(answer_to(ours, 200, "OK", "", fmt::format("Contact: <sip:p@127.0.0.1:{}>\r\n", peer.port()),
                      other_sdp));
  station.expect<Modified>();
  peer.send(talk.request(peer, "INVITE", {}, other_sdp));
  station.expect<ModifyAsked>();
  peer.send(talk.request(peer, "INVITE", {}, other_sdp));
  CHECK_FALSE(header_of(peer.expect("SIP/2.0 500"), "Retry-After").empty());
  // An older CSeq is out of order.
  --talk.cseq;
  --talk.cseq;
  peer.send(talk.request(peer, "INFO"));
  peer.expect("SIP/2.0 500");
}

TEST_CASE("UPDATE changes the session, and refreshes it without a body") {
  Station station;
  Wire peer(station.port());
  Talk talk = answered_call(station, peer);
  peer.send(talk.request(peer, "UPDATE", {}, other_sdp));
  station.expect<ModifyAsked>();
  station.post(AnswerModify{talk.leg, some_sdp});
  CHECK(body_text(peer.expect("SIP/2.0 200")) == some_sdp);
  peer.send(talk.request(peer, "UPDATE", "Supported: timer\r\nSession-Expires: 500;refresher=uac\r\n"));
  const std::string refreshed = peer.expect("SIP/2.0 200");
  CHECK(header_of(refreshed, "Session-Expires") == "500;refresher=uac");
  CHECK(header_of(refreshed, "Require") == "timer");
  peer.send(talk.request(peer, "UPDATE", "Supported: timer\r\nSession-Expires: 20\r\n"));
  CHECK(header_of(peer.expect("SIP/2.0 422"), "Min-SE") == "90");
  CHECK(station.count<ModifyAsked>() == 0);
}

TEST_CASE("We refresh the session, and a peer that is gone ends the call") {
  Options options = loopback_options();
  options.session_timer = {seconds(2), seconds(2)};
  Station station(options);
  Wire peer(station.port());
  SUBCASE("by re-INVITE with the same description") {
    answered_call(station, peer);
    const std::string refresh = peer.expect("INVITE ");
    CHECK(body_text(refresh) == other_sdp);
    CHECK(header_of(refresh, "Session-Expires") == "2;refresher=uac");
    peer.send(answer_to(
        refresh, 200, "OK", "",
        fmt::format("Contact: <sip:p@127.0.0.1:{}>\r\nSession-Expires: 2;refresher=uac\r\n", peer.port()),
        some_sdp));
    peer.expect("ACK ");
    const std::string again = peer.expect("INVITE ");
    CHECK(header_of(again, "CSeq") != header_of(refresh, "CSeq"));
    peer.send(answer_to(again, 481, "Gone", ""));
    const Ended ended = station.expect<Ended>();
    CHECK(ended.by == EndedBy::timeout);
    CHECK(ended.code == 408);
    CHECK(station.count<Modified>() == 0);
  }
  SUBCASE("by UPDATE when the peer takes it") {
    answered_call(station, peer, "Allow: INVITE, ACK, BYE, UPDATE\r\n");
    const std::string refresh = peer.expect("UPDATE ");
    CHECK(body_text(refresh).empty());
    peer.send(answer_to(refresh, 200, "OK", "", "Session-Expires: 2;refresher=uac\r\n"));
    peer.expect("UPDATE ");
  }
  SUBCASE("it does not answer at all") {
    answered_call(station, peer);
    peer.expect("INVITE ");
    CHECK(station.expect<Ended>().by == EndedBy::timeout);
  }
}

TEST_CASE("A peer that promised to refresh and does not is hung up with 408") {
  Options options = loopback_options();
  options.session_timer = {seconds(3), seconds(3)};
  Station station(options);
  Wire peer(station.port());
  answered_call(station, peer, "Supported: timer\r\nSession-Expires: 3;refresher=uac\r\nMin-SE: 3\r\n");
  const std::string bye = peer.expect("BYE ");
  CHECK(header_of(bye, "Reason").starts_with("SIP;cause=408"));
  CHECK(station.expect<Ended>().by == EndedBy::timeout);
}

TEST_CASE("An INVITE with too short an interval is refused, and our own is made longer when asked") {
  Station station;
  Wire peer(station.port());
  peer.send(peer.request("INVITE", "a", 1, "Supported: timer\r\nSession-Expires: 30\r\n", {}, some_sdp));
  CHECK(header_of(peer.expect("SIP/2.0 422"), "Min-SE") == "90");
  CHECK_FALSE(station.next<Incoming>(100ms));
  station.configure(loopback_trunk(peer.port()));
  station.post(Invite{
      .leg = station.new_leg(), .target = ToTrunk{TrunkId{7}, "1"}, .caller_number = "2", .sdp = some_sdp});
  const std::string asked = peer.expect("INVITE ");
  peer.send(answer_to(asked, 422, "Session Interval Too Small", "x", "Min-SE: 4000\r\n"));
  peer.expect("ACK ");
  const std::string again = peer.expect("INVITE ");
  CHECK(header_of(again, "Session-Expires") == "4000");
  CHECK(header_of(again, "Min-SE") == "4000");
  CHECK(header_of(again, "Call-ID") == header_of(asked, "Call-ID"));
}

TEST_CASE("Reliable provisional responses are repeated until the PRACK, and the answer waits for it") {
  Station station;
  Wire peer(station.port());
  peer.send(peer.request("INVITE", "a", 1, "Supported: 100rel\r\n", {}, some_sdp));
  const LegId leg = station.expect<Incoming>().leg;
  station.post(Provisional{leg, 183, other_sdp, true});
  station.post(Answer{leg, ""});
  const std::string progress = peer.expect("SIP/2.0 183");
  CHECK(header_of(progress, "Require") == "100rel");
  CHECK(header_of(progress, "RSeq") == "1");
  CHECK(body_text(progress) == other_sdp);
  CHECK(peer.expect("SIP/2.0 183") == progress);  // sent again
  peer.send(peer.request("PRACK", "b", 2, "RAck: 9 1 INVITE\r\n", to_tag_of(progress)));
  peer.expect("SIP/2.0 481");
  peer.send(peer.request("PRACK", "c", 3, "RAck: 1 1 INVITE\r\n", to_tag_of(progress)));
  CHECK(header_of(peer.expect("SIP/2.0 200"), "CSeq") == "3 PRACK");
  CHECK(header_of(peer.expect("SIP/2.0 200"), "CSeq") == "1 INVITE");
}

TEST_CASE("What a caller requires and we do not know is refused with 420") {
  Station station;
  Wire peer(station.port());
  peer.send(peer.request("INVITE", "a", 1, "Require: 100rel, telepathy\r\nRequire: foo\r\n", {}, some_sdp));
  CHECK(header_of(peer.expect("SIP/2.0 420"), "Unsupported") == "telepathy, foo");
}

TEST_CASE("As client we acknowledge reliable responses in order") {
  Station station;
  Wire peer(station.port());
  station.configure(loopback_trunk(peer.port()));
  station.post(Invite{
      .leg = station.new_leg(), .target = ToTrunk{TrunkId{7}, "1"}, .caller_number = "2", .sdp = some_sdp});
  const std::string asked = peer.expect("INVITE ");
  CHECK(header_of(asked, "Supported").find("100rel") != std::string::npos);
  const auto reliable = [&](int rseq) {
    peer.send(answer_to(
        asked, 183, "Session Progress", "t",
        fmt::format("Contact: <sip:p@127.0.0.1:{}>\r\nRequire: 100rel\r\nRSeq: {}\r\n", peer.port(), rseq),
        other_sdp));
  };
  reliable(41);
  const std::string prack = peer.expect("PRACK sip:p@127.0.0.1");
  const std::string cseq = header_of(asked, "CSeq");
  CHECK(header_of(prack, "RAck") == "41 " + cseq);
  peer.send(answer_to(prack, 200, "OK", ""));
  CHECK(station.expect<Progress>().sdp == other_sdp);
  reliable(43);  // one is missing
  CHECK(peer.receive(300ms).empty());
  reliable(42);
  CHECK(header_of(peer.expect("PRACK "), "RAck") == "42 " + cseq);
}

TEST_CASE("A lost ACK: the answer is sent again, then the call is hung up") {
  Station station;
  Wire peer(station.port());
  peer.send(peer.request("INVITE", "a", 1, {}, {}, some_sdp));
  const LegId leg = station.expect<Incoming>().leg;
  station.post(Answer{leg, other_sdp});
  const std::string ok = peer.expect("SIP/2.0 200");
  CHECK(peer.expect("SIP/2.0 200") == ok);
  CHECK(peer.expect("SIP/2.0 200") == ok);
  // Hung up meanwhile: BYE waits for the ACK (RFC 3261 section 15).
  station.post(Hangup{leg});
  CHECK(station.expect<Ended>().by == EndedBy::us);
  peer.send(peer.request("ACK", "b", 1, {}, to_tag_of(ok)));
  peer.expect("BYE ");
}

TEST_CASE("BYE before the answer ends the call with 487") {
  Station station;
  Wire peer(station.port());
  peer.send(peer.request("INVITE", "a", 1, {}, {}, some_sdp));
  const LegId leg = station.expect<Incoming>().leg;
  station.post(Provisional{leg, 180, ""});
  const std::string ringing = peer.expect("SIP/2.0 180");
  peer.send(peer.request("BYE", "b", 2, {}, to_tag_of(ringing)));
  CHECK(header_of(peer.expect("SIP/2.0 200"), "CSeq") == "2 BYE");
  CHECK(header_of(peer.expect("SIP/2.0 487"), "CSeq") == "1 INVITE");
  CHECK(station.expect<Ended>().by == EndedBy::peer);
}

TEST_CASE("Retransmissions make no second call, a merged request is refused, a stray one is unknown") {
  Station station;
  Wire peer(station.port());
  const std::string invite = peer.request("INVITE", "a", 1, {}, {}, some_sdp);
  for (int i = 0; i < 4; ++i)
    peer.send(invite);
  station.expect<Incoming>();
  CHECK_FALSE(station.next<Incoming>(200ms));
  // The same request by another way (RFC 3261 section 8.2.2.2).
  std::string merged = invite;
  merged.replace(merged.find("z9hG4bKa"), 8, "z9hG4bKb");
  peer.send(merged);
  peer.expect("SIP/2.0 482");
  peer.send(peer.request("BYE", "c", 9, {}, "nobody"));
  peer.expect("SIP/2.0 481");
  peer.send(peer.request("CANCEL", "d", 9));
  peer.expect("SIP/2.0 481");
}

TEST_CASE("DTMF by INFO, both ways and both types") {
  Station station;
  Wire peer(station.port());
  Talk talk = answered_call(station, peer);
  peer.send(
      talk.request(peer, "INFO", "Content-Type: application/dtmf-relay\r\n", "Signal=5\r\nDuration=250\r\n"));
  peer.expect("SIP/2.0 200");
  const InfoDtmf five = station.expect<InfoDtmf>();
  CHECK(five.digit == '5');
  CHECK(five.length == milliseconds(250));
  peer.send(talk.request(peer, "INFO", "Content-Type: application/dtmf\r\n", "11"));
  CHECK(station.expect<InfoDtmf>().digit == '#');
  peer.send(talk.request(peer, "INFO", "Content-Type: text/plain\r\n", "hello"));
  peer.expect("SIP/2.0 415");
  station.post(SendInfoDtmf{talk.leg, '*', milliseconds(100)});
  CHECK(body_text(peer.expect("INFO ")) == "Signal=*\r\nDuration=100\r\n");
}

TEST_CASE("The peer asks for a transfer and is told how it goes") {
  Station station;
  Wire peer(station.port());
  Talk talk = answered_call(station, peer);
  Wire other(station.port());
  other.from_tag = "from-2";
  Talk second = answered_call(station, other);
  // A transfer to the second call: its Replaces names one of our legs, as the peer at its far end knows it.
  peer.send(talk.request(
      peer, "REFER",
      fmt::format("Refer-To: <sip:42@127.0.0.1?Replaces={}%3Bto-tag%3D{}%3Bfrom-tag%3D{}>\r\nReferred-By: "
                  "<sip:boss@x>\r\n",
                  other.call_id, second.tag, other.from_tag)));
  const ReferAsked asked = station.expect<ReferAsked>();
  CHECK(asked.target == "sip:42@127.0.0.1");
  CHECK(asked.target_number == "42");
  REQUIRE(asked.replaces.has_value());
  CHECK(asked.replaced == second.leg);
  CHECK(asked.referred_by == "sip:boss@x");
  station.post(AnswerRefer{talk.leg, 202});
  peer.expect("SIP/2.0 202");
  std::string notify = peer.expect("NOTIFY ");
  CHECK(body_text(notify) == "SIP/2.0 100 Trying\r\n");
  CHECK(header_of(notify, "Event") == "refer");
  CHECK(header_of(notify, "Subscription-State").starts_with("active"));
  peer.send(answer_to(notify, 200, "OK", ""));
  station.post(NotifyRefer{talk.leg, 200, ""});
  notify = peer.expect("NOTIFY ");
  CHECK(body_text(notify) == "SIP/2.0 200 OK\r\n");
  CHECK(header_of(notify, "Subscription-State") == "terminated;reason=noresource");
  peer.send(answer_to(notify, 200, "OK", ""));
  peer.send(talk.request(peer, "REFER", "Refer-To: <sip:43@127.0.0.1>\r\n"));
  station.expect<ReferAsked>();
  station.post(AnswerRefer{talk.leg, 603});
  peer.expect("SIP/2.0 603");
  peer.send(talk.request(peer, "REFER"));
  peer.expect("SIP/2.0 400");
}

TEST_CASE("We ask the peer for a transfer and hear how it goes") {
  Station station;
  Wire peer(station.port());
  Talk talk = answered_call(station, peer);
  station.post(Refer{talk.leg, "sip:99@127.0.0.1", Replaces{"c1", "t1", "f1", false}, "sip:desk@x"});
  const std::string refer = peer.expect("REFER ");
  CHECK(header_of(refer, "Refer-To") == "<sip:99@127.0.0.1?Replaces=c1%3Bto-tag%3Dt1%3Bfrom-tag%3Df1>");
  peer.send(
      answer_to(refer, 202, "Accepted", "", fmt::format("Contact: <sip:p@127.0.0.1:{}>\r\n", peer.port())));
  CHECK(station.expect<ReferAnswered>().code == 202);
  const std::string head = "Event: refer\r\nContent-Type: message/sipfrag\r\nSubscription-State: ";
  peer.send(talk.request(peer, "NOTIFY", head + "active\r\n", "SIP/2.0 180 Ringing\r\n"));
  peer.expect("SIP/2.0 200");
  ReferProgress progress = station.expect<ReferProgress>();
  CHECK(progress.code == 180);
  CHECK(progress.reason == "Ringing");
  CHECK_FALSE(progress.is_last);
  peer.send(talk.request(peer, "NOTIFY", head + "active\r\n", "nonsense"));
  peer.expect("SIP/2.0 400");
  peer.send(talk.request(peer, "NOTIFY", head + "terminated\r\n", "SIP/2.0 200 OK\r\n"));
  peer.expect("SIP/2.0 200");
  progress = station.expect<ReferProgress>();
  CHECK(progress.is_last);
  peer.send(talk.request(peer, "NOTIFY", head + "active\r\n", "SIP/2.0 200 OK\r\n"));
  peer.expect("SIP/2.0 481");
}

TEST_CASE("An incoming call that takes another one's place names it") {
  Station station;
  Wire peer(station.port());
  Talk talk = answered_call(station, peer);
  Wire other(station.port());
  other.from_tag = "from-2";
  other.send(other.request(
      "INVITE", "a", 1,
      fmt::format("Replaces: {};to-tag={};from-tag={}\r\nDiversion: <sip:800@x>;reason=busy\r\n",
                  peer.call_id, talk.tag, peer.from_tag),
      {}, some_sdp));
  const Incoming incoming = station.expect<Incoming>();
  REQUIRE(incoming.replaces.has_value());
  CHECK(incoming.replaced == talk.leg);
  CHECK(incoming.diversion == "800");
}

TEST_CASE("A caller's asserted identity counts only from a trusted trunk") {
  for (const bool is_trusted : {false, true}) {
    Configuration configuration = loopback_trunk();
    configuration.trunks[0].is_identity_trusted = is_trusted;
    Station station(loopback_options(), configuration);
    Wire peer(station.port());
    peer.from_user = "anonymous";
    peer.send(peer.request("INVITE", "a", 1,
                           "P-Asserted-Identity: \"Anna\" <tel:+4930777>\r\nPrivacy: id\r\n", {}, some_sdp));
    const Incoming incoming = station.expect<Incoming>();
    CHECK(incoming.is_caller_hidden);
    CHECK(incoming.caller_number == (is_trusted ? "+4930777" : ""));
    CHECK(incoming.caller_name == (is_trusted ? "Anna" : ""));
  }
}
