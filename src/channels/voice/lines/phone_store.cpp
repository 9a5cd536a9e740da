// The only SQL for phones.
#include "channels/voice/lines/phone.h"
#include "org/entity.h"
#include "platform/crypto/encoding.h"
#include "platform/crypto/random.h"
#include "platform/database/statement.h"
#include "platform/numbering/phone_number.h"

namespace rapport::lines {
namespace {

std::string purpose(OrgId org, PhoneId id) {
  return fmt::format("organisation/{}/phone/{}/password", org.value, id.value);
}

// 100 bits that a person can type on a phone: 20 letters and digits, none that looks like another.
std::string readable_password() {
  constexpr std::string_view letters = "abcdefghjkmnpqrstuvwxyz23456789x";
  static_assert(letters.size() == 32);
  std::string made;
  for (const char byte : crypto::random_bytes(20))
    made += letters[static_cast<std::uint8_t>(byte) % letters.size()];
  return made;
}

// What does not belong to its kind is not kept; numbers in one spelling.
PhoneFields kept(org::Change& change, const PhoneFields& fields) {
  PhoneFields made = fields;
  if (fields.kind == PhoneKind::desk_phone) {
    made.outside_number.clear();
    made.trunk_id.reset();
    return made;
  }
  made.user.clear();
  const std::string region =
      fields.trunk_id ? region_of_trunk(change.sql, change.org(), *fields.trunk_id) : "";
  if (auto number = numbering::one_spelling(fields.outside_number, region)) made.outside_number = *number;
  return made;
}

std::optional<std::string> text_or_null(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

constexpr const char* columns = "p.id, p.agent, p.kind, p.sip_user, p.digest, p.outside_number, p.trunk";

template <class OnPhone, class... Parameters>
void each_phone(database::Session& sql, const std::string& query, OnPhone&& on_phone,
                const Parameters&... parameters) {
  database::each<OrgId, PhoneId, AgentId, PhoneKind, std::optional<std::string>, TrunkDigest,
                 std::optional<std::string>, std::optional<TrunkId>>(
      sql, query,
      [&](OrgId org, PhoneId id, AgentId agent, PhoneKind kind, std::optional<std::string> user,
          TrunkDigest digest, std::optional<std::string> number, std::optional<TrunkId> trunk) {
        Phone phone;
        phone.id = id;
        phone.agent_id = agent;
        phone.kind = kind;
        phone.user = user.value_or("");
        phone.digest = digest;
        phone.outside_number = number.value_or("");
        phone.trunk_id = trunk;
        on_phone(PhoneOfOrg{org, std::move(phone)});
      },
      parameters...);
}

}  // namespace

std::optional<Phone> Phones::find(database::Session& sql, OrgId org, PhoneId id) const {
  auto found = list(sql, org, PhoneId{id.value - 1}, 1);
  if (found.empty() || found.front().id != id) return std::nullopt;
  return std::move(found.front());
}

std::vector<Phone> Phones::list(database::Session& sql, OrgId org, PhoneId after, std::int64_t limit) const {
  static const std::string query = fmt::format(
      "select p.org, {} from voice_phone p where p.org = :org and p.id > :after order by p.id limit :limit",
      columns);
  std::vector<Phone> all;
  each_phone(
      sql, query, [&](PhoneOfOrg found) { all.push_back(std::move(found.phone)); }, org, after, limit);
  return all;
}

std::int64_t Phones::count(database::Session& sql, OrgId org) const {
  return *database::first<std::int64_t>(sql, "select count(*) from voice_phone where org = :org", org);
}

void Phones::insert(org::Change& change, PhoneId id, const PhoneFields& fields) const {
  const PhoneFields made = kept(change, fields);
  database::execute(change.sql,
                    "insert into voice_phone (org, id, agent, kind, sip_user, digest, outside_number, trunk)"
                    " values (:org, :id, :agent, :kind, :user, :digest, :number, :trunk)",
                    change.org(), id, made.agent_id, made.kind, text_or_null(made.user), made.digest,
                    text_or_null(made.outside_number), made.trunk_id);
}

void Phones::update(org::Change& change, PhoneId id, const PhoneFields& fields) const {
  const PhoneFields made = kept(change, fields);
  database::execute(change.sql,
                    "update voice_phone set agent = :agent, kind = :kind, sip_user = :user, digest = :digest,"
                    " outside_number = :number, trunk = :trunk where org = :org and id = :id",
                    made.agent_id, made.kind, text_or_null(made.user), made.digest,
                    text_or_null(made.outside_number), made.trunk_id, change.org(), id);
  if (made.kind != PhoneKind::desk_phone)
    database::execute(change.sql,
                      "update voice_phone set sealed_password = null where org = :org and id = :id",
                      change.org(), id);
}

Result<void> Phones::remove(org::Change& change, const Phone& phone) const {
  database::execute(change.sql, "delete from voice_phone where org = :org and id = :id", change.org(),
                    phone.id);
  return {};
}

Result<NewPhone> create_phone(org::Changes& changes, const crypto::Vault& vault, const org::By& who,
                              const PhoneFields& fields) {
  PhoneFields wanted = fields;
  const bool is_desk_phone = fields.kind == PhoneKind::desk_phone;
  if (is_desk_phone && wanted.user.empty()) wanted.user = "p" + crypto::hex(crypto::random_bytes(5));
  const std::string password = readable_password();
  return changes.make<NewPhone>(who, Phones::what, [&](org::Change& change) -> Result<NewPhone> {
    auto made = org::add(change, phones, wanted);
    if (!made) return tl::unexpected<Error>(std::move(made.error()));
    NewPhone shown;
    static_cast<Phone&>(shown) = std::move(*made);
    if (!is_desk_phone) return shown;
    database::execute(change.sql,
                      "update voice_phone set sealed_password = :sealed where org = :org and id = :id",
                      vault.seal(password, purpose(change.org(), shown.id)), change.org(), shown.id);
    shown.password = password;
    return shown;
  });
}

Result<PhonePassword> make_phone_password(org::Changes& changes, const crypto::Vault& vault,
                                          const org::By& who, PhoneId id) {
  const std::string password = readable_password();
  const std::string sealed = vault.seal(password, purpose(who.org, id));
  return changes.make<PhonePassword>(who, Phones::what, [&](org::Change& change) -> Result<PhonePassword> {
    const auto phone = phones.find(change.sql, change.org(), id);
    if (!phone) return org::no_such(Phones::kind, id.value);
    if (phone->kind != PhoneKind::desk_phone)
      return fail(ErrorCode::conflict, "not_a_desk_phone", "an outside number has no password");
    database::execute(change.sql,
                      "update voice_phone set sealed_password = :sealed where org = :org and id = :id",
                      sealed, change.org(), id);
    change.audit({"make_password", Phones::kind, id.value});
    return PhonePassword{password};
  });
}

std::vector<PhoneOfOrg> active_phones(database::Session& sql) {
  static const std::string query = fmt::format(
      "select p.org, {} from voice_phone p join users u on u.org = p.org and u.id = p.agent"
      " where u.is_active = 1 order by p.org, p.id",
      columns);
  std::vector<PhoneOfOrg> all;
  each_phone(sql, query, [&](PhoneOfOrg found) { all.push_back(std::move(found)); });
  return all;
}

Result<sip::Phone> sip_phone(database::Session& sql, const crypto::Vault& vault, const PhoneOfOrg& of) {
  const auto sealed = database::first<std::optional<std::string>>(
      sql, "select sealed_password from voice_phone where org = :org and id = :id", of.org, of.phone.id);
  if (!sealed || !*sealed)
    return fail(ErrorCode::internal, "sealed_value_unreadable", "this phone has no password yet");
  auto password = vault.unseal(**sealed, purpose(of.org, of.phone.id));
  if (!password) return tl::unexpected<Error>(std::move(password.error()));
  return sip::Phone{of.phone.id, {of.phone.user, std::move(*password)}, sip_digest(of.phone.digest)};
}

}  // namespace rapport::lines
