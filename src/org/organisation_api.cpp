#include "org/operations.h"
#include "org/organisation.h"

namespace rapport::org {

void register_organisation(const Operations& to) {
  Changes& changes = to.changes;
  api::Operation read{.path = "/api/v1/organisation",
                      .id = "getOrganisation",
                      .tag = "organisation",
                      .summary = "The organisation you belong to."};
  api::Operation write = read;
  write.id = "changeOrganisation";
  write.summary = "Replaces its name, time zone and settings.";
  write.any_of = {api::Permission::manage_organisation};
  to.api.get<Organisation>(
      std::move(read), [&changes](const api::Call& call) { return get_organisation(changes, call.org()); });
  to.api.put<OrganisationFields, Organisation>(
      std::move(write), [&changes](const api::Call& call, const OrganisationFields& fields) {
        return change_organisation(changes, by(call), fields);
      });
}

}  // namespace rapport::org
