#include "workforce/adherence/watch/settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "org/entity.h"
#include "platform/database/statement.h"

namespace rapport::workforce {

contract::Notes contract_notes(contract::Tag<ReasonMeaning>) {
  return {.doc = "What being away for a reason means.",
          .fields = {{.name = "is_work",
                      .doc = "counts as work: training, meetings that the company wants so",
                      .has_default = true},
                     {.name = "activities",
                      .doc = "the breaks, by their names in shifts, in which it is right; empty: in all, "
                             "or of work in none",
                      .max_length = 100,
                      .max_items = 50,
                      .has_default = true}}};
}

contract::Notes contract_notes(contract::Tag<AdherenceSettings>) {
  return {
      .doc = "What is tolerated of schedules.",
      .all_optional = true,
      .fields = {
          {.name = "tolerance_s",
           .doc = "of coming late, leaving early, breaks that begin early or end late",
           .min = 0,
           .max = 3'600},
          {.name = "tolerance_inside_s", .doc = "of all else", .min = 0, .max = 3'600},
          {.name = "absent_after_s",
           .doc = "whoever has not come by then is not late but absent",
           .min = 60,
           .max = 86'400},
          {.name = "reasons", .doc = "Others are right in every break and in no work.", .max_items = 1'000}}};
}

std::vector<database::Migration> adherence_migrations() {
  return {{0, "adherence to schedules",
           "create table adherence_setting (org bigint not null, body text not null, primary key (org));"
           "create table adherence_excuse (org bigint not null, id bigint not null, agent bigint not null,"
           " from_us bigint not null, to_us bigint not null, body text not null, primary key (org, id));"
           "create index adherence_excuse_by_end on adherence_excuse (org, to_us);"
           // Everybody's shifts of a few days.
           "create index shift_planned_by_end on shift_planned (org, end_us)",
           ""}};
}

AdherenceRules rules_of(const AdherenceSettings& settings) {
  AdherenceRules rules;
  rules.tolerance = seconds(settings.tolerance_s);
  rules.tolerance_inside = seconds(settings.tolerance_inside_s);
  rules.absent_after = seconds(settings.absent_after_s);
  for (const ReasonMeaning& meaning : settings.reasons)
    rules.reasons[meaning.reason_id] = {meaning.is_work, meaning.activities};
  return rules;
}

Result<void> check(const AdherenceSettings& settings, const org::Directory& directory) {
  std::vector<Issue> issues;
  std::set<ReasonId> seen;
  for (std::size_t i = 0; i < settings.reasons.size(); ++i) {
    const ReasonId id = settings.reasons[i].reason_id;
    const auto& known = directory.presence_reasons;
    const bool is_known = std::any_of(known.begin(), known.end(),
                                      [&](const org::Named& reason) { return reason.id == id.value; });
    if (!is_known)
      issues.push_back({fmt::format("/reasons/{}/reason_id", i), "there is no such presence reason"});
    else if (!seen.insert(id).second)
      issues.push_back({fmt::format("/reasons/{}/reason_id", i), "is there twice"});
  }
  if (!issues.empty()) return org::wrong(std::move(issues));
  return {};
}

namespace adherence_settings {

AdherenceSettings find(database::Session& sql, OrgId org) {
  const auto body =
      database::first<std::string>(sql, "select body from adherence_setting where org = :org", org);
  if (!body) return {};
  return contract::decode<AdherenceSettings>(*body, {.ignores_unknown = true}).value_or(AdherenceSettings{});
}

void keep(database::Session& sql, OrgId org, const AdherenceSettings& settings) {
  database::execute(sql,
                    "insert into adherence_setting (org, body) values (:org, :body) on conflict (org)"
                    " do update set body = excluded.body",
                    org, contract::encode(settings));
}

}  // namespace adherence_settings
}  // namespace rapport::workforce
