#include <doctest/doctest.h>
#include <fmt/format.h>

#include "channels/voice/sip/digest.h"
#include "channels/voice/sip/support/station.h"

using namespace rapport;
using namespace rapport::sip;
using namespace rapport::sip::test;

namespace {

Configuration one_phone(DigestOffer offer = DigestOffer::md5) {
  Configuration configuration;
  configuration.phones = {{PhoneId{3}, {"1001", "secret"}, offer}};
  return configuration;
}

// The Authorization line for a challenge in a 401.
std::string credentials(const std::string& challenged, const std::string& password, const std::string& method,
                        const std::string& uri, std::uint32_t count = 1, const std::string& user = "1001") {
  const auto value = answer_challenge({header_of(challenged, "WWW-Authenticate")}, user, password, method,
                                      uri, count, "c0ffee");
  REQUIRE(value.has_value());
  return fmt::format("Authorization: {}\r\n", *value);
}

}  // namespace

TEST_CASE("A phone registers with its password, is found by a call, and unregisters") {
  for (const DigestOffer offer : {DigestOffer::md5, DigestOffer::sha256}) {
    Station station(loopback_options(), one_phone(offer));
    Wire phone(station.port());
    phone.from_user = "1001";
    const std::string uri = "sip:rapport";
    phone.send(phone.request("REGISTER", "a", 1, "Expires: 300\r\n", {}, {}, uri));
    const std::string challenged = phone.expect("SIP/2.0 401");
    CHECK(header_of(challenged, "WWW-Authenticate")
              .find(offer == DigestOffer::md5 ? "algorithm=MD5" : "algorithm=SHA-256") != std::string::npos);
    phone.send(phone.request(
        "REGISTER", "b", 2,
        "Expires: 300\r\nUser-Agent: bench\r\n" + credentials(challenged, "secret", "REGISTER", uri), {}, {},
        uri));
    const std::string ok = phone.expect("SIP/2.0 200");
    CHECK(header_of(ok, "Contact") == fmt::format("<sip:peer@127.0.0.1:{}>;expires=300", phone.port()));
    const PhoneRegistered registered = station.expect<PhoneRegistered>();
    CHECK(registered.phone == PhoneId{3});
    CHECK(registered.is_new);
    CHECK(registered.user_agent == "bench");
    CHECK(registered.expires == seconds(300));
    // From where it registered it may ping us; to call it must prove itself again.
    phone.send(phone.request("OPTIONS", "ping", 50));
    phone.expect("SIP/2.0 200");
    phone.send(phone.request("INVITE", "call", 51, {}, {}, some_sdp));
    phone.expect("SIP/2.0 401");

    station.post(Invite{.leg = station.new_leg(),
                        .target = ToPhone{PhoneId{3}, {}},
                        .caller_number = "123",
                        .sdp = some_sdp});
    const std::string asked = phone.expect(fmt::format("INVITE sip:peer@127.0.0.1:{}", phone.port()));
    phone.send(answer_to(asked, 486, "Busy Here", "x"));
    CHECK(station.expect<Ended>().code == 486);
    phone.expect("ACK ");

    // The nonce may be used again, with the next count.
    phone.send(phone.request("REGISTER", "c", 3,
                             "Expires: 0\r\n" + credentials(challenged, "secret", "REGISTER", uri, 2), {}, {},
                             uri));
    phone.expect("SIP/2.0 200");
    CHECK(station.expect<PhoneGone>().why == "unregistered");
  }
}

TEST_CASE("A caught Authorization is of no use to anybody else") {
  Station station(loopback_options(), one_phone());
  Wire phone(station.port());
  phone.from_user = "1001";
  const std::string uri = "sip:rapport";
  phone.send(phone.request("REGISTER", "a", 1, {}, {}, {}, uri));
  const std::string challenged = phone.expect("SIP/2.0 401");
  const std::string caught = credentials(challenged, "secret", "REGISTER", uri);
  phone.send(phone.request("REGISTER", "b", 2, caught, {}, {}, uri));
  phone.expect("SIP/2.0 200");
  SUBCASE("the same count again is stale") {
    phone.send(phone.request("REGISTER", "c", 3, caught, {}, {}, uri));
    CHECK(header_of(phone.expect("SIP/2.0 401"), "WWW-Authenticate").find("stale=true") != std::string::npos);
  }
  SUBCASE("another URI is wrong") {
    phone.send(phone.request("REGISTER", "c", 3,
                             credentials(challenged, "secret", "REGISTER", "sip:other", 2), {}, {}, uri));
    CHECK(header_of(phone.expect("SIP/2.0 401"), "WWW-Authenticate").find("stale") == std::string::npos);
  }
  SUBCASE("another method is wrong") {
    phone.send(
        phone.request("INFO", "c", 3, credentials(challenged, "secret", "REGISTER", uri, 2), {}, {}, uri));
    phone.expect("SIP/2.0 401");
  }
  SUBCASE("an invented nonce is challenged anew") {
    std::string invented = challenged;
    const auto at = invented.find("nonce=\"") + 7;
    invented[at] = invented[at] == '0' ? '1' : '0';
    phone.send(
        phone.request("REGISTER", "c", 3, credentials(invented, "secret", "REGISTER", uri), {}, {}, uri));
    phone.expect("SIP/2.0 401");
  }
}

TEST_CASE("The registrar keeps to its rules") {
  Station station(loopback_options(), one_phone());
  Wire phone(station.port());
  phone.from_user = "1001";
  const std::string uri = "sip:rapport";
  std::uint32_t cseq = 0;
  const auto ask = [&](const std::string& more) {
    ++cseq;
    phone.send(phone.request("REGISTER", fmt::format("q{}", cseq), cseq, more, {}, {}, uri));
    const std::string challenged = phone.expect("SIP/2.0 401");
    ++cseq;
    phone.send(phone.request("REGISTER", fmt::format("q{}", cseq), cseq,
                             more + credentials(challenged, "secret", "REGISTER", uri), {}, {}, uri));
    return phone.expect("SIP/2.0 ");
  };
  const std::string brief = ask("Expires: 5\r\n");
  CHECK(code_of(brief) == 423);
  CHECK(header_of(brief, "Min-Expires") == "60");
  CHECK(code_of(ask("Contact: <mailto:a@b>\r\n")) == 400);
  CHECK(code_of(ask("Contact: *\r\n")) == 400);
  CHECK(code_of(ask("Contact: sip:user@example.com?Route=%3Csip:sip.example.com%3E\r\n")) == 400);
  CHECK(code_of(ask("Contact: <sip:a@127.0.0.1:9>;expires=100, <sip:b@127.0.0.1:9>;expires=90000\r\n")) ==
        200);
  CHECK(station.expect<PhoneRegistered>().expires == seconds(100));
  CHECK(station.expect<PhoneRegistered>().expires == hours(1));
  const std::string all = ask("Contact: <sip:c@127.0.0.1:9>;expires=100\r\n");
  CHECK(all.find("<sip:a@") != std::string::npos);
  CHECK(all.find("<sip:b@") != std::string::npos);
  CHECK(code_of(ask("Contact: *\r\nExpires: 0\r\n")) == 200);
  for (int i = 0; i < 3; ++i)
    CHECK(station.expect<PhoneGone>().why == "unregistered");
}

TEST_CASE("A binding ends when it is not refreshed, and with its connection") {
  Options options = loopback_options();
  options.registrar.expires_min = seconds(1);
  Station station(options, one_phone());
  const std::string uri = "sip:rapport";
  SUBCASE("not refreshed") {
    Wire phone(station.port());
    phone.from_user = "1001";
    phone.send(phone.request("REGISTER", "a", 1, "Expires: 1\r\n", {}, {}, uri));
    const std::string challenged = phone.expect("SIP/2.0 401");
    phone.send(phone.request("REGISTER", "b", 2,
                             "Expires: 1\r\n" + credentials(challenged, "secret", "REGISTER", uri), {}, {},
                             uri));
    CHECK(station.expect<PhoneGone>().why == "expired");
  }
  SUBCASE("connection closed") {
    {
      Wire phone(station.port(Transport::tcp), Wire::Kind::tcp);
      phone.from_user = "1001";
      phone.send(phone.request("REGISTER", "a", 1, {}, {}, {}, uri));
      const std::string challenged = phone.expect("SIP/2.0 401");
      phone.send(
          phone.request("REGISTER", "b", 2, credentials(challenged, "secret", "REGISTER", uri), {}, {}, uri));
      phone.expect("SIP/2.0 200");
      // A call to it goes back over the same connection, whatever its Contact says.
      station.post(Invite{.leg = station.new_leg(),
                          .target = ToPhone{PhoneId{3}, {}},
                          .caller_number = "123",
                          .sdp = some_sdp});
      phone.send(answer_to(phone.expect("INVITE "), 486, "Busy Here", "x"));
      CHECK(station.expect<Ended>().code == 486);
    }
    CHECK(station.expect<PhoneGone>().why == "connection_closed");
  }
}

TEST_CASE("Guessing passwords gets an address banned, and a trunk's address never") {
  Options options = loopback_options();
  options.limits.failures_until_ban = 6;
  Station station(options, one_phone());
  Wire guesser(station.port());
  guesser.from_user = "1001";
  const std::string uri = "sip:rapport";
  std::uint32_t cseq = 0;
  int answers = 0;
  for (int i = 0; i < 10; ++i) {
    ++cseq;
    guesser.send(guesser.request("REGISTER", fmt::format("g{}", cseq), cseq, {}, {}, {}, uri));
    const std::string challenged = guesser.receive(300ms);
    if (challenged.empty()) break;
    ++cseq;
    guesser.send(guesser.request("REGISTER", fmt::format("g{}", cseq), cseq,
                                 credentials(challenged, "guess", "REGISTER", uri), {}, {}, uri));
    if (guesser.receive(300ms).empty()) break;
    ++answers;
  }
  CHECK(answers >= 1);
  CHECK(answers <= 3);
  guesser.send(guesser.request("OPTIONS", "z", 90));
  CHECK(guesser.receive(200ms).empty());
  // Made a trunk, the same address is heard again.
  station.configure(loopback_trunk());
  guesser.send(guesser.request("OPTIONS", "y", 91));
  guesser.expect("SIP/2.0 200");
}

TEST_CASE("No request of a stranger reaches anything: no leg, no trunk, no phone") {
  // A trunk that would cost money, and a phone with a password.
  Configuration configuration = loopback_trunk(9);
  configuration.trunks[0].networks = {"192.0.2.0/24"};
  configuration.phones = one_phone().phones;
  Options options = loopback_options();
  options.limits.failures_until_ban = 100'000;
  Station station(options, configuration);
  Wire stranger(station.port());
  std::uint32_t cseq = 0;
  const auto code_for = [&](std::string_view method, const std::string& more, std::string_view tag,
                            std::string_view body, std::string_view uri) {
    ++cseq;
    stranger.send(stranger.request(method, fmt::format("s{}", cseq), cseq, more, tag, body, uri));
    return code_of(stranger.expect("SIP/2.0 "));
  };
  for (const char* uri : {"sip:+882999123456@127.0.0.1", "sip:1001@rapport", "sip:+44900@rapport;user=phone",
                          "tel:+44900", "sip:127.0.0.1"}) {
    CHECK(code_for("INVITE", "", "", some_sdp, uri) == 401);
    CHECK(code_for("INVITE", "P-Asserted-Identity: <sip:1001@rapport>\r\nRoute: <sip:192.0.2.1;lr>\r\n", "",
                   some_sdp, uri) == 401);
    CHECK(code_for("INVITE", "Replaces: x;to-tag=1;from-tag=2\r\n", "", some_sdp, uri) == 401);
    CHECK(code_for("REFER", "Refer-To: <sip:+44900@127.0.0.1>\r\n", "", "", uri) == 401);
    CHECK(code_for("OPTIONS", "", "", "", uri) == 401);
    CHECK(code_for("REGISTER", "", "", "", uri) == 401);
    for (const char* method : {"BYE", "UPDATE", "INFO", "NOTIFY", "PRACK"})
      CHECK(code_for(method, "", "", "", uri) == 401);
  }
  // The right phone's name with a wrong password, and Via and From that claim to be the trunk.
  stranger.from_user = "1001";
  CHECK(code_for("INVITE",
                 "Authorization: Digest username=\"1001\", realm=\"rapport\", nonce=\"00\", uri=\"sip:1\", "
                 "response=\"00\", qop=auth, nc=00000001, cnonce=\"a\"\r\n",
                 "", some_sdp, "sip:1@rapport") == 401);
  const int in_dialog = code_for("INVITE", "", "made-up", some_sdp, "sip:1@rapport");
  CHECK(in_dialog == 481);
  CHECK_FALSE(station.next<Incoming>(200ms));
  CHECK(station.count<PhoneRegistered>() == 0);
  CHECK(station.count<ReferAsked>() == 0);
}

TEST_CASE("A trunk with a password is challenged, and its networks still count") {
  Configuration configuration = loopback_trunk();
  configuration.trunks[0].inbound = {"carrier", "pass"};
  Station station(loopback_options(), configuration);
  Wire carrier(station.port());
  const std::string uri = "sip:1001@rapport";
  carrier.send(carrier.request("INVITE", "a", 1, {}, {}, some_sdp, uri));
  const std::string challenged = carrier.expect("SIP/2.0 401");
  carrier.send(carrier.request("ACK", "a", 1, {}, to_tag_of(challenged), {}, uri));
  carrier.send(carrier.request("INVITE", "b", 2, credentials(challenged, "pass", "INVITE", uri, 1, "carrier"),
                               {}, some_sdp, uri));
  CHECK(station.expect<Incoming>().source.trunk == TrunkId{7});
  configuration.trunks[0].networks = {"192.0.2.9"};
  station.configure(configuration);
  carrier.send(carrier.request("INVITE", "c", 3, {}, {}, some_sdp, uri));
  const std::string again = carrier.expect("SIP/2.0 401");
  carrier.send(carrier.request("INVITE", "d", 4, credentials(again, "pass", "INVITE", uri, 1, "carrier"), {},
                               some_sdp, uri));
  carrier.expect("SIP/2.0 401");
  CHECK_FALSE(station.next<Incoming>(100ms));
}
