// An edit of a case: what is asked for, and the case that comes of it. Screens, bulk edits, macros and rules
// all change cases through this one pure function.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "cases/case.h"

namespace rapport::cases {

struct CaseTypeFields;

// Absent members stay; an id of 0 and a text of nothing take away.
struct CaseEdit {
  std::optional<std::string> subject;
  std::optional<CaseTypeId> type_id;
  std::optional<CaseStatus> status;
  std::optional<CasePriority> priority;
  std::optional<std::string> segment;
  std::optional<CustomerId> customer_id;
  std::optional<UserId> assignee_id;
  std::optional<TeamId> team_id;
  std::optional<CaseId> parent_id;
  std::vector<std::string> add_tags, remove_tags;
  std::map<std::string, std::string> fields;
  std::optional<std::vector<CaseStep>> checklist;
  bool is_forced = false;  // solves it although children of it are open
};
BOOST_DESCRIBE_STRUCT(CaseEdit, (),
                      (subject, type_id, status, priority, segment, customer_id, assignee_id, team_id,
                       parent_id, add_tags, remove_tags, fields, checklist, is_forced))
contract::Notes contract_notes(contract::Tag<CaseEdit>);

// What the edit has to know besides the case.
struct EditContext {
  const CaseTypeFields* type = nullptr;  // of the case after the edit; null: it has none
  std::int64_t children_open = 0;
  std::int32_t reopen_days = 0;
  Instant now;
  bool is_by_people = true;
};

struct Edited {
  Case after;
  std::vector<CaseDifference> changes;  // empty: nothing has changed, `after` is as it was
};

// invalid (fields that do not fit, too many tags), conflict (bad_move, reopen_over, children_open, merged).
// Clocks and due_at are left as they were: they follow from the timeline.
Result<Edited> edited(const Case& before, const CaseEdit& edit, const EditContext& context);

// What else has changed since `seen` that this edit would change too, by the timeline behind it: for the
// conflict of a stale edit. Empty: the two do not touch each other.
std::vector<Issue> overlapping(const CaseEdit& edit, const std::vector<CaseEvent>& since);

// Lower-case is kept as written; without control characters, 1 to 40 code points.
bool is_tag(const std::string& tag);

}  // namespace rapport::cases
