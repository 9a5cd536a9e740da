// Macros and time-based rules: which cases a rule means, since when it does, and what is then done to them.
// Pure; carrying it out is CaseWork's, looking at the clock the keeper's.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cases/case.h"
#include "cases/edit.h"

namespace rapport::cases {

// All that are given must hold; an empty list allows everything. Nothing given at all means no case.
struct CaseConditions {
  std::vector<CaseStatus> statuses;
  std::vector<CasePriority> priorities;
  std::vector<CaseTypeId> type_ids;
  std::vector<std::string> tags;          // all of them
  std::vector<std::string> without_tags;  // none of them
  std::optional<bool> is_assigned;
  std::optional<std::int32_t> hours_since_created;
  std::optional<std::int32_t> hours_since_touched;  // by people
  std::optional<std::int32_t> hours_in_status;
  std::optional<std::int32_t> due_within_min;  // a clock runs out within so long, or has
};
BOOST_DESCRIBE_STRUCT(CaseConditions, (),
                      (statuses, priorities, type_ids, tags, without_tags, is_assigned, hours_since_created,
                       hours_since_touched, hours_in_status, due_within_min))
contract::Notes contract_notes(contract::Tag<CaseConditions>);

struct CaseActions {
  std::optional<CaseStatus> status;
  std::optional<CasePriority> priority;
  bool raises_priority = false;  // by one; urgent stays
  std::optional<UserId> assignee_id;
  std::optional<TeamId> team_id;
  std::vector<std::string> add_tags, remove_tags;
  std::map<std::string, std::string> fields;
  std::string note;   // for colleagues, with {placeholders}
  std::string reply;  // to the customer, with {placeholders}
};
BOOST_DESCRIBE_STRUCT(CaseActions, (),
                      (status, priority, raises_priority, assignee_id, team_id, add_tags, remove_tags, fields,
                       note, reply))
contract::Notes contract_notes(contract::Tag<CaseActions>);

bool is_empty(const CaseConditions& when);
bool is_empty(const CaseActions& then);
// Whether it speaks of time at all: a rule that does not would only ever mean the moment.
bool has_time(const CaseConditions& when);

// The rule means this case now: the beginning of the period for which it does, for which it fires once (when
// it was opened, when its status began, when people last touched it, also for what is due: the latest of
// those that the rule asks about). nullopt: it does not.
std::optional<Instant> holds_since(const CaseConditions& when, const Case& which, Instant now);

CaseEdit edit_of(const CaseActions& then, const Case& which);

// "{name}" becomes what is known of it; what is not known stays as it is written.
std::string filled(const std::string& text, const std::map<std::string, std::string>& known);

}  // namespace rapport::cases
