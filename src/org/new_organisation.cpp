// What a new organisation starts with.
#include "org/admin.h"
#include "org/entity.h"
#include "platform/database/statement.h"

namespace rapport::org {
namespace {

void insert_organisation(Change& change, const OrganisationFields& fields) {
  database::execute(
      change.sql,
      "insert into organisation (id, name, slug, time_zone, settings, revision, day, created_us)"
      " values (:id, :name, :slug, :zone, :settings, 0, '', :now)",
      change.org(), fields.name, fields.slug, fields.time_zone, contract::encode(fields.settings),
      change.now);
}

void insert_wording(Change& change, NamedKind kind, std::initializer_list<WordingFields> list) {
  for (const WordingFields& wording : list)
    insert_named(change, kind, {change.new_id<SkillId>().value, wording.name, wording.name_zh});
}

void insert_defaults(Change& change) {
  insert_built_in_roles(change);
  insert_wording(change, NamedKind::presence_reason,
                 {{"Break", "休息"}, {"Lunch", "午餐"}, {"Meeting", "会议"}, {"Training", "培训"}});
  insert_wording(change, NamedKind::disposition,
                 {{"Resolved", "已解决"},
                  {"Follow-up needed", "需要跟进"},
                  {"Customer did not reply", "客户未回复"},
                  {"Spam", "垃圾信息"}});
  insert_wording(change, NamedKind::decline_reason,
                 {{"Busy with something else", "正在处理其他事务"},
                  {"Not my field", "不在我的业务范围"},
                  {"Technical problem", "技术问题"}});
  QueueFields general;
  general.name = "General";
  queues.insert(change, change.new_id<QueueId>(), general);
}

}  // namespace

Result<Organisation> Admin::create_organisation(const OrganisationFields& fields) {
  if (!is_time_zone(fields.time_zone))
    return wrong({{"/time_zone", "expected an IANA time zone such as Asia/Shanghai"}});
  const By who{changes_.new_id<OrgId>(), {}};
  return changes_.make<Organisation>(who, "organisation", [&](Change& change) -> Result<Organisation> {
    if (database::first<OrgId>(change.sql, "select id from organisation where slug = :slug", fields.slug))
      return fail(ErrorCode::conflict, "already_exists", "there is an organisation with this slug",
                  {{"/slug", "another organisation has this one"}});
    insert_organisation(change, fields);
    insert_defaults(change);
    auto made = find_organisation(change.sql, change.org());
    change.audit({"create", "organisation", change.org().value, "", contract::encode(*made)});
    return std::move(*made);
  });
}

}  // namespace rapport::org
