// Types, policies, macros, rules, settings: what is kept for cases.
#include "cases/case_operations.h"
#include "org/entity_api.h"

namespace rapport::cases {

using api::Call;

namespace {

org::EntityWords words_for(const char* path, const char* singular, const char* plural,
                           api::Permissions writers) {
  return {std::string("/api/v1/") + path, singular, plural, "cases", case_readers, writers};
}

}  // namespace

void add_kept_operations(api::Api& api, const CaseOperations& services) {
  org::Changes& changes = services.book.changes();
  const api::Permissions typists = case_admins;
  org::register_all(api, changes, words_for("case-types", "CaseType", "CaseTypes", typists), case_types);
  org::register_all(api, changes, words_for("case-policies", "CasePolicy", "CasePolicies", typists),
                    case_policies);
  org::register_all(api, changes, words_for("case-macros", "CaseMacro", "CaseMacros", case_supervisors),
                    case_macros);
  org::register_all(api, changes, words_for("case-rules", "CaseRule", "CaseRules", case_supervisors),
                    case_rules);
  auto dry =
      case_operation("case-rule-trials", "tryCaseRule",
                     "Which cases a rule would change now, and how; nothing is changed", case_supervisors);
  dry.status = 200;
  api.post<CaseRuleFields, DryRun>(
      dry, [services](const Call& call, const CaseRuleFields& rule) -> Result<DryRun> {
        auto fits = services.book.changes().make<void>(
            org::by(call), "", [&](org::Change& change) -> Result<void> { return check(change, rule); });
        if (!fits) return tl::unexpected<Error>(fits.error());
        return services.book.dry_run(call.org(), rule, services.clock());
      });
  api.get<CaseSettings>(
      case_operation("case-settings", "getCaseSettings", "How cases are kept", case_readers),
      [services](const Call& call) {
        return services.book.changes().database().read(
            [&](database::Session& sql) -> Result<CaseSettings> { return case_settings(sql, call.org()); });
      });
  api.put<CaseSettings, CaseSettings>(
      case_operation("case-settings", "changeCaseSettings", "Change how cases are kept", case_admins),
      [services](const Call& call, const CaseSettings& wanted) {
        return services.book.changes().make<CaseSettings>(
            org::by(call), "case_settings", [&](org::Change& change) -> Result<CaseSettings> {
              const CaseSettings before = case_settings(change.sql, change.org());
              keep_settings(change, wanted);
              change.audit(
                  {"change", "case_settings", 0, contract::encode(before), contract::encode(wanted)});
              return wanted;
            });
      });
}

}  // namespace rapport::cases
