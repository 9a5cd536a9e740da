// The organisation itself: its name, its time zone, what holds for all its conversations.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "org/changes.h"
#include "platform/contract/describe.h"
#include "switchboard/model/rules.h"

namespace rapport::org {

struct OrganisationSettings {
  std::int64_t silent_after_s = 600;
  std::int64_t disconnect_grace_s = 30;
  std::int64_t recordings_kept_days = 180;
  bool agents_hear_own_recordings = false;
  std::string phone_region;  // ISO 3166
};
BOOST_DESCRIBE_STRUCT(OrganisationSettings, (),
                      (silent_after_s, disconnect_grace_s, recordings_kept_days, agents_hear_own_recordings,
                       phone_region))
contract::Notes contract_notes(contract::Tag<OrganisationSettings>);

struct OrganisationFields {
  std::string name;
  std::string slug;  // unique on the server
  std::string time_zone;
  OrganisationSettings settings;
};
BOOST_DESCRIBE_STRUCT(OrganisationFields, (), (name, slug, time_zone, settings))
contract::Notes contract_notes(contract::Tag<OrganisationFields>);
struct Organisation : OrganisationFields {
  OrgId id;
};
BOOST_DESCRIBE_STRUCT(Organisation, (OrganisationFields), (id))

std::optional<Organisation> find_organisation(database::Session& sql, OrgId org);
Result<Organisation> get_organisation(Changes& changes, OrgId org);
Result<Organisation> change_organisation(Changes& changes, const By& who, const OrganisationFields& fields);

switchboard::Settings switchboard_settings(const OrganisationSettings& settings);

}  // namespace rapport::org
