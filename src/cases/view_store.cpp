#include "cases/view_store.h"

#include <algorithm>

#include "platform/contract/json.h"
#include "platform/database/statement.h"

namespace rapport::cases {

contract::Notes contract_notes(contract::Tag<CaseViewFields>) {
  return {
      .fields = {{.name = "name", .min_length = 1, .max_length = 100, .format = contract::Format::line},
                 {.name = "is_shared", .doc = "for all; needs the permission supervise", .has_default = true},
                 {.name = "filter", .has_default = true}}};
}

std::vector<CaseView> case_views(database::Session& sql, OrgId org, UserId user) {
  std::vector<CaseView> all;
  database::each<CaseViewId, UserId, std::string, bool, std::string>(
      sql,
      "select id, owner, name, is_shared, filter from case_view where org = :org and (owner = :user or "
      "is_shared = 1)"
      " order by is_shared desc, name, id limit :most",
      [&](CaseViewId id, UserId owner, std::string name, bool is_shared, const std::string& filter) {
        CaseView view;
        view.id = id;
        view.owner_id = owner;
        view.name = std::move(name);
        view.is_shared = is_shared;
        view.filter = contract::decode<CaseFilter>(filter, {.ignores_unknown = true}).value_or(CaseFilter{});
        all.push_back(std::move(view));
      },
      org, user, 2 * views_max);
  return all;
}

std::optional<CaseView> case_view(database::Session& sql, OrgId org, UserId user, CaseViewId id) {
  for (CaseView& view : case_views(sql, org, user))
    if (view.id == id) return std::move(view);
  return std::nullopt;
}

void insert_view(org::Change& change, const CaseView& view) {
  database::execute(
      change.sql,
      "insert into case_view (org, id, owner, name, is_shared, filter) values (:org, :id, :owner,"
      " :name, :shared, :filter)",
      change.org(), view.id, view.owner_id, view.name, view.is_shared, contract::encode(view.filter));
}

void update_view(org::Change& change, const CaseView& view) {
  database::execute(
      change.sql,
      "update case_view set name = :name, is_shared = :shared, filter = :filter where org = :org and"
      " id = :id",
      view.name, view.is_shared, contract::encode(view.filter), change.org(), view.id);
}

void remove_view(org::Change& change, CaseViewId id) {
  database::execute(change.sql, "delete from case_view where org = :org and id = :id", change.org(), id);
}

}  // namespace rapport::cases
