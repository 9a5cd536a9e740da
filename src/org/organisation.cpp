#include "org/organisation.h"

#include "org/entity.h"
#include "org/hours.h"
#include "org/limits.h"
#include "platform/database/statement.h"
#include "platform/numbering/phone_number.h"

namespace rapport::org {

using contract::Format;
using contract::Notes;
using contract::Tag;

Notes contract_notes(Tag<OrganisationSettings>) {
  return {
      .all_optional = true,
      .fields = {
          {.name = "silent_after_s",
           .doc = "a customer silent this long stops counting toward their agent's capacity",
           .min = 1,
           .max = 86'400},
          {.name = "disconnect_grace_s",
           .doc = "an agent whose last connection is gone this long is signed out",
           .min = 1,
           .max = 86'400},
          {.name = "recordings_kept_days",
           .doc = "recorded calls are deleted after so many days, unless their queue says otherwise; "
                  "0: never",
           .min = 0,
           .max = 36'600},
          {.name = "agents_hear_own_recordings", .doc = "agents may listen to recorded calls of their own"},
          {.name = "phone_region",
           .doc = "ISO 3166: how customers' numbers without a country code are meant; empty: they must have "
                  "one",
           .max_length = 2}}};
}

Notes contract_notes(Tag<OrganisationFields>) {
  return {
      .fields = {{.name = "name", .min_length = 1, .max_length = name_length_max, .format = Format::line},
                 {.name = "slug", .doc = "unique on the server", .max_length = 50, .format = Format::slug},
                 {.name = "time_zone", .doc = "IANA: Asia/Shanghai", .max_length = 64},
                 {.name = "settings", .has_default = true}}};
}

std::optional<Organisation> find_organisation(database::Session& sql, OrgId org) {
  const auto row = database::first<std::string, std::string, std::string, std::string>(
      sql, "select name, slug, time_zone, settings from organisation where id = :id", org);
  if (!row) return std::nullopt;
  Organisation organisation;
  organisation.id = org;
  organisation.name = std::get<0>(*row);
  organisation.slug = std::get<1>(*row);
  organisation.time_zone = std::get<2>(*row);
  organisation.settings = contract::decode<OrganisationSettings>(std::get<3>(*row), {.ignores_unknown = true})
                              .value_or(OrganisationSettings{});
  return organisation;
}

Result<Organisation> get_organisation(Changes& changes, OrgId org) {
  return changes.database().read([&](database::Session& sql) -> Result<Organisation> {
    auto found = find_organisation(sql, org);
    if (!found) return no_such("organisation", org.value);
    return std::move(*found);
  });
}

Result<Organisation> change_organisation(Changes& changes, const By& who, const OrganisationFields& fields) {
  if (!is_time_zone(fields.time_zone))
    return wrong({{"/time_zone", "expected an IANA time zone such as Asia/Shanghai"}});
  if (!fields.settings.phone_region.empty() && !numbering::is_region(fields.settings.phone_region))
    return wrong({{"/settings/phone_region", "expected a country such as CN, or nothing"}});
  return changes.make<Organisation>(who, "organisation", [&](Change& change) -> Result<Organisation> {
    auto before = find_organisation(change.sql, change.org());
    if (!before) return no_such("organisation", change.org().value);
    if (database::first<OrgId>(change.sql, "select id from organisation where slug = :slug and id <> :id",
                               fields.slug, change.org()))
      return wrong({{"/slug", "another organisation has this one"}});
    database::execute(change.sql,
                      "update organisation set name = :name, slug = :slug, time_zone = :zone, settings = "
                      ":settings where id = :id",
                      fields.name, fields.slug, fields.time_zone, contract::encode(fields.settings),
                      change.org());
    auto after = find_organisation(change.sql, change.org());
    change.audit(
        {"change", "organisation", change.org().value, contract::encode(*before), contract::encode(*after)});
    return std::move(*after);
  });
}

switchboard::Settings switchboard_settings(const OrganisationSettings& settings) {
  switchboard::Settings made;
  made.silent_after = seconds(settings.silent_after_s);
  made.disconnect_grace = seconds(settings.disconnect_grace_s);
  return made;
}

}  // namespace rapport::org
