#include <doctest/doctest.h>
#include <fmt/format.h>

#include "channels/voice/sip/support/certificates.h"
#include "channels/voice/sip/support/talk.h"

using namespace rapport;
using namespace rapport::sip;
using namespace rapport::sip::test;

namespace {

Options with_tls(const std::string& certificate_file, const std::string& authorities = "") {
  Options options;
  options.listeners = {{Transport::tls, "127.0.0.1", 0}};
  options.tls.certificate = certificate_file;
  options.tls.authorities = authorities;
  return options;
}

// Somebody else's server, with this certificate (and its key).
struct TlsGateway {
  explicit TlsGateway(const std::string& pem) : file(pem), station(with_tls(file.path())) {}
  std::uint16_t port() { return station.port(Transport::tls); }
  TextFile file;
  Station station;
};

// Ours, with a trunk to it.
Configuration trunk_to(std::uint16_t port, TlsCheck check, const std::string& domain = "") {
  Configuration configuration = loopback_trunk();
  Trunk& trunk = configuration.trunks[0];
  trunk.gateways = {{"127.0.0.1", port, Transport::tls, 0}};
  trunk.keep_alive = seconds(1);
  trunk.tls = std::move(check);
  trunk.domain = domain;
  return configuration;
}

// "up", or why not.
std::string trunk_outcome(Station& ours) {
  for (int i = 0; i < 200; ++i) {
    if (ours.next<TrunkUp>(50ms)) return "up";
    if (const auto down = ours.next<TrunkDown>(50ms)) return down->why;
  }
  return "nothing was said";
}

std::string trunk_outcome(const std::string& pem, TlsCheck check, const std::string& domain = "") {
  TlsGateway gateway(pem);
  Station ours(with_tls(""), trunk_to(gateway.port(), std::move(check), domain));
  return trunk_outcome(ours);
}

TlsCheck signed_by(const Authority& authority) {
  return {TlsTrust::authority, authority.pem(), ""};
}

}  // namespace

TEST_CASE("A TLS gateway proves its name by a certificate of the trunk's authority") {
  const Authority ours, theirs;
  CHECK(trunk_outcome(ours.signs({}), signed_by(ours)) == "up");
  CHECK(trunk_outcome(ours.signs({"sip.carrier.example"}), signed_by(ours), "sip.carrier.example") == "up");
  CHECK(trunk_outcome(ours.signs({"*.carrier.example"}), signed_by(ours), "sip.carrier.example") == "up");
  for (const auto& refused : {
           trunk_outcome(ours.signs({"127.0.0.2"}), signed_by(ours)),  // another address
           trunk_outcome(ours.signs({"sip.other.example"}), signed_by(ours),
                         "sip.carrier.example"),  // another name
           trunk_outcome(ours.signs({"carrier.example"}), signed_by(ours),
                         "sip.carrier.example"),              // above it
           trunk_outcome(theirs.signs({}), signed_by(ours)),  // unknown authority
           trunk_outcome(ours.signs({.from_hours = -48, .until_hours = -24}), signed_by(ours)),  // expired
           trunk_outcome(ours.signs({.from_hours = 24, .until_hours = 48}), signed_by(ours)),    // not yet
       })
    CHECK(refused == "certificate_refused");
}

TEST_CASE("Without more being said a gateway needs an authority that the server knows") {
  const Authority known;
  const std::string pem = known.signs({});
  CHECK(trunk_outcome(pem, {}) == "certificate_refused");
  TlsGateway gateway(pem);
  const TextFile authorities(known.pem());
  Station ours(with_tls("", authorities.path()), trunk_to(gateway.port(), {}));
  CHECK(trunk_outcome(ours) == "up");
}

TEST_CASE("A pinned certificate is taken whatever it says, and no other is") {
  const Authority own;
  const std::string old = own.signs({"some.box", -48, -24});
  CHECK(trunk_outcome(old, {TlsTrust::fingerprint, "", fingerprint_of(old)}) == "up");
  CHECK(trunk_outcome(own.signs({}), {TlsTrust::fingerprint, "", fingerprint_of(old)}) ==
        "certificate_refused");
}

TEST_CASE("A call goes through a gateway that proved itself, and nothing of it to one that did not") {
  const Authority authority;
  TlsGateway good(authority.signs({})), bad(authority.signs({"127.0.0.2"}));
  const auto call = [](Station& ours) {
    ours.post(Invite{.leg = ours.new_leg(),
                     .target = ToTrunk{TrunkId{7}, "1000"},
                     .caller_number = "2000",
                     .sdp = some_sdp});
  };
  Station ours(with_tls(""), trunk_to(good.port(), signed_by(authority)));
  call(ours);
  const Incoming incoming = good.station.expect<Incoming>();
  CHECK(incoming.called_number == "1000");
  CHECK(incoming.transport == Transport::tls);
  good.station.post(Answer{incoming.leg, other_sdp});
  const Answered answered = ours.expect<Answered>();
  good.station.expect<Confirmed>();
  ours.post(Hangup{answered.leg});
  CHECK(good.station.expect<Ended>().by == EndedBy::peer);

  ours.configure(trunk_to(bad.port(), signed_by(authority)));
  call(ours);
  CHECK(ours.expect<Ended>().by == EndedBy::us);
  CHECK(ours.expect<Ended>().by == EndedBy::network);
  CHECK(bad.station.count<Incoming>() == 0);
}

TEST_CASE("A connection that was proved by another rule is closed when the rule changes") {
  const Authority authority, other;
  TlsGateway gateway(authority.signs({}));
  Station ours(with_tls(""), trunk_to(gateway.port(), signed_by(authority)));
  CHECK(trunk_outcome(ours) == "up");
  ours.configure(trunk_to(gateway.port(), signed_by(other)));
  CHECK(trunk_outcome(ours) == "certificate_refused");
  ours.configure(trunk_to(gateway.port(), signed_by(authority)));
  CHECK(trunk_outcome(ours) == "up");
}

TEST_CASE("Two trunks cannot have one connection proved by different rules") {
  const Authority authority;
  const std::string pem = authority.signs({});
  TlsGateway gateway(pem);
  Configuration configuration = trunk_to(gateway.port(), signed_by(authority));
  Station ours(with_tls(""), configuration);
  CHECK(trunk_outcome(ours) == "up");
  Trunk second = configuration.trunks[0];
  second.id = TrunkId{8};
  second.tls = {TlsTrust::fingerprint, "", fingerprint_of(pem)};
  configuration.trunks.push_back(second);
  ours.configure(configuration);
  CHECK(ours.expect<TrunkDown>().trunk == TrunkId{8});
}

TEST_CASE("What people paste is read as a fingerprint or as certificates, or not at all") {
  const Authority authority;
  CHECK(is_authority(authority.pem()));
  CHECK(is_authority(authority.pem() + authority.pem()));
  CHECK_FALSE(is_authority(""));
  CHECK_FALSE(is_authority("mine"));
  CHECK_FALSE(
      is_authority(authority.pem() + "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"));
  const std::string digits(64, 'a');
  CHECK(as_fingerprint(std::string(64, 'A')) == digits);
  CHECK(as_fingerprint("aa:" + digits.substr(2)) == digits);
  CHECK(as_fingerprint(digits + "a").empty());
  CHECK(as_fingerprint("").empty());
  CHECK(as_fingerprint("sha256 " + digits).empty());
}
