#include "protection/settings.h"

#include "org/entity.h"
#include "platform/contract/json.h"
#include "platform/database/statement.h"

namespace rapport::protection {

contract::Notes contract_notes(contract::Tag<ProtectionSettings>) {
  const auto days = [](const char* name, const char* doc) {
    return contract::FieldNotes{
        .name = name, .doc = doc, .min = 0, .max = kept_days_max, .has_default = true};
  };
  return {.doc =
              "Days are counted from the end of each thing; 0 keeps it for ever. What is under legal hold "
              "stays. Recordings have their own days, per queue.",
          .fields = {{.name = "redacts_cards",
                      .doc = "card numbers are kept by their last four digits only, from now on",
                      .has_default = true},
                     {.name = "redacts_resident_ids",
                      .doc = "the same of Chinese resident identity numbers",
                      .has_default = true},
                     days("messages_kept_days", "words and files of conversations, since they ended"),
                     days("cases_kept_days", "words of cases, since they were closed"),
                     days("events_kept_days", "purchases and other events"),
                     days("searches_kept_days", "what was searched for in the knowledge base"),
                     days("audit_kept_days", "the audit log; at least 30")}};
}

ProtectionSettings settings_of(database::Session& sql, OrgId org) {
  const auto json =
      database::first<std::string>(sql, "select json from protection_settings where org = :org", org);
  if (!json) return {};
  return contract::decode<ProtectionSettings>(*json, {.ignores_unknown = true})
      .value_or(ProtectionSettings{});
}

std::vector<OrgId> organisations_with_settings(database::Session& sql) {
  return database::all<OrgId>(sql, "select org from protection_settings order by org");
}

Result<ProtectionSettings> SettingsBook::get(OrgId org) {
  {
    const std::lock_guard lock(mutex_);
    const auto found = known_.find(org);
    if (found != known_.end()) return found->second;
  }
  auto read = changes_.database().read(
      [&](database::Session& sql) -> Result<ProtectionSettings> { return settings_of(sql, org); });
  if (!read) return read;
  const std::lock_guard lock(mutex_);
  return known_.try_emplace(org, *read).first->second;
}

Result<ProtectionSettings> SettingsBook::put(const org::By& by, const ProtectionSettings& wanted) {
  if (wanted.audit_kept_days != 0 && wanted.audit_kept_days < audit_days_min)
    return org::wrong({{"/audit_kept_days", "expected 0 or at least 30"}});
  auto put =
      changes_.make<ProtectionSettings>(by, what, [&](org::Change& change) -> Result<ProtectionSettings> {
        const ProtectionSettings before = settings_of(change.sql, change.org());
        database::execute(change.sql,
                          "insert into protection_settings (org, json) values (:org, :json)"
                          " on conflict (org) do update set json = excluded.json",
                          change.org(), contract::encode(wanted));
        change.audit({"change", "protection_settings", change.org().value, contract::encode(before),
                      contract::encode(wanted)});
        return wanted;
      });
  forget(by.org);
  return put;
}

void SettingsBook::forget(OrgId org) {
  const std::lock_guard lock(mutex_);
  known_.erase(org);
}

std::string SettingsBook::redacted(OrgId org, std::string_view text) {
  const auto settings = get(org);
  const redaction::Rules rules =
      settings ? redaction::Rules{settings->redacts_cards, settings->redacts_resident_ids}
               : redaction::Rules{true, true};
  return redaction::redact(text, rules).text;
}

}  // namespace rapport::protection
