// What may be said about a trunk. Whoever calls in as a trunk can reach agents and, by transfers, dial out at
// the organisation's cost: nobody may be let in by accident.
#include <algorithm>

#include "channels/voice/lines/host.h"
#include "channels/voice/lines/trunk.h"
#include "channels/voice/sip/networks.h"
#include "org/entity.h"
#include "platform/numbering/phone_number.h"

namespace rapport::lines {
namespace {

// Wider ones hold whole continents: only with a password.
constexpr int bits_min_v4 = 8, bits_min_v6 = 16;
constexpr const char* all_v4 = "::ffff:0:0/96";

std::string address_part(const std::string& network) {
  return network.substr(0, network.find('/'));
}

// Networks either lie apart or one within the other.
bool overlap(const std::string& a, const std::string& b) {
  sip::Networks in_a, in_b;
  in_a.add(a);
  in_b.add(b);
  const auto address_a = sip::address_bytes(address_part(a));
  const auto address_b = sip::address_bytes(address_part(b));
  return address_a && address_b && (in_a.contains(*address_b) || in_b.contains(*address_a));
}

bool is_wide(const std::string& network) {
  const auto slash = network.find('/');
  if (slash == std::string::npos) return false;
  const bool is_v4 = address_part(network).find(':') == std::string::npos;
  const int bits = std::stoi(network.substr(slash + 1)) + (is_v4 ? 96 : 0);
  return bits < (overlap(network, all_v4) ? 96 + bits_min_v4 : bits_min_v6);
}

void check_gateways(const TrunkFields& fields, std::vector<Issue>& issues) {
  for (std::size_t i = 0; i < fields.gateways.size(); ++i)
    if (!is_host(fields.gateways[i].host))
      issues.push_back({fmt::format("/gateways/{}/host", i),
                        "expected a host name or an address, without a port: sip.provider.example"});
  if (fields.does_register && fields.gateways.empty())
    issues.push_back({"/gateways", "registering needs a gateway"});
  if (fields.does_register && fields.outbound_user.empty())
    issues.push_back({"/outbound_user", "registering needs a user"});
  if (!fields.domain.empty() && !is_host(fields.domain))
    issues.push_back({"/domain", "expected a host name or an address"});
}

void check_networks(org::Change& change, TrunkId id, const TrunkFields& fields, std::vector<Issue>& issues) {
  const std::size_t before = issues.size();
  for (std::size_t i = 0; i < fields.networks.size(); ++i) {
    const std::string where = fmt::format("/networks/{}", i);
    if (!sip::Networks().add(fields.networks[i]) ||
        fields.networks[i].find_first_of(" \t[]") != std::string::npos)
      issues.push_back({where, "expected an address or a network such as 192.0.2.0/24 or 2001:db8::/32"});
    else if (fields.inbound_user.empty() && is_wide(fields.networks[i]))
      issues.push_back({where, "so many addresses may only call in with an inbound user and password"});
  }
  if (issues.size() != before || !fields.inbound_user.empty() || !fields.is_active) return;
  // Only the address says which trunk a call is of, on the whole server.
  const auto others = active_trunks(change.sql);
  for (std::size_t i = 0; i < fields.networks.size(); ++i) {
    const bool is_taken = std::any_of(others.begin(), others.end(), [&](const TrunkOfOrg& other) {
      return other.trunk.id != id && other.trunk.inbound_user.empty() &&
             std::any_of(other.trunk.networks.begin(), other.trunk.networks.end(),
                         [&](const std::string& network) { return overlap(network, fields.networks[i]); });
    });
    if (is_taken)
      issues.push_back(
          {fmt::format("/networks/{}", i), "calls from these addresses are another trunk's already"});
  }
}

void check_passwords(const Trunk* before, const TrunkFields& fields, std::vector<Issue>& issues) {
  if (!fields.inbound_user.empty() && !fields.inbound_password && !(before && before->has_inbound_password))
    issues.push_back({"/inbound_password", "a user needs a password"});
  if (!fields.outbound_user.empty() && !fields.outbound_password &&
      !(before && before->has_outbound_password))
    issues.push_back({"/outbound_password", "a user needs a password"});
}

}  // namespace

Result<void> Trunks::check(org::Change& change, TrunkId id, const Trunk* before,
                           const TrunkFields& fields) const {
  std::vector<Issue> issues;
  check_gateways(fields, issues);
  check_networks(change, id, fields, issues);
  check_passwords(before, fields, issues);
  if (fields.full_code != 486 && fields.full_code != 503)
    issues.push_back({"/full_code", "expected 486 (busy) or 503 (try another way)"});
  if (!fields.region.empty() && !numbering::is_region(fields.region))
    issues.push_back({"/region", "not a region whose numbers we know; leave it empty"});
  if (!fields.caller_number.empty())
    if (auto number = numbering::one_spelling(fields.caller_number, fields.region); !number)
      issues.push_back({"/caller_number", number.error().detail});
  if (fields.tls_trust == GatewayTrust::authority && !sip::is_authority(fields.tls_authority))
    issues.push_back({"/tls_authority", "expected certificates in PEM: -----BEGIN CERTIFICATE----- …"});
  if (fields.tls_trust == GatewayTrust::fingerprint && sip::as_fingerprint(fields.tls_fingerprint).empty())
    issues.push_back({"/tls_fingerprint", "expected a SHA-256 fingerprint: 64 hex digits, colons allowed"});
  if (fields.shows == TrunkShows::fixed && fields.caller_number.empty())
    issues.push_back({"/caller_number", "say which number is always shown"});
  if (fields.number_form == NumberForm::national && fields.region.empty())
    issues.push_back({"/region", "national numbers need the country whose they are"});
  if (!issues.empty()) return org::wrong(std::move(issues));
  return {};
}

}  // namespace rapport::lines
