// The only SQL for trunks.
#include "channels/voice/lines/trunk.h"
#include "org/entity.h"
#include "platform/database/statement.h"
#include "platform/numbering/phone_number.h"

namespace rapport::lines {
namespace {

std::string purpose(OrgId org, TrunkId id, const char* side) {
  return fmt::format("organisation/{}/trunk/{}/{}", org.value, id.value, side);
}

Trunk trunk_of(TrunkId id, const std::string& settings, bool has_inbound, bool has_outbound) {
  Trunk trunk;
  static_cast<TrunkBase&>(trunk) =
      contract::decode<TrunkBase>(settings, {.ignores_unknown = true}).value_or(TrunkBase{});
  trunk.id = id;
  trunk.has_inbound_password = has_inbound;
  trunk.has_outbound_password = has_outbound;
  return trunk;
}

TrunkBase settings_of(const TrunkFields& fields) {
  TrunkBase kept = fields;
  if (auto number = numbering::one_spelling(fields.caller_number, fields.region))
    kept.caller_number = *number;
  if (auto fingerprint = sip::as_fingerprint(fields.tls_fingerprint); !fingerprint.empty())
    kept.tls_fingerprint = std::move(fingerprint);
  return kept;
}

// A password goes with its user; without a new one it stays as it is.
void keep_password(org::Change& change, const crypto::Vault& vault, TrunkId id, bool is_inbound,
                   const std::string& user, const std::optional<std::string>& password) {
  if (!user.empty() && !password) return;
  std::optional<std::string> sealed;
  if (!user.empty())
    sealed = vault.seal(*password, purpose(change.org(), id, is_inbound ? "inbound" : "outbound"));
  database::execute(change.sql,
                    is_inbound
                        ? "update voice_trunk set sealed_inbound = :sealed where org = :org and id = :id"
                        : "update voice_trunk set sealed_outbound = :sealed where org = :org and id = :id",
                    sealed, change.org(), id);
}

void keep_passwords(org::Change& change, const crypto::Vault& vault, TrunkId id, const TrunkFields& fields) {
  keep_password(change, vault, id, true, fields.inbound_user, fields.inbound_password);
  keep_password(change, vault, id, false, fields.outbound_user, fields.outbound_password);
}

sip::Transport sip_transport(GatewayTransport transport) {
  switch (transport) {
    case GatewayTransport::udp:
      return sip::Transport::udp;
    case GatewayTransport::tcp:
      return sip::Transport::tcp;
    case GatewayTransport::tls:
      return sip::Transport::tls;
  }
  return sip::Transport::udp;
}

std::string bracketed(const std::string& host) {
  const bool is_bare_v6 = host.find(':') != std::string::npos && !host.starts_with('[');
  return is_bare_v6 ? '[' + host + ']' : host;
}

}  // namespace

sip::DigestOffer sip_digest(TrunkDigest digest) {
  switch (digest) {
    case TrunkDigest::md5:
      return sip::DigestOffer::md5;
    case TrunkDigest::both:
      return sip::DigestOffer::both;
    case TrunkDigest::sha256:
      return sip::DigestOffer::sha256;
  }
  return sip::DigestOffer::md5;
}

sip::TlsCheck tls_check(const Trunk& trunk) {
  switch (trunk.tls_trust) {
    case GatewayTrust::system:
      return {};
    case GatewayTrust::authority:
      return {sip::TlsTrust::authority, trunk.tls_authority, ""};
    case GatewayTrust::fingerprint:
      return {sip::TlsTrust::fingerprint, "", trunk.tls_fingerprint};
  }
  return {};
}

calls::TrunkRules trunk_rules(const TrunkOfOrg& of) {
  calls::TrunkRules rules;
  rules.org = of.org;
  rules.caller_number = of.trunk.caller_number;
  rules.region = of.trunk.region;
  switch (of.trunk.shows) {
    case TrunkShows::called:
      rules.shown = calls::ShownNumber::called;
      break;
    case TrunkShows::fixed:
      rules.shown = calls::ShownNumber::fixed;
      break;
    case TrunkShows::queue:
      rules.shown = calls::ShownNumber::queue;
      break;
    case TrunkShows::hidden:
      rules.shown = calls::ShownNumber::hidden;
      break;
  }
  rules.is_customer_shown = of.trunk.is_customer_shown;
  switch (of.trunk.number_form) {
    case NumberForm::e164:
      rules.form = numbering::Form::e164;
      break;
    case NumberForm::e164_without_plus:
      rules.form = numbering::Form::e164_without_plus;
      break;
    case NumberForm::national:
      rules.form = numbering::Form::national;
      break;
  }
  rules.refuses_anonymous = of.trunk.refuses_anonymous;
  return rules;
}

std::optional<Trunk> Trunks::find(database::Session& sql, OrgId org, TrunkId id) const {
  auto found = list(sql, org, TrunkId{id.value - 1}, 1);
  if (found.empty() || found.front().id != id) return std::nullopt;
  return std::move(found.front());
}

std::vector<Trunk> Trunks::list(database::Session& sql, OrgId org, TrunkId after, std::int64_t limit) const {
  std::vector<Trunk> all;
  database::each<TrunkId, std::string, bool, bool>(
      sql,
      "select id, settings, case when sealed_inbound is null then 0 else 1 end,"
      " case when sealed_outbound is null then 0 else 1 end from voice_trunk"
      " where org = :org and id > :after order by id limit :limit",
      [&](TrunkId id, const std::string& settings, bool has_inbound, bool has_outbound) {
        all.push_back(trunk_of(id, settings, has_inbound, has_outbound));
      },
      org, after, limit);
  return all;
}

std::int64_t Trunks::count(database::Session& sql, OrgId org) const {
  return *database::first<std::int64_t>(sql, "select count(*) from voice_trunk where org = :org", org);
}

void Trunks::insert(org::Change& change, TrunkId id, const TrunkFields& fields) const {
  database::execute(change.sql,
                    "insert into voice_trunk (org, id, name, settings) values (:org, :id, :name, :settings)",
                    change.org(), id, fields.name, contract::encode(settings_of(fields)));
  keep_passwords(change, *vault, id, fields);
}

void Trunks::update(org::Change& change, TrunkId id, const TrunkFields& fields) const {
  database::execute(change.sql,
                    "update voice_trunk set name = :name, settings = :settings where org = :org and id = :id",
                    fields.name, contract::encode(settings_of(fields)), change.org(), id);
  keep_passwords(change, *vault, id, fields);
}

Result<void> Trunks::remove(org::Change& change, const Trunk& trunk) const {
  std::vector<Issue> uses;
  database::each<ChannelId, std::string>(
      change.sql,
      "select id, number from voice_number where org = :org and trunk = :trunk order by id limit 25",
      [&](ChannelId id, const std::string& number) {
        uses.push_back({fmt::format("/phone-numbers/{}", id.value), fmt::format("the number {}", number)});
      },
      change.org(), trunk.id);
  database::each<sip::PhoneId, std::string>(
      change.sql,
      "select p.id, u.name from voice_phone p join users u on u.org = p.org and u.id = p.agent"
      " where p.org = :org and p.trunk = :trunk order by p.id limit 25",
      [&](sip::PhoneId id, const std::string& name) {
        uses.push_back({fmt::format("/phones/{}", id.value), fmt::format("the phone of {}", name)});
      },
      change.org(), trunk.id);
  if (!uses.empty()) return org::in_use(kind, std::move(uses));
  database::execute(change.sql, "delete from voice_trunk where org = :org and id = :id", change.org(),
                    trunk.id);
  return {};
}

bool trunk_exists(database::Session& sql, OrgId org, TrunkId id) {
  return database::first<TrunkId>(sql, "select id from voice_trunk where org = :org and id = :id", org, id)
      .has_value();
}

std::string region_of_trunk(database::Session& sql, OrgId org, TrunkId id) {
  const auto found = Trunks{nullptr}.find(sql, org, id);
  return found ? found->region : "";
}

std::vector<TrunkOfOrg> active_trunks(database::Session& sql) {
  std::vector<TrunkOfOrg> all;
  database::each<OrgId, TrunkId, std::string, bool, bool>(
      sql,
      "select org, id, settings, case when sealed_inbound is null then 0 else 1 end,"
      " case when sealed_outbound is null then 0 else 1 end from voice_trunk order by org, id",
      [&](OrgId org, TrunkId id, const std::string& settings, bool has_inbound, bool has_outbound) {
        Trunk trunk = trunk_of(id, settings, has_inbound, has_outbound);
        if (trunk.is_active) all.push_back({org, std::move(trunk)});
      });
  return all;
}

Result<sip::Trunk> sip_trunk(database::Session& sql, const crypto::Vault& vault, const TrunkOfOrg& of) {
  const Trunk& trunk = of.trunk;
  sip::Trunk made;
  made.id = trunk.id;
  made.name = trunk.name;
  for (const TrunkGateway& gateway : trunk.gateways)
    made.gateways.push_back({bracketed(gateway.host), static_cast<std::uint16_t>(gateway.port),
                             sip_transport(gateway.transport), gateway.priority});
  made.networks = trunk.networks;
  made.inbound_digest = sip_digest(trunk.inbound_digest);
  made.does_register = trunk.does_register;
  made.register_expires = seconds(trunk.register_expires_s);
  made.domain = trunk.domain;
  made.is_identity_trusted = trunk.is_identity_trusted;
  made.is_identity_asserted = trunk.is_identity_asserted;
  made.channels_max = trunk.channels_max;
  made.full_code = trunk.full_code;
  made.retry_after_s = trunk.retry_after_s;
  made.keep_alive = seconds(trunk.keep_alive_s);
  made.tls = tls_check(trunk);
  const auto sealed = database::first<std::optional<std::string>, std::optional<std::string>>(
      sql, "select sealed_inbound, sealed_outbound from voice_trunk where org = :org and id = :id", of.org,
      trunk.id);
  const auto open = [&](const std::optional<std::string>& text, const std::string& user,
                        const char* side) -> Result<sip::Credentials> {
    if (user.empty()) return sip::Credentials{};
    // Never without its password: a trunk that asks for none would let everybody in.
    if (!text)
      return fail(ErrorCode::internal, "sealed_value_unreadable", fmt::format("no {} password", side));
    auto password = vault.unseal(*text, purpose(of.org, trunk.id, side));
    if (!password) return tl::unexpected<Error>(std::move(password.error()));
    return sip::Credentials{user, std::move(*password)};
  };
  if (!sealed) return org::no_such(Trunks::kind, trunk.id.value);
  auto inbound = open(std::get<0>(*sealed), trunk.inbound_user, "inbound");
  if (!inbound) return tl::unexpected<Error>(std::move(inbound.error()));
  auto outbound = open(std::get<1>(*sealed), trunk.outbound_user, "outbound");
  if (!outbound) return tl::unexpected<Error>(std::move(outbound.error()));
  made.inbound = std::move(*inbound);
  made.outbound = std::move(*outbound);
  return made;
}

}  // namespace rapport::lines
