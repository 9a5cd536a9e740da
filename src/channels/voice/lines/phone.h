// Phones: how an agent is reached without the desk's own sound: by a desk phone that registers here, or by an
// outside number through a trunk. One for each agent; one account may register several devices.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "channels/voice/lines/limits.h"
#include "channels/voice/lines/trunk.h"
#include "channels/voice/sip/configuration.h"
#include "org/changes.h"
#include "platform/contract/describe.h"
#include "platform/crypto/vault.h"

namespace rapport::lines {

using sip::PhoneId;

enum class PhoneKind : std::uint8_t { desk_phone, outside_number };
BOOST_DESCRIBE_ENUM(PhoneKind, desk_phone, outside_number)

struct PhoneFields {
  AgentId agent_id;
  PhoneKind kind = PhoneKind::desk_phone;
  std::string user;  // of a desk phone; "": one is made
  TrunkDigest digest = TrunkDigest::md5;
  std::string outside_number;       // of an outside number
  std::optional<TrunkId> trunk_id;  // through which it is dialled
};
BOOST_DESCRIBE_STRUCT(PhoneFields, (), (agent_id, kind, user, digest, outside_number, trunk_id))
contract::Notes contract_notes(contract::Tag<PhoneFields>);

struct Phone : PhoneFields {
  PhoneId id;
};
BOOST_DESCRIBE_STRUCT(Phone, (PhoneFields), (id))

struct NewPhone : Phone {
  std::optional<std::string> password;  // of a desk phone
};
BOOST_DESCRIBE_STRUCT(NewPhone, (Phone), (password))
contract::Notes contract_notes(contract::Tag<NewPhone>);

struct PhonePassword {
  std::string password;
};
BOOST_DESCRIBE_STRUCT(PhonePassword, (), (password))
contract::Notes contract_notes(contract::Tag<PhonePassword>);

struct Phones {
  using Key = PhoneId;
  using Fields = PhoneFields;
  using Whole = Phone;
  static constexpr const char* kind = "phone";
  static constexpr const char* what = "phones";
  static constexpr std::int64_t most = phones_max;

  std::optional<Phone> find(database::Session& sql, OrgId org, PhoneId id) const;
  std::vector<Phone> list(database::Session& sql, OrgId org, PhoneId after, std::int64_t limit) const;
  std::int64_t count(database::Session& sql, OrgId org) const;
  Result<void> check(org::Change& change, PhoneId id, const Phone* before, const PhoneFields& fields) const;
  void insert(org::Change& change, PhoneId id, const PhoneFields& fields) const;
  void update(org::Change& change, PhoneId id, const PhoneFields& fields) const;
  Result<void> remove(org::Change& change, const Phone& phone) const;
};
inline constexpr Phones phones{};

// With its password, when it is a desk phone.
Result<NewPhone> create_phone(org::Changes& changes, const crypto::Vault& vault, const org::By& who,
                              const PhoneFields& fields);
// A new one; what registers with the one before is out. Conflict, not_a_desk_phone.
Result<PhonePassword> make_phone_password(org::Changes& changes, const crypto::Vault& vault,
                                          const org::By& who, PhoneId id);

struct PhoneOfOrg {
  OrgId org;
  Phone phone;
};
// Of agents who are active.
std::vector<PhoneOfOrg> active_phones(database::Session& sql);
// A desk phone as signalling wants it; internal, sealed_value_unreadable when there is no password to read.
Result<sip::Phone> sip_phone(database::Session& sql, const crypto::Vault& vault, const PhoneOfOrg& of);

}  // namespace rapport::lines
