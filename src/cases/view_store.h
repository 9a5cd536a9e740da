// Saved views: a filter with a name, somebody's own or for all. The only SQL for case_view.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cases/case_filter.h"
#include "org/changes.h"
#include "platform/database/database.h"

namespace rapport::cases {

using CaseViewId = Id<struct CaseViewTag>;
inline constexpr std::size_t views_max = 200;  // shared, and as many of one's own

struct CaseViewFields {
  std::string name;
  bool is_shared = false;
  CaseFilter filter;
};
BOOST_DESCRIBE_STRUCT(CaseViewFields, (), (name, is_shared, filter))
contract::Notes contract_notes(contract::Tag<CaseViewFields>);
struct CaseView : CaseViewFields {
  CaseViewId id;
  UserId owner_id;
};
BOOST_DESCRIBE_STRUCT(CaseView, (CaseViewFields), (id, owner_id))

// One's own and those for all, by name.
std::vector<CaseView> case_views(database::Session& sql, OrgId org, UserId user);
// Nothing of others that is not shared.
std::optional<CaseView> case_view(database::Session& sql, OrgId org, UserId user, CaseViewId id);
void insert_view(org::Change& change, const CaseView& view);
void update_view(org::Change& change, const CaseView& view);
void remove_view(org::Change& change, CaseViewId id);

}  // namespace rapport::cases
