#include <doctest/doctest.h>
#include <fmt/format.h>

#include "channels/voice/sip/digest.h"
#include "channels/voice/sip/support/talk.h"

using namespace rapport;
using namespace rapport::sip;
using namespace rapport::sip::test;

TEST_CASE("A gateway that answers OPTIONS is up; when it falls silent the trunk goes down") {
  Station station;
  Wire gateway(station.port());
  Configuration configuration = loopback_trunk(gateway.port());
  configuration.trunks[0].keep_alive = milliseconds(200);
  station.next<TrunkUp>(200ms);  // of the trunk before
  station.configure(configuration);
  const std::string ping = gateway.expect("OPTIONS ");
  CHECK(header_of(ping, "Max-Forwards") == "70");
  gateway.send(answer_to(ping, 405, "Method Not Allowed", "g"));
  CHECK(station.expect<TrunkUp>().trunk == TrunkId{7});
  gateway.send(answer_to(gateway.expect("OPTIONS "), 503, "Later", "g"));
  gateway.send(answer_to(gateway.expect("OPTIONS "), 503, "Later", "g"));
  CHECK(station.expect<TrunkDown>().why == "no_gateway_answers");
  gateway.send(answer_to(gateway.expect("OPTIONS "), 200, "OK", "g"));
  station.expect<TrunkUp>();
}

TEST_CASE("A call goes to the next gateway when one is silent, full or unreachable") {
  Options options = loopback_options();
  options.gateway_patience = milliseconds(300);
  Station station(options);
  Wire first(station.port()), second(station.port()), third(station.port());
  Configuration configuration = loopback_trunk();
  configuration.trunks[0].gateways = {{"127.0.0.1", third.port(), Transport::udp, 3},
                                      {"127.0.0.1", first.port(), Transport::udp, 1},
                                      {"127.0.0.1", second.port(), Transport::udp, 2}};
  station.configure(configuration);
  station.post(Invite{
      .leg = station.new_leg(), .target = ToTrunk{TrunkId{7}, "1"}, .caller_number = "2", .sdp = some_sdp});
  const std::string lost = first.expect("INVITE ");
  const std::string full = second.expect("INVITE ");
  CHECK(header_of(full, "Call-ID") == header_of(lost, "Call-ID"));
  CHECK(header_of(full, "From") != header_of(lost, "From"));
  second.send(answer_to(full, 503, "Full", "x"));
  second.expect("ACK ");
  const std::string taken = third.expect("INVITE ");
  third.send(answer_to(taken, 486, "Busy Here", "y"));
  third.expect("ACK ");
  const Ended ended = station.expect<Ended>();
  CHECK(ended.code == 486);
  CHECK(ended.by == EndedBy::peer);
  // A late answer of the first one is cancelled, not taken.
  first.send(answer_to(lost, 180, "Ringing", "z"));
  first.expect("CANCEL ");
}

TEST_CASE("A late answer of a gateway that was given up is hung up") {
  Options options = loopback_options();
  options.gateway_patience = milliseconds(200);
  Station station(options);
  Wire first(station.port()), second(station.port());
  Configuration configuration = loopback_trunk();
  configuration.trunks[0].gateways = {{"127.0.0.1", first.port(), Transport::udp, 1},
                                      {"127.0.0.1", second.port(), Transport::udp, 2}};
  station.configure(configuration);
  station.post(Invite{
      .leg = station.new_leg(), .target = ToTrunk{TrunkId{7}, "1"}, .caller_number = "2", .sdp = some_sdp});
  const std::string lost = first.expect("INVITE ");
  second.expect("INVITE ");
  first.send(answer_to(lost, 200, "OK", "late",
                       fmt::format("Contact: <sip:p@127.0.0.1:{}>\r\n", first.port()), other_sdp));
  first.expect("ACK ");
  first.expect("BYE ");
  CHECK_FALSE(station.next<Answered>(100ms));
}

TEST_CASE("When nobody answers, the leg ends") {
  Station station;
  // Nobody listens on the discard port over TCP: refused at once.
  Configuration configuration = loopback_trunk();
  configuration.trunks[0].gateways = {{"127.0.0.1", 9, Transport::tcp, 1}};
  station.configure(configuration);
  station.post(Invite{
      .leg = station.new_leg(), .target = ToTrunk{TrunkId{7}, "1"}, .caller_number = "2", .sdp = some_sdp});
  const Ended ended = station.expect<Ended>();
  CHECK(ended.by == EndedBy::network);
  CHECK(ended.code == 503);
  station.post(Invite{.leg = station.new_leg(), .target = ToTrunk{TrunkId{8}, "1"}});
  CHECK(station.expect<Ended>().code == 404);
  station.post(Invite{.leg = station.new_leg(), .target = ToPhone{PhoneId{8}, {}}});
  CHECK(station.expect<Ended>().code == 480);
  station.post(Invite{.leg = station.new_leg(), .target = ToUri{"sip:a b@c", ""}});
  CHECK(station.expect<Ended>().by == EndedBy::network);
}

TEST_CASE("A trunk's channels are counted over both directions and given back") {
  Configuration configuration = loopback_trunk();
  configuration.trunks[0].channels_max = 1;
  configuration.trunks[0].retry_after_s = 33;
  for (const int code : {486, 503}) {
    configuration.trunks[0].full_code = code;
    Station station(loopback_options(), configuration);
    Wire peer(station.port()), other(station.port());
    Talk talk = answered_call(station, peer);
    other.send(other.request("INVITE", "a", 1, {}, {}, some_sdp));
    const std::string full = other.expect("SIP/2.0 ");
    CHECK(code_of(full) == code);
    CHECK(header_of(full, "Retry-After") == "33");
    station.post(Invite{.leg = station.new_leg(), .target = ToTrunk{TrunkId{7}, "1"}});
    CHECK(station.expect<Ended>().code == 503);
    peer.send(talk.request(peer, "BYE"));
    station.expect<Ended>();
    Wire again(station.port());
    again.send(again.request("INVITE", "b", 1, {}, {}, some_sdp));
    station.expect<Incoming>();
  }
}

TEST_CASE("A trunk registers, answers the challenge, refreshes and leaves") {
  Station station;
  Wire registrar(station.port());
  Configuration configuration = loopback_trunk(registrar.port());
  Trunk& trunk = configuration.trunks[0];
  trunk.does_register = true;
  trunk.domain = "provider.example";
  trunk.outbound = {"4930", "pass"};
  trunk.register_expires = seconds(100);
  station.next<TrunkUp>(200ms);
  station.configure(configuration);
  const std::string plain = registrar.expect("REGISTER sip:provider.example ");
  CHECK(header_of(plain, "To") == "<sip:4930@provider.example>");
  CHECK(header_of(plain, "Expires") == "100");
  registrar.send(
      answer_to(plain, 401, "Unauthorized", "r",
                "WWW-Authenticate: Digest realm=\"p\", nonce=\"n1\", qop=\"auth\", algorithm=SHA-256\r\n"
                "WWW-Authenticate: Digest realm=\"p\", nonce=\"n2\", qop=\"auth\"\r\n"));
  const std::string proven = registrar.expect("REGISTER ");
  CHECK(header_of(proven, "Call-ID") == header_of(plain, "Call-ID"));
  const auto fields = DigestFields::parse(header_of(proven, "Authorization"));
  REQUIRE(fields.has_value());
  CHECK(fields->at("nonce") == "n1");
  DigestInput input{DigestAlgorithm::sha256, "4930", "p",    "pass",           "REGISTER",
                    "sip:provider.example",  "n1",   "auth", fields->at("nc"), fields->at("cnonce")};
  CHECK(fields->at("response") == digest_response(input));
  const std::string contact = header_of(proven, "Contact");
  // Granted for a short while: it comes again.
  registrar.send(answer_to(proven, 200, "OK", "r", fmt::format("Contact: {};expires=2\r\n", contact)));
  station.expect<TrunkUp>();
  const std::string refreshed = registrar.expect("REGISTER ");
  registrar.send(answer_to(refreshed, 423, "Too Brief", "r", "Min-Expires: 200\r\n"));
  const std::string longer = registrar.expect("REGISTER ");
  CHECK(header_of(longer, "Expires") == "200");
  registrar.send(answer_to(longer, 403, "Forbidden", "r"));
  CHECK(station.expect<TrunkDown>().why == "registration_refused");
  const std::string tried = registrar.expect("REGISTER ");
  registrar.send(answer_to(tried, 200, "OK", "r", fmt::format("Contact: {};expires=200\r\n", contact)));
  station.expect<TrunkUp>();
  station.configure({});
  CHECK(header_of(registrar.expect("REGISTER "), "Expires") == "0");
}

TEST_CASE("Calls come in from where the trunk is registered, though no network was named") {
  Configuration configuration = loopback_trunk();
  Station station(loopback_options(), {});
  Wire registrar(station.port());
  configuration = loopback_trunk(registrar.port());
  configuration.trunks[0].networks.clear();
  configuration.trunks[0].does_register = true;
  configuration.trunks[0].outbound = {"u", "p"};
  registrar.send(registrar.request("INVITE", "a", 1, {}, {}, some_sdp));
  registrar.expect("SIP/2.0 401");
  station.configure(configuration);
  registrar.send(answer_to(registrar.expect("REGISTER "), 200, "OK", "r"));
  station.expect<TrunkUp>();
  registrar.send(registrar.request("INVITE", "b", 2, {}, {}, some_sdp));
  CHECK(station.expect<Incoming>().source.trunk == TrunkId{7});
}

TEST_CASE("Our call is challenged, and says who it is") {
  Station station;
  Wire gateway(station.port());
  Configuration configuration = loopback_trunk(gateway.port());
  configuration.trunks[0].outbound = {"u", "p"};
  configuration.trunks[0].domain = "carrier.example";
  configuration.trunks[0].is_identity_asserted = true;
  station.configure(configuration);
  Invite invite{.leg = station.new_leg(),
                .target = ToTrunk{TrunkId{7}, "+4930#1"},
                .caller_number = "+49301",
                .sdp = some_sdp};
  invite.is_caller_hidden = true;
  invite.headers = {{"X-Queue", "sales\r\nVia: forged"}, {"Via", "no"}, {"Bad Name", "no"}};
  station.post(invite);
  const std::string asked = gateway.expect("INVITE sip:+4930%231@carrier.example ");
  CHECK(header_of(asked, "From").starts_with("\"Anonymous\" <sip:anonymous@anonymous.invalid>"));
  CHECK(header_of(asked, "P-Asserted-Identity") == "<sip:+49301@carrier.example>");
  CHECK(header_of(asked, "Privacy") == "id");
  CHECK(header_of(asked, "X-Queue") == "salesVia: forged");
  CHECK(asked.find("Bad Name") == std::string::npos);
  gateway.send(answer_to(asked, 407, "Proxy Authentication Required", "c",
                         "Proxy-Authenticate: Digest realm=\"c\", nonce=\"n\"\r\n"));
  gateway.expect("ACK ");
  const std::string proven = gateway.expect("INVITE ");
  CHECK(header_of(proven, "Proxy-Authorization").find("username=\"u\"") != std::string::npos);
  gateway.send(
      answer_to(proven, 407, "Again", "c", "Proxy-Authenticate: Digest realm=\"c\", nonce=\"n\"\r\n"));
  gateway.expect("ACK ");
  const std::string third = gateway.receive();
  if (third.starts_with("INVITE "))
    gateway.send(
        answer_to(third, 407, "Again", "c", "Proxy-Authenticate: Digest realm=\"c\", nonce=\"n\"\r\n"));
  CHECK(station.expect<Ended>().code == 407);
}

TEST_CASE("A call over TCP, and what is too large there ends the connection") {
  Station station;
  Wire peer(station.port(Transport::tcp), Wire::Kind::tcp);
  Talk talk = answered_call(station, peer);
  // In pieces, and two at once.
  const std::string info = talk.request(peer, "INFO");
  peer.send("\r\n\r\n" + info.substr(0, 40));
  peer.send(info.substr(40) + talk.request(peer, "OPTIONS"));
  CHECK(header_of(peer.expect("SIP/2.0 200"), "CSeq").ends_with("INFO"));
  CHECK(header_of(peer.expect("SIP/2.0 200"), "CSeq").ends_with("OPTIONS"));
  peer.send(talk.request(peer, "BYE"));
  peer.expect("SIP/2.0 200");
  Wire large(station.port(Transport::tcp), Wire::Kind::tcp);
  large.send(large.request("OPTIONS", "a", 1, fmt::format("Subject: {}\r\n", std::string(9'000, 'x'))));
  large.expect("SIP/2.0 413");
  CHECK(large.is_closed());
  Wire rubbish(station.port(Transport::tcp), Wire::Kind::tcp);
  rubbish.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  CHECK(rubbish.is_closed());
  Wire after(station.port(Transport::tcp), Wire::Kind::tcp);
  after.send(after.request("OPTIONS", "a", 1));
  after.expect("SIP/2.0 200");
}

TEST_CASE("Shutting down hangs up, cancels and refuses, and every leg ends once") {
  auto station = std::make_unique<Station>();
  Wire peer(station->port()), ringing(station->port()), called(station->port());
  Talk talk = answered_call(*station, peer);
  ringing.from_tag = "from-2";
  ringing.send(ringing.request("INVITE", "a", 1, {}, {}, some_sdp));
  station->expect<Incoming>();
  station->configure(loopback_trunk(called.port()));
  station->post(Invite{
      .leg = station->new_leg(), .target = ToTrunk{TrunkId{7}, "1"}, .caller_number = "2", .sdp = some_sdp});
  called.send(answer_to(called.expect("INVITE "), 180, "Ringing", "t"));
  station->expect<Progress>();
  station.reset();
  peer.expect("BYE ");
  ringing.expect("SIP/2.0 503");
  called.expect("CANCEL ");
}

TEST_CASE("A thousand calls leave nothing behind") {
  Station station;
  Wire peer(station.port());
  for (int i = 0; i < 1'000; ++i) {
    peer.call_id = fmt::format("many-{}", i);
    const std::string branch = fmt::format("m{}", i);
    peer.send(peer.request("INVITE", branch, 1, {}, {}, some_sdp));
    const LegId leg = station.expect<Incoming>().leg;
    if (i % 3 == 0) {
      peer.send(peer.request("CANCEL", branch, 1));
    } else if (i % 3 == 1) {
      station.post(Refuse{leg, 486});
    } else {
      station.post(Answer{leg, other_sdp});
      std::string ok;
      while (!ok.starts_with("SIP/2.0 200") || header_of(ok, "Call-ID") != peer.call_id) {
        ok = peer.receive();
        REQUIRE_FALSE(ok.empty());
      }
      peer.send(peer.request("ACK", "x" + branch, 1, {}, to_tag_of(ok)));
      peer.send(peer.request("BYE", "y" + branch, 2, {}, to_tag_of(ok)));
    }
    REQUIRE(station.expect<Ended>().leg == leg);
  }
  CHECK(station.count<Ended>() == 0);
  CHECK(station.legs_alive() == 0);
}
