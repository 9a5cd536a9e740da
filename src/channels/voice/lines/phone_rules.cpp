// What may be said about a phone.
#include <algorithm>

#include "channels/voice/lines/phone.h"
#include "org/entity.h"
#include "platform/database/statement.h"
#include "platform/numbering/phone_number.h"

namespace rapport::lines {

using contract::Format;
using contract::Notes;
using contract::Tag;

Notes contract_notes(Tag<PhoneFields>) {
  return {
      .fields = {{.name = "kind", .has_default = true},
                 {.name = "user",
                  .doc = "of a desk phone's account, unique on the server: a-z, 0-9, '.', '-', '_'; empty: "
                         "one is made",
                  .max_length = 40,
                  .has_default = true},
                 {.name = "digest", .doc = "what a desk phone is asked for", .has_default = true},
                 {.name = "outside_number",
                  .doc = "with its country code, or as the trunk's region writes it",
                  .max_length = 40,
                  .has_default = true},
                 {.name = "trunk_id", .doc = "through which an outside number is dialled"}}};
}

Notes contract_notes(Tag<NewPhone>) {
  return {.fields = {{.name = "password", .doc = "of a desk phone; shown this once"}}};
}

Notes contract_notes(Tag<PhonePassword>) {
  return {.fields = {{.name = "password", .doc = "shown this once"}}};
}

namespace {

bool is_user(const std::string& user) {
  return !user.empty() && std::all_of(user.begin(), user.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
  });
}

void check_desk_phone(org::Change& change, PhoneId id, const PhoneFields& fields,
                      std::vector<Issue>& issues) {
  if (!is_user(fields.user))
    issues.push_back({"/user", "expected small letters, digits, '.', '-' and '_'"});
  else if (database::first<PhoneId>(change.sql,
                                    "select id from voice_phone where sip_user = :user and id <> :id",
                                    fields.user, id))
    issues.push_back({"/user", "another phone has this user"});
}

void check_outside_number(org::Change& change, const PhoneFields& fields, std::vector<Issue>& issues) {
  std::string region;
  if (!fields.trunk_id)
    issues.push_back({"/trunk_id", "an outside number needs a trunk"});
  else if (!trunk_exists(change.sql, change.org(), *fields.trunk_id))
    issues.push_back({"/trunk_id", "no such trunk"});
  else
    region = region_of_trunk(change.sql, change.org(), *fields.trunk_id);
  if (const auto number = numbering::one_spelling(fields.outside_number, region); !number)
    issues.push_back({"/outside_number", number.error().detail});
}

}  // namespace

Result<void> Phones::check(org::Change& change, PhoneId id, const Phone*, const PhoneFields& fields) const {
  std::vector<Issue> issues;
  if (!database::first<AgentId>(change.sql, "select id from users where org = :org and id = :id",
                                change.org(), fields.agent_id))
    issues.push_back({"/agent_id", "no such user"});
  else if (database::first<PhoneId>(
               change.sql, "select id from voice_phone where org = :org and agent = :agent and id <> :id",
               change.org(), fields.agent_id, id))
    issues.push_back({"/agent_id", "this agent has a phone already"});
  if (fields.kind == PhoneKind::desk_phone)
    check_desk_phone(change, id, fields, issues);
  else
    check_outside_number(change, fields, issues);
  // Somebody else's trunk does not slip in with the other kind.
  if (fields.kind == PhoneKind::desk_phone && fields.trunk_id &&
      !trunk_exists(change.sql, change.org(), *fields.trunk_id))
    issues.push_back({"/trunk_id", "no such trunk"});
  if (!issues.empty()) return org::wrong(std::move(issues));
  return {};
}

}  // namespace rapport::lines
