// Trunks and phones, replaced as a whole while running. Legs that are up go on; bindings of phones that are
// gone or have another password end.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/instant.h"
#include "channels/voice/sip/ids.h"
#include "channels/voice/sip/options.h"
#include "channels/voice/sip/tls_identity.h"

namespace rapport::sip {

// Where a trunk's calls are sent. Lower `priority` first; among equals in the order given.
struct Gateway {
  std::string host = {};   // a name or an address; IPv6 in brackets
  std::uint16_t port = 0;  // 0: the transport's own, or what DNS SRV says
  Transport transport = Transport::udp;
  int priority = 0;
  friend bool operator==(const Gateway&, const Gateway&) = default;
};

struct Credentials {
  std::string user = {};
  std::string password = {};
  friend bool operator==(const Credentials&, const Credentials&) = default;
};

// What a caller who must prove himself is asked for. MD5 is the default because many phones, baresip 1.0
// among them, give up when another algorithm is offered beside it.
enum class DigestOffer { md5, both, sha256 };

struct Trunk {
  TrunkId id = {};
  std::string name = {};  // for logs
  std::vector<Gateway> gateways = {};
  // Who may call in as this trunk (none and does_register: the registrar): addresses and CIDR networks
  // ("192.0.2.0/24"). Without `inbound` that is enough; with it the caller must also answer a digest
  // challenge (and then may come from anywhere when `networks` is empty).
  std::vector<std::string> networks;
  Credentials inbound = {};
  DigestOffer inbound_digest = DigestOffer::md5;
  Credentials outbound = {};   // answers challenges to our INVITE and REGISTER
  bool does_register = false;  // REGISTER at the first gateway that answers
  Duration register_expires = minutes(10);
  std::string domain = {};            // host of From, To and REGISTER; "": the gateway's
  bool is_identity_trusted = false;   // take P-Asserted-Identity from it as the caller
  bool is_identity_asserted = false;  // send P-Asserted-Identity (and Privacy: id when hidden) to it
  int channels_max = 0;               // both directions together; 0: no limit
  int full_code = 503;                // what a caller gets at the limit: 486 or 503
  int retry_after_s = 10;
  TlsCheck tls;                       // of its gateways' certificates; the names are theirs and `domain`
  Duration keep_alive = seconds(30);  // OPTIONS to every gateway; 0: none, gateways count as up
  friend bool operator==(const Trunk&, const Trunk&) = default;
};

struct Phone {
  PhoneId id = {};
  Credentials account = {};  // the user is also the address of record
  DigestOffer digest = DigestOffer::md5;
};

struct Configuration {
  std::vector<Trunk> trunks = {};
  std::vector<Phone> phones = {};
};

}  // namespace rapport::sip
