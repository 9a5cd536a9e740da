#include "cases/rules.h"

#include <algorithm>

namespace rapport::cases {
namespace {

template <class T>
bool allows(const std::vector<T>& list, const T& value) {
  return list.empty() || std::find(list.begin(), list.end(), value) != list.end();
}

bool has_tag(const Case& which, const std::string& tag) {
  return std::binary_search(which.tags.begin(), which.tags.end(), tag);
}

bool holds_at_all(const CaseConditions& when, const Case& which) {
  if (!allows(when.statuses, which.status) || !allows(when.priorities, which.priority)) return false;
  if (!when.type_ids.empty() && !allows(when.type_ids, which.type_id.value_or(CaseTypeId{}))) return false;
  for (const std::string& tag : when.tags)
    if (!has_tag(which, tag)) return false;
  for (const std::string& tag : when.without_tags)
    if (has_tag(which, tag)) return false;
  return !when.is_assigned || *when.is_assigned == which.assignee_id.has_value();
}

}  // namespace

bool has_time(const CaseConditions& when) {
  return when.hours_since_created || when.hours_since_touched || when.hours_in_status || when.due_within_min;
}

bool is_empty(const CaseConditions& when) {
  return when.statuses.empty() && when.priorities.empty() && when.type_ids.empty() && when.tags.empty() &&
         when.without_tags.empty() && !when.is_assigned && !has_time(when);
}

bool is_empty(const CaseActions& then) {
  return !then.status && !then.priority && !then.raises_priority && !then.assignee_id && !then.team_id &&
         then.add_tags.empty() && then.remove_tags.empty() && then.fields.empty() && then.note.empty() &&
         then.reply.empty();
}

std::optional<Instant> holds_since(const CaseConditions& when, const Case& which, Instant now) {
  if (is_empty(when) || which.merged_into_id || !holds_at_all(when, which)) return std::nullopt;
  Instant since;
  bool holds = true;
  const auto ask = [&](const std::optional<std::int32_t>& wanted_hours, Instant from) {
    if (!wanted_hours) return;
    if (now - from < hours(*wanted_hours)) holds = false;
    since = std::max(since, from);
  };
  ask(when.hours_since_created, which.created_at);
  ask(when.hours_since_touched, which.touched_at);
  ask(when.hours_in_status, which.status_since);
  if (when.due_within_min) {
    if (!which.due_at || *which.due_at - now > minutes(*when.due_within_min)) holds = false;
    // Not when it is due: raising the priority moves that, and would be a reason to raise it again.
    since = std::max(since, which.touched_at);
  }
  if (!holds) return std::nullopt;
  return since;
}

CaseEdit edit_of(const CaseActions& then, const Case& which) {
  CaseEdit edit;
  edit.status = then.status;
  edit.priority = then.priority;
  if (then.raises_priority && which.priority != CasePriority::urgent) {
    const auto raised = static_cast<CasePriority>(static_cast<int>(which.priority) + 1);
    edit.priority = std::max(raised, then.priority.value_or(CasePriority::low));
  }
  edit.assignee_id = then.assignee_id;
  edit.team_id = then.team_id;
  edit.add_tags = then.add_tags;
  edit.remove_tags = then.remove_tags;
  edit.fields = then.fields;
  return edit;
}

std::string filled(const std::string& text, const std::map<std::string, std::string>& known) {
  std::string out;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t open = text.find('{', at);
    const std::size_t close = open == std::string::npos ? open : text.find('}', open);
    if (close == std::string::npos) break;
    const auto found = known.find(text.substr(open + 1, close - open - 1));
    out.append(text, at, open - at);
    if (found != known.end()) {
      out += found->second;
      at = close + 1;
    } else {
      out += '{';  // what follows may hold another
      at = open + 1;
    }
  }
  out.append(text, at);
  return out;
}

}  // namespace rapport::cases
