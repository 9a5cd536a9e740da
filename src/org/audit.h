// Reading the audit log. Writing it is Change::audit().
#pragma once

#include <optional>
#include <string>

#include "api/page.h"
#include "base/id.h"
#include "base/instant.h"
#include "platform/contract/describe.h"
#include "platform/contract/json_text.h"
#include "platform/database/database.h"

namespace rapport::org {

using AuditId = Id<struct AuditTag>;
using AuditTargetId = Id<struct AuditTargetTag>;

struct AuditEntry {
  AuditId id;
  Instant at;
  std::optional<UserId> user_id;  // absent: the server itself
  std::string action;
  std::string kind;
  AuditTargetId target_id;
  std::optional<contract::Json> before, after;
  std::string remote_address;
  std::string request_id;
};
BOOST_DESCRIBE_STRUCT(AuditEntry, (),
                      (id, at, user_id, action, kind, target_id, before, after, remote_address, request_id))

struct AuditQuery : api::PageQuery {
  std::optional<UserId> who;
  std::optional<std::string> what;  // a kind or an action
  std::optional<AuditTargetId> target_id;
  std::optional<Instant> from, to;
};
BOOST_DESCRIBE_STRUCT(AuditQuery, (api::PageQuery), (who, what, target_id, from, to))
contract::Notes contract_notes(contract::Tag<AuditQuery>);

// Newest first.
Result<api::Page<AuditEntry>> read_audit(database::Database& database, OrgId org, const AuditQuery& query);

}  // namespace rapport::org
