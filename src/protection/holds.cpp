#include "protection/holds.h"

#include <fmt/format.h>

#include "platform/contract/parameters.h"

namespace rapport::protection {
namespace {

Hold hold_from(HeldKind kind, HeldId target, std::string why, Instant at, UserId by) {
  return {kind, target, std::move(why), at, by ? std::optional(by) : std::nullopt};
}

}  // namespace

void put_hold(database::Session& sql, OrgId org, const Hold& hold) {
  database::execute(sql,
                    "insert into legal_hold (org, kind, target, why, at_us, by_user)"
                    " values (:org, :kind, :target, :why, :at, :by) on conflict (org, kind, target)"
                    " do update set why = excluded.why, at_us = excluded.at_us, by_user = excluded.by_user",
                    org, hold.kind, hold.target_id, hold.why, hold.at.value_or(Instant{}),
                    hold.user_id.value_or(UserId{}));
}

void lift_hold(database::Session& sql, OrgId org, HeldKind kind, HeldId target) {
  database::execute(sql, "delete from legal_hold where org = :org and kind = :kind and target = :target", org,
                    kind, target);
}

std::vector<Hold> holds_of(database::Session& sql, OrgId org, CustomerId person) {
  const Scope scope = scope_of_person(org, person);
  std::vector<Hold> all;
  for (auto& [kind, target, why, at, by] : database::all<HeldKind, HeldId, std::string, Instant, UserId>(
           sql,
           expanded("select t.kind, t.target, t.why, t.at_us, t.by_user from legal_hold t where t.org = :org"
                    " and ((t.kind = 0 and t.target in $rows) or (t.kind = 1 and t.target in $cases))"
                    " order by t.kind, t.target limit 200",
                    scope),
           org, person))
    all.push_back(hold_from(kind, target, std::move(why), at, by));
  for (auto& [id, why] : database::all<HeldId, std::string>(
           sql,
           expanded("select t.id, t.kept_why from recording t where t.org = :org and t.is_kept = 1"
                    " and t.interaction in $interactions order by t.id limit 200",
                    scope),
           org, person))
    all.push_back({HeldKind::recording, id, std::move(why), {}, {}});
  return all;
}

std::optional<Hold> hold_of_case(database::Session& sql, OrgId org, CaseId of) {
  auto row = database::first<HeldKind, HeldId, std::string, Instant, UserId>(
      sql,
      "select kind, target, why, at_us, by_user from legal_hold where org = :org and kind = 1"
      " and target = :target",
      org, of);
  if (!row) return std::nullopt;
  auto& [kind, target, why, at, by] = *row;
  return hold_from(kind, target, std::move(why), at, by);
}

tl::unexpected<Error> under_hold(const std::vector<Hold>& holds) {
  std::vector<Issue> issues;
  for (const Hold& hold : holds)
    issues.push_back({"", fmt::format("{} {} is under legal hold: {}", contract::name_of(hold.kind),
                                      hold.target_id.value, hold.why)});
  return fail(ErrorCode::conflict, "under_legal_hold",
              fmt::format("{} under legal hold: nothing of this person may be erased", holds.size()),
              std::move(issues));
}

}  // namespace rapport::protection
