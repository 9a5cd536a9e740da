// Trunks: lines to phone providers and PBXs, as administrators keep them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "channels/voice/calls/configuration.h"
#include "channels/voice/lines/limits.h"
#include "channels/voice/sip/configuration.h"
#include "org/changes.h"
#include "platform/contract/describe.h"
#include "platform/crypto/vault.h"

namespace rapport::lines {

using sip::TrunkId;

enum class GatewayTransport : std::uint8_t { udp, tcp, tls };
BOOST_DESCRIBE_ENUM(GatewayTransport, udp, tcp, tls)
enum class TrunkDigest : std::uint8_t { md5, both, sha256 };
BOOST_DESCRIBE_ENUM(TrunkDigest, md5, both, sha256)

enum class TrunkShows : std::uint8_t { called, fixed, queue, hidden };
BOOST_DESCRIBE_ENUM(TrunkShows, called, fixed, queue, hidden)
enum class NumberForm : std::uint8_t { e164, e164_without_plus, national };
BOOST_DESCRIBE_ENUM(NumberForm, e164, e164_without_plus, national)

enum class GatewayTrust : std::uint8_t { system, authority, fingerprint };
BOOST_DESCRIBE_ENUM(GatewayTrust, system, authority, fingerprint)

struct TrunkGateway {
  std::string host;
  std::int32_t port = 0;  // 0: the transport's own
  GatewayTransport transport = GatewayTransport::udp;
  std::int32_t priority = 0;  // lower first; among equals in the order given
};
BOOST_DESCRIBE_STRUCT(TrunkGateway, (), (host, port, transport, priority))
contract::Notes contract_notes(contract::Tag<TrunkGateway>);

struct TrunkBase {
  std::string name;
  bool is_active = true;
  std::vector<TrunkGateway> gateways;
  std::vector<std::string> networks;
  std::string inbound_user;  // "": callers are known by their address alone
  TrunkDigest inbound_digest = TrunkDigest::md5;
  std::string outbound_user;
  bool does_register = false;
  std::int64_t register_expires_s = 600;
  std::string domain;
  bool is_identity_trusted = false;
  bool is_identity_asserted = false;
  std::int32_t channels_max = 0;
  std::int32_t full_code = 503;
  std::int32_t retry_after_s = 10;
  std::int64_t keep_alive_s = 30;
  std::string region;
  std::string caller_number;
  TrunkShows shows = TrunkShows::called;
  bool is_customer_shown = true;
  NumberForm number_form = NumberForm::e164;
  bool refuses_anonymous = false;
  GatewayTrust tls_trust = GatewayTrust::system;
  std::string tls_authority;
  std::string tls_fingerprint;
};
BOOST_DESCRIBE_STRUCT(TrunkBase, (),
                      (name, is_active, gateways, networks, inbound_user, inbound_digest, outbound_user,
                       does_register, register_expires_s, domain, is_identity_trusted, is_identity_asserted,
                       channels_max, full_code, retry_after_s, keep_alive_s, region, caller_number, shows,
                       is_customer_shown, number_form, refuses_anonymous, tls_trust, tls_authority,
                       tls_fingerprint))
contract::Notes contract_notes(contract::Tag<TrunkBase>);

struct Trunk : TrunkBase {
  TrunkId id;
  bool has_inbound_password = false;
  bool has_outbound_password = false;
};
BOOST_DESCRIBE_STRUCT(Trunk, (TrunkBase), (id, has_inbound_password, has_outbound_password))

struct TrunkFields : TrunkBase {
  std::optional<std::string> inbound_password, outbound_password;  // absent: the one before stays
};
BOOST_DESCRIBE_STRUCT(TrunkFields, (TrunkBase), (inbound_password, outbound_password))
contract::Notes contract_notes(contract::Tag<TrunkFields>);

struct Trunks {
  using Key = TrunkId;
  using Fields = TrunkFields;
  using Whole = Trunk;
  static constexpr const char* kind = "trunk";
  static constexpr const char* what = "trunks";
  static constexpr std::int64_t most = trunks_max;

  const crypto::Vault* vault;  // only for what writes

  std::optional<Trunk> find(database::Session& sql, OrgId org, TrunkId id) const;
  std::vector<Trunk> list(database::Session& sql, OrgId org, TrunkId after, std::int64_t limit) const;
  std::int64_t count(database::Session& sql, OrgId org) const;
  Result<void> check(org::Change& change, TrunkId id, const Trunk* before, const TrunkFields& fields) const;
  void insert(org::Change& change, TrunkId id, const TrunkFields& fields) const;
  void update(org::Change& change, TrunkId id, const TrunkFields& fields) const;
  Result<void> remove(org::Change& change, const Trunk& trunk) const;
};

bool trunk_exists(database::Session& sql, OrgId org, TrunkId id);
// "" when there is no such trunk.
std::string region_of_trunk(database::Session& sql, OrgId org, TrunkId id);

struct TrunkOfOrg {
  OrgId org;
  Trunk trunk;
};
// Of every organisation: for who may call from where.
std::vector<TrunkOfOrg> active_trunks(database::Session& sql);
sip::DigestOffer sip_digest(TrunkDigest digest);
sip::TlsCheck tls_check(const Trunk& trunk);
// What call control does with its numbers.
calls::TrunkRules trunk_rules(const TrunkOfOrg& of);
// As signalling wants it, with its passwords; internal, sealed_value_unreadable when they cannot be read.
Result<sip::Trunk> sip_trunk(database::Session& sql, const crypto::Vault& vault, const TrunkOfOrg& of);

}  // namespace rapport::lines
