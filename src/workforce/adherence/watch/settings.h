// What an organisation tolerates of its schedules, and what being away for a reason means in them. The only
// SQL for the table adherence_setting.
#pragma once

#include <string>
#include <vector>

#include "base/id.h"
#include "org/directory.h"
#include "platform/contract/describe.h"
#include "platform/database/migration.h"
#include "platform/database/session.h"
#include "workforce/adherence/adherence.h"

namespace rapport::workforce {

// Of all of this folder.
std::vector<database::Migration> adherence_migrations();

struct ReasonMeaning {
  ReasonId reason_id;
  bool is_work = false;
  std::vector<std::string> activities;
};
BOOST_DESCRIBE_STRUCT(ReasonMeaning, (), (reason_id, is_work, activities))
contract::Notes contract_notes(contract::Tag<ReasonMeaning>);

struct AdherenceSettings {
  std::int64_t tolerance_s = 180;
  std::int64_t tolerance_inside_s = 60;
  std::int64_t absent_after_s = 1'800;
  std::vector<ReasonMeaning> reasons;
};
BOOST_DESCRIBE_STRUCT(AdherenceSettings, (), (tolerance_s, tolerance_inside_s, absent_after_s, reasons))
contract::Notes contract_notes(contract::Tag<AdherenceSettings>);

AdherenceRules rules_of(const AdherenceSettings& settings);
// invalid: a reason that there is not, or twice.
Result<void> check(const AdherenceSettings& settings, const org::Directory& directory);

namespace adherence_settings {

AdherenceSettings find(database::Session& sql, OrgId org);  // the defaults when nobody has set them
void keep(database::Session& sql, OrgId org, const AdherenceSettings& settings);

}  // namespace adherence_settings
}  // namespace rapport::workforce
