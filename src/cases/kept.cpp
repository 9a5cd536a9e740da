#include "cases/kept.h"

#include <fmt/format.h>

#include <set>

#include "org/entity.h"
#include "org/hours_store.h"
#include "org/named.h"
#include "platform/contract/json.h"
#include "platform/database/statement.h"

namespace rapport::cases {

using contract::Format;
using contract::Notes;
using contract::Tag;

Notes contract_notes(Tag<CaseField>) {
  return {
      .fields = {
          {.name = "key", .doc = "order-number", .min_length = 1, .max_length = 40, .format = Format::slug},
          {.name = "name", .min_length = 1, .max_length = 100, .format = Format::line},
          {.name = "name_zh", .max_length = 100, .format = Format::line, .has_default = true},
          {.name = "kind", .has_default = true},
          {.name = "choices",
           .min_length = 1,
           .max_length = 100,
           .max_items = 200,
           .format = Format::line,
           .has_default = true},
          {.name = "is_needed_to_open", .has_default = true},
          {.name = "is_needed_to_solve", .has_default = true}}};
}
Notes contract_notes(Tag<CaseTypeFields>) {
  return {.fields = {{.name = "name", .min_length = 1, .max_length = 100, .format = Format::line},
                     {.name = "name_zh", .max_length = 100, .format = Format::line, .has_default = true},
                     {.name = "fields", .max_items = fields_max, .has_default = true},
                     {.name = "checklist",
                      .min_length = 1,
                      .max_length = subject_length_max,
                      .max_items = checklist_max,
                      .has_default = true},
                     {.name = "template_subject", .max_length = subject_length_max, .has_default = true},
                     {.name = "template_text", .max_length = comment_length_max, .has_default = true},
                     {.name = "priority", .has_default = true}}};
}
Notes contract_notes(Tag<CasePolicyFields>) {
  return {.doc = "What is promised about time, by priority.",
          .fields = {{.name = "name", .min_length = 1, .max_length = 100, .format = Format::line},
                     {.name = "segment",
                      .doc = "of cases; empty: of all that have no policy of their own",
                      .max_length = 60,
                      .format = Format::line,
                      .has_default = true},
                     {.name = "hours_id", .doc = "absent: around the clock"},
                     {.name = "low", .has_default = true},
                     {.name = "normal", .has_default = true},
                     {.name = "high", .has_default = true},
                     {.name = "urgent", .has_default = true}}};
}
Notes contract_notes(Tag<CaseConditions>) {
  constexpr double year_h = 24.0 * 366;
  return {.doc = "All that are given must hold; an empty list allows everything.",
          .all_optional = true,
          .fields = {{.name = "statuses", .max_items = 6},
                     {.name = "priorities", .max_items = 4},
                     {.name = "type_ids", .max_items = 50},
                     {.name = "tags", .doc = "all of them", .max_length = 40, .max_items = tags_max},
                     {.name = "without_tags", .doc = "none of them", .max_length = 40, .max_items = tags_max},
                     {.name = "hours_since_created", .min = 0, .max = year_h},
                     {.name = "hours_since_touched", .doc = "by people", .min = 0, .max = year_h},
                     {.name = "hours_in_status", .min = 0, .max = year_h},
                     {.name = "due_within_min",
                      .doc = "a clock of the SLA runs out within so many minutes, or has",
                      .min = 0,
                      .max = year_h * 60}}};
}
Notes contract_notes(Tag<CaseActions>) {
  return {.all_optional = true,
          .fields = {{.name = "raises_priority", .doc = "by one; urgent stays"},
                     {.name = "assignee_id", .doc = "0: nobody"},
                     {.name = "team_id", .doc = "0: none"},
                     {.name = "add_tags", .max_length = 40, .max_items = tags_max},
                     {.name = "remove_tags", .max_length = 40, .max_items = tags_max},
                     {.name = "fields", .max_items = fields_max},
                     {.name = "note",
                      .doc = "for colleagues; {number}, {subject}, {customer}, {agent} are filled in",
                      .max_length = comment_length_max},
                     {.name = "reply",
                      .doc = "to the customer; the same are filled in",
                      .max_length = comment_length_max}}};
}
Notes contract_notes(Tag<CaseMacroFields>) {
  return {.fields = {{.name = "name", .min_length = 1, .max_length = 100, .format = Format::line}}};
}
Notes contract_notes(Tag<CaseRuleFields>) {
  return {.doc =
              "Looked at every minute; for one case it fires once for as long as its conditions speak of the "
              "same period.",
          .fields = {{.name = "name", .min_length = 1, .max_length = 100, .format = Format::line},
                     {.name = "is_on", .has_default = true}}};
}
Notes contract_notes(Tag<CaseSettings>) {
  return {.fields = {{.name = "reopen_days",
                      .doc = "a solved case may be opened again for so long; later words open a follow-up",
                      .min = 0,
                      .max = 3'650},
                     {.name = "close_after_days",
                      .doc = "what is solved closes by itself; 0: never",
                      .min = 0,
                      .max = 3'650},
                     {.name = "forecast_min",
                      .doc = "how long before a clock runs out it is told; 0: not",
                      .min = 0,
                      .max = 10'080}}};
}
Notes contract_notes(Tag<CaseEdit>) {
  return {.doc = "Absent members stay; an id of 0 and an empty text take away.",
          .all_optional = true,
          .fields = {
              {.name = "subject", .min_length = 1, .max_length = subject_length_max, .format = Format::line},
              {.name = "segment", .max_length = 60, .format = Format::line},
              {.name = "assignee_id", .doc = "0: nobody"},
              {.name = "team_id", .doc = "0: none"},
              {.name = "parent_id", .doc = "0: none"},
              {.name = "add_tags", .max_length = 40, .max_items = tags_max},
              {.name = "remove_tags", .max_length = 40, .max_items = tags_max},
              {.name = "fields", .max_items = fields_max},
              {.name = "checklist", .doc = "the whole list", .max_items = checklist_max},
              {.name = "is_forced", .doc = "solve it although child cases are open"}}};
}

const CaseTargets& targets_for(const CasePolicyFields& policy, CasePriority priority) {
  switch (priority) {
    case CasePriority::low:
      return policy.low;
    case CasePriority::high:
      return policy.high;
    case CasePriority::urgent:
      return policy.urgent;
    case CasePriority::normal:
      break;
  }
  return policy.normal;
}

const CasePolicy* policy_for(const std::vector<CasePolicy>& all, const std::string& segment) {
  const CasePolicy* usual = nullptr;
  for (const CasePolicy& policy : all) {
    if (policy.segment == segment) return &policy;
    if (policy.segment.empty()) usual = &policy;
  }
  return usual;
}

std::vector<KeptRow> kept_rows(database::Session& sql, OrgId org, KeptKind kind, std::int64_t after,
                               std::int64_t limit) {
  std::vector<KeptRow> rows;
  database::each<std::int64_t, std::string>(
      sql,
      "select id, body from case_kept where org = :org and kind = :kind and id > :after order by id"
      " limit :limit",
      [&](std::int64_t id, std::string body) {
        rows.push_back({id, std::move(body)});
      },
      org, kind, after, limit);
  return rows;
}

std::int64_t kept_count(database::Session& sql, OrgId org, KeptKind kind) {
  return *database::first<std::int64_t>(
      sql, "select count(*) from case_kept where org = :org and kind = :kind", org, kind);
}

void insert_kept(org::Change& change, KeptKind kind, std::int64_t id, const std::string& name,
                 const std::string& body) {
  database::execute(
      change.sql, "insert into case_kept (org, kind, id, name, body) values (:org, :kind, :id, :name, :body)",
      change.org(), kind, id, name, body);
}

void update_kept(org::Change& change, KeptKind kind, std::int64_t id, const std::string& name,
                 const std::string& body) {
  database::execute(
      change.sql,
      "update case_kept set name = :name, body = :body where org = :org and kind = :kind and id = :id", name,
      body, change.org(), kind, id);
}

void remove_kept(org::Change& change, KeptKind kind, std::int64_t id) {
  database::execute(change.sql, "delete from case_kept where org = :org and kind = :kind and id = :id",
                    change.org(), kind, id);
}

Result<void> check(org::Change&, const CaseTypeFields& type) {
  std::vector<Issue> issues;
  std::set<std::string> keys;
  for (std::size_t i = 0; i < type.fields.size(); ++i) {
    const CaseField& field = type.fields[i];
    if (!keys.insert(field.key).second)
      issues.push_back({fmt::format("/fields/{}/key", i), "this key is there twice"});
    if ((field.kind == CaseFieldKind::choice) == field.choices.empty())
      issues.push_back({fmt::format("/fields/{}/choices", i), field.choices.empty()
                                                                  ? "a choice needs something to choose from"
                                                                  : "only a choice has choices"});
  }
  if (!issues.empty()) return org::wrong(std::move(issues));
  return {};
}

Result<void> check(org::Change& change, const CasePolicyFields& policy, CasePolicyId id) {
  std::vector<Issue> issues;
  if (policy.hours_id && !org::hours_plans.find(change.sql, change.org(), *policy.hours_id))
    issues.push_back({"/hours_id", "no such hours"});
  for (const KeptRow& row : kept_rows(change.sql, change.org(), KeptKind::policy, 0, org::names_max)) {
    const auto other = contract::decode<CasePolicyFields>(row.body, {.ignores_unknown = true});
    if (row.id != id.value && other && other->segment == policy.segment)
      issues.push_back({"/segment", fmt::format("the policy {} is of this segment", other->name)});
  }
  if (!issues.empty()) return org::wrong(std::move(issues));
  return {};
}

Result<void> check(org::Change& change, const CaseActions& actions, const char* where) {
  std::vector<Issue> issues;
  const std::string at = where;
  if (is_empty(actions)) issues.push_back({at, "it does nothing: say at least one thing"});
  if (actions.assignee_id && *actions.assignee_id &&
      !database::first<std::int64_t>(change.sql, "select 1 from users where org = :org and id = :id",
                                     change.org(), *actions.assignee_id))
    issues.push_back({at + "/assignee_id", "no such user"});
  if (actions.team_id && *actions.team_id &&
      !org::is_there(change.sql, change.org(), org::NamedKind::team, actions.team_id->value))
    issues.push_back({at + "/team_id", "no such team"});
  for (std::size_t i = 0; i < actions.add_tags.size(); ++i)
    if (!is_tag(actions.add_tags[i]))
      issues.push_back({fmt::format("{}/add_tags/{}", at, i), "expected 1 to 40 characters on one line"});
  if (!issues.empty()) return org::wrong(std::move(issues));
  return {};
}

Result<void> check(org::Change& change, const CaseMacroFields& macro) {
  return check(change, macro.actions, "/actions");
}

Result<void> check(org::Change& change, const CaseRuleFields& rule) {
  std::vector<Issue> issues;
  if (!has_time(rule.when))
    issues.push_back({"/when",
                      "say since when: hours_since_created, hours_since_touched, hours_in_status or "
                      "due_within_min"});
  for (std::size_t i = 0; i < rule.when.type_ids.size(); ++i)
    if (!database::first<std::int64_t>(
            change.sql, "select 1 from case_kept where org = :org and kind = :kind and id = :id",
            change.org(), KeptKind::type, rule.when.type_ids[i]))
      issues.push_back({fmt::format("/when/type_ids/{}", i), "no such type"});
  if (!issues.empty()) return org::wrong(std::move(issues));
  return check(change, rule.then, "/then");
}

std::vector<Issue> policies_with_hours(database::Session& sql, OrgId org, std::int64_t hours) {
  std::vector<Issue> uses;
  for (const KeptRow& row : kept_rows(sql, org, KeptKind::policy, 0, org::names_max)) {
    const auto policy = contract::decode<CasePolicyFields>(row.body, {.ignores_unknown = true});
    if (policy && policy->hours_id && policy->hours_id->value == hours)
      uses.push_back(
          {fmt::format("/case-policies/{}", row.id), fmt::format("the SLA {} counts by them", policy->name)});
  }
  return uses;
}

CaseSettings case_settings(database::Session& sql, OrgId org) {
  const auto rows = kept_rows(sql, org, KeptKind::settings, 0, 1);
  if (rows.empty()) return {};
  return contract::decode<CaseSettings>(rows.front().body, {.ignores_unknown = true})
      .value_or(CaseSettings{});
}

void keep_settings(org::Change& change, const CaseSettings& settings) {
  constexpr std::int64_t only = 1;
  const std::string body = contract::encode(settings);
  if (kept_rows(change.sql, change.org(), KeptKind::settings, 0, 1).empty())
    insert_kept(change, KeptKind::settings, only, "settings", body);
  else
    update_kept(change, KeptKind::settings, only, "settings", body);
}

}  // namespace rapport::cases
