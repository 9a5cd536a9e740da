// What administrators and supervisors keep for cases: types with their fields and templates, SLA policies,
// macros, rules, and the settings. All in one table, each with its verbs from org/entity.h.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cases/case.h"
#include "cases/rules.h"
#include "cases/sla.h"
#include "org/changes.h"
#include "platform/contract/describe.h"

namespace rapport::cases {

using CasePolicyId = Id<struct CasePolicyTag>;
using CaseMacroId = Id<struct CaseMacroTag>;
using CaseRuleId = Id<struct CaseRuleTag>;

// --- types ---
enum class CaseFieldKind : std::uint8_t { text, integer, decimal, date, choice, boolean };
BOOST_DESCRIBE_ENUM(CaseFieldKind, text, integer, decimal, date, choice, boolean)

struct CaseField {
  std::string key;  // of the value in Case::fields
  std::string name, name_zh;
  CaseFieldKind kind = CaseFieldKind::text;
  std::vector<std::string> choices;
  bool is_needed_to_open = false, is_needed_to_solve = false;
};
BOOST_DESCRIBE_STRUCT(CaseField, (),
                      (key, name, name_zh, kind, choices, is_needed_to_open, is_needed_to_solve))
contract::Notes contract_notes(contract::Tag<CaseField>);

struct CaseTypeFields {
  std::string name, name_zh;
  std::vector<CaseField> fields;
  std::vector<std::string> checklist;  // of every new case of the type
  std::string template_subject, template_text;
  CasePriority priority = CasePriority::normal;
};
BOOST_DESCRIBE_STRUCT(CaseTypeFields, (),
                      (name, name_zh, fields, checklist, template_subject, template_text, priority))
contract::Notes contract_notes(contract::Tag<CaseTypeFields>);
struct CaseType : CaseTypeFields {
  CaseTypeId id;
};
BOOST_DESCRIBE_STRUCT(CaseType, (CaseTypeFields), (id))

// --- policies ---
struct CasePolicyFields {
  std::string name;
  std::string segment;              // of cases; empty: of all that have no policy of their own
  std::optional<HoursId> hours_id;  // absent: around the clock
  CaseTargets low, normal, high, urgent;
};
BOOST_DESCRIBE_STRUCT(CasePolicyFields, (), (name, segment, hours_id, low, normal, high, urgent))
contract::Notes contract_notes(contract::Tag<CasePolicyFields>);
struct CasePolicy : CasePolicyFields {
  CasePolicyId id;
};
BOOST_DESCRIBE_STRUCT(CasePolicy, (CasePolicyFields), (id))

const CaseTargets& targets_for(const CasePolicyFields& policy, CasePriority priority);
// The one of the case's segment, else the one without a segment; nullptr: nothing is promised.
const CasePolicy* policy_for(const std::vector<CasePolicy>& all, const std::string& segment);

// --- macros and rules ---
struct CaseMacroFields {
  std::string name;
  CaseActions actions;
};
BOOST_DESCRIBE_STRUCT(CaseMacroFields, (), (name, actions))
contract::Notes contract_notes(contract::Tag<CaseMacroFields>);
struct CaseMacro : CaseMacroFields {
  CaseMacroId id;
};
BOOST_DESCRIBE_STRUCT(CaseMacro, (CaseMacroFields), (id))

struct CaseRuleFields {
  std::string name;
  bool is_on = true;
  CaseConditions when;
  CaseActions then;
};
BOOST_DESCRIBE_STRUCT(CaseRuleFields, (), (name, is_on, when, then))
contract::Notes contract_notes(contract::Tag<CaseRuleFields>);
struct CaseRule : CaseRuleFields {
  CaseRuleId id;
};
BOOST_DESCRIBE_STRUCT(CaseRule, (CaseRuleFields), (id))

// --- settings ---
struct CaseSettings {
  std::int32_t reopen_days = 14;      // after it was solved a case may be opened again for so long
  std::int32_t close_after_days = 7;  // what is solved closes by itself; 0: never
  std::int32_t forecast_min = 60;     // how long before a clock runs out it is told; 0: not at all
};
BOOST_DESCRIBE_STRUCT(CaseSettings, (), (reopen_days, close_after_days, forecast_min))
contract::Notes contract_notes(contract::Tag<CaseSettings>);

// --- the table ---
enum class KeptKind : std::uint8_t { type, policy, macro, rule, settings };
struct KeptRow {
  std::int64_t id = 0;
  std::string body;
};
std::vector<KeptRow> kept_rows(database::Session& sql, OrgId org, KeptKind kind, std::int64_t after,
                               std::int64_t limit);
std::int64_t kept_count(database::Session& sql, OrgId org, KeptKind kind);
void insert_kept(org::Change& change, KeptKind kind, std::int64_t id, const std::string& name,
                 const std::string& body);
void update_kept(org::Change& change, KeptKind kind, std::int64_t id, const std::string& name,
                 const std::string& body);
void remove_kept(org::Change& change, KeptKind kind, std::int64_t id);

// Whether what is kept makes sense: invalid, with the places.
Result<void> check(org::Change& change, const CaseTypeFields& type);
Result<void> check(org::Change& change, const CasePolicyFields& policy, CasePolicyId id);
Result<void> check(org::Change& change, const CaseActions& actions, const char* where);
Result<void> check(org::Change& change, const CaseMacroFields& macro);
Result<void> check(org::Change& change, const CaseRuleFields& rule);

// Which policies count by these hours: as org::Uses asks.
std::vector<Issue> policies_with_hours(database::Session& sql, OrgId org, std::int64_t hours);

CaseSettings case_settings(database::Session& sql, OrgId org);
void keep_settings(org::Change& change, const CaseSettings& settings);

}  // namespace rapport::cases
