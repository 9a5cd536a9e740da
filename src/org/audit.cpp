#include "org/audit.h"

#include <limits>

#include "platform/database/statement.h"

namespace rapport::org {
namespace {

std::optional<contract::Json> json(std::optional<std::string> text) {
  if (!text) return std::nullopt;
  return contract::Json{std::move(*text)};
}

}  // namespace

contract::Notes contract_notes(contract::Tag<AuditQuery>) {
  return {.fields = {{.name = "who", .doc = "a user's id"},
                     {.name = "what", .doc = "a kind (user, queue …) or an action (create, sign_in …)"},
                     {.name = "to", .doc = "before this"}}};
}

Result<api::Page<AuditEntry>> read_audit(database::Database& database, OrgId org, const AuditQuery& query) {
  auto after = api::read_cursor<AuditId>(query);
  if (!after) return tl::unexpected<Error>(std::move(after.error()));
  const std::int64_t most = std::numeric_limits<std::int64_t>::max();
  return database.read([&](database::Session& sql) -> Result<api::Page<AuditEntry>> {
    std::vector<AuditEntry> entries;
    database::each<AuditId, Instant, UserId, std::string, std::string, AuditTargetId,
                   std::optional<std::string>, std::optional<std::string>, std::string, std::string>(
        sql,
        "select id, at_us, user_id, action, kind, target, before_json, after_json, remote_address, request_id"
        " from audit where org = :org and id < :before and at_us >= :from and at_us < :to"
        " and (user_id = :who or cast(:who as bigint) < 0)"
        " and (target = :target or cast(:target as bigint) < 0) and (kind = :what or action = :what or "
        "cast(:what "
        "as "
        "text) = '') order by id desc limit :limit",
        [&](AuditId id, Instant at, UserId user, std::string action, std::string kind, AuditTargetId target,
            std::optional<std::string> before, std::optional<std::string> later, std::string address,
            std::string request) {
          entries.push_back({id, at, user ? std::optional(user) : std::nullopt, std::move(action),
                             std::move(kind), target, json(std::move(before)), json(std::move(later)),
                             std::move(address), std::move(request)});
        },
        org, after->value_or(AuditId{most}), query.from.value_or(Instant{}), query.to.value_or(Instant{most}),
        query.who.value_or(UserId{-1}), query.target_id.value_or(AuditTargetId{-1}), query.what.value_or(""),
        query.limit + 1);
    return api::page_of(std::move(entries), query.limit, [](const AuditEntry& entry) { return entry.id; });
  });
}

}  // namespace rapport::org
