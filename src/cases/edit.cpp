#include "cases/edit.h"

#include <fmt/format.h>

#include <algorithm>

#include "cases/fields.h"
#include "platform/contract/parameters.h"

namespace rapport::cases {
namespace {

std::string shown_value(const std::string& text) {
  return text;
}
template <class E>
requires std::is_enum_v<E> std::string shown_value(E value) {
  return std::string(contract::name_of(value));
}
template <class SomeId>
std::string shown_id(const std::optional<SomeId>& id) {
  return id ? std::to_string(id->value) : "";
}

std::string shown_tags(const std::vector<std::string>& tags) {
  return fmt::format("{}", fmt::join(tags, ", "));
}

std::string shown_steps(const std::vector<CaseStep>& steps) {
  const auto done =
      std::count_if(steps.begin(), steps.end(), [](const CaseStep& step) { return step.is_done; });
  return fmt::format("{}/{}", done, steps.size());
}

// Notes what becomes different on the way.
struct CaseEditor {
  Case& into;
  std::vector<CaseDifference>& changes;

  template <class T>
  void set(const char* field, T& member, const std::optional<T>& wanted) {
    if (!wanted || *wanted == member) return;
    changes.push_back({field, shown_value(member), shown_value(*wanted)});
    member = *wanted;
  }
  template <class SomeId>
  void set_id(const char* field, std::optional<SomeId>& member, const std::optional<SomeId>& wanted) {
    if (!wanted) return;
    const std::optional<SomeId> value = *wanted ? wanted : std::nullopt;
    if (value == member) return;
    changes.push_back({field, shown_id(member), shown_id(value)});
    member = value;
  }
  void set_tags(const CaseEdit& edit) {
    std::vector<std::string> tags = into.tags;
    for (const std::string& tag : edit.add_tags)
      if (std::find(tags.begin(), tags.end(), tag) == tags.end()) tags.push_back(tag);
    for (const std::string& tag : edit.remove_tags)
      tags.erase(std::remove(tags.begin(), tags.end(), tag), tags.end());
    std::sort(tags.begin(), tags.end());
    if (tags == into.tags) return;
    changes.push_back({"tags", shown_tags(into.tags), shown_tags(tags)});
    into.tags = std::move(tags);
  }
  void set_fields(const CaseEdit& edit) {
    for (const auto& [key, value] : edit.fields) {
      const auto had = into.fields.find(key);
      const std::string before = had == into.fields.end() ? "" : had->second;
      if (before == value) continue;
      changes.push_back({"fields/" + key, before, value});
      if (value.empty())
        into.fields.erase(key);
      else
        into.fields[key] = value;
    }
  }
};

void move_status(Case& into, CaseStatus to, Instant now) {
  into.status = to;
  into.status_since = now;
  if (to == CaseStatus::solved) into.solved_at = now;
  if (to == CaseStatus::closed) into.closed_at = now;
  if (is_live(to)) {
    into.solved_at.reset();
    into.closed_at.reset();
  }
}

Result<void> check_status(const Case& before, const CaseEdit& edit, const EditContext& context) {
  const StatusMove move{before.status, *edit.status, before.solved_at, context.now, context.reopen_days};
  if (auto allowed = check(move); !allowed) return allowed;
  if (*edit.status == CaseStatus::solved && context.children_open > 0 && !edit.is_forced)
    return fail(ErrorCode::conflict, "children_open",
                fmt::format("{} of its child cases are still open; solving it anyway has to be said",
                            context.children_open),
                {{"/status", "child cases are still open"}});
  return {};
}

std::vector<Issue> wrong_tags(const CaseEdit& edit, const Case& after) {
  std::vector<Issue> issues;
  for (std::size_t i = 0; i < edit.add_tags.size(); ++i)
    if (!is_tag(edit.add_tags[i]))
      issues.push_back({fmt::format("/add_tags/{}", i), "expected 1 to 40 characters on one line"});
  if (after.tags.size() > tags_max)
    issues.push_back({"/add_tags", fmt::format("a case has at most {} tags", tags_max)});
  return issues;
}

}  // namespace

bool is_tag(const std::string& tag) {
  if (tag.empty() || tag.size() > 160) return false;
  std::size_t points = 0;
  for (const char c : tag) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f || c == ',') return false;
    if ((static_cast<unsigned char>(c) & 0xc0) != 0x80) ++points;
  }
  return points <= 40 && tag.front() != ' ' && tag.back() != ' ';
}

Result<Edited> edited(const Case& before, const CaseEdit& edit, const EditContext& context) {
  if (before.merged_into_id)
    return fail(ErrorCode::conflict, "merged",
                fmt::format("{} lives on in another case; change that one", before.number));
  Edited result{before, {}};
  Case& after = result.after;
  CaseEditor editor{after, result.changes};
  editor.set("subject", after.subject, edit.subject);
  editor.set_id("type_id", after.type_id, edit.type_id);
  editor.set("priority", after.priority, edit.priority);
  editor.set("segment", after.segment, edit.segment);
  editor.set_id("customer_id", after.customer_id, edit.customer_id);
  editor.set_id("assignee_id", after.assignee_id, edit.assignee_id);
  editor.set_id("team_id", after.team_id, edit.team_id);
  editor.set_id("parent_id", after.parent_id, edit.parent_id);
  editor.set_tags(edit);
  editor.set_fields(edit);
  if (edit.checklist && *edit.checklist != after.checklist) {
    result.changes.push_back({"checklist", shown_steps(after.checklist), shown_steps(*edit.checklist)});
    after.checklist = *edit.checklist;
  }
  std::vector<Issue> issues = wrong_tags(edit, after);
  if (!edit.fields.empty() || edit.type_id) {
    // Values of fields that another type had stay readable, and do not stand in the way.
    std::map<std::string, std::string> set;
    for (const auto& [key, value] : edit.fields)
      if (!value.empty()) set[key] = value;
    for (Issue& issue : wrong_with(context.type, set, FieldsNeeded::none))
      issues.push_back(std::move(issue));
  }
  const bool moves = edit.status && *edit.status != before.status;
  if (moves && *edit.status == CaseStatus::solved && context.is_by_people) {
    for (Issue& issue : wrong_with(context.type, after.fields, FieldsNeeded::to_solve))
      if (issue.what.starts_with("needed")) issues.push_back(std::move(issue));
  }
  if (!issues.empty())
    return fail(ErrorCode::invalid, "bad_value", "some values cannot be", std::move(issues));
  if (moves) {
    if (auto allowed = check_status(before, edit, context); !allowed)
      return tl::unexpected<Error>(std::move(allowed.error()));
    result.changes.push_back({"status", name_of(before.status), name_of(*edit.status)});
    move_status(after, *edit.status, context.now);
  }
  // Whoever takes up a new case has begun with it.
  if (!moves && before.status == CaseStatus::fresh && !before.assignee_id && after.assignee_id) {
    result.changes.push_back({"status", name_of(before.status), name_of(CaseStatus::open)});
    move_status(after, CaseStatus::open, context.now);
  }
  if (result.changes.empty()) return result;
  after.updated_at = context.now;
  if (context.is_by_people) after.touched_at = context.now;
  ++after.version;
  return result;
}

std::vector<Issue> overlapping(const CaseEdit& edit, const std::vector<CaseEvent>& since) {
  const auto touches = [&](const std::string& field) {
    if (field.starts_with("fields/")) return edit.fields.contains(field.substr(7));
    return (field == "subject" && edit.subject) || (field == "type_id" && edit.type_id) ||
           (field == "status" && edit.status) || (field == "priority" && edit.priority) ||
           (field == "segment" && edit.segment) || (field == "customer_id" && edit.customer_id) ||
           (field == "assignee_id" && edit.assignee_id) || (field == "team_id" && edit.team_id) ||
           (field == "parent_id" && edit.parent_id) || (field == "checklist" && edit.checklist);
  };
  std::vector<Issue> issues;
  for (const CaseEvent& event : since)
    for (const CaseDifference& change : event.changes)
      if (touches(change.field))
        issues.push_back({"/" + change.field, fmt::format("became {} meanwhile, it was {}",
                                                          change.to.empty() ? "nothing" : change.to,
                                                          change.from.empty() ? "nothing" : change.from)});
  return issues;
}

}  // namespace rapport::cases
