// The operations about customers that need nothing of conversations: search, who is one person with whom,
// profile, consents, companies, custom fields, events. Everything that changes something is in the audit log.
// Worker threads.
#pragma once

#include <functional>
#include <string>
#include <utility>

#include "api/api.h"
#include "customers/customer_store.h"
#include "customers/resolution.h"
#include "org/changes.h"

namespace rapport::customers {

struct Services {  // borrowed
  CustomerStore& store;
  Resolution& resolution;
  org::Changes& changes;
  std::function<void(OrgId)> changed;  // what desks show of customers is old
};
void add_operations(api::Api& api, const Services& services);

inline const api::Permissions customer_readers{api::Permission::take_interactions, api::Permission::supervise,
                                               api::Permission::see_history};
inline const api::Permissions customer_writers{api::Permission::take_interactions,
                                               api::Permission::supervise};

// `path` below /api/v1/.
inline api::Operation customer_operation(std::string path, std::string id, std::string summary,
                                         api::Permissions any_of) {
  api::Operation made;
  made.path = "/api/v1/" + std::move(path);
  made.id = std::move(id);
  made.tag = "customers";
  made.summary = std::move(summary);
  made.any_of = any_of;
  return made;
}

// The parts of add_operations, one file each.
void add_search_operations(api::Api& api, const Services& services);
void add_person_operations(api::Api& api, const Services& services);
void add_profile_operations(api::Api& api, const Services& services);
void add_field_operations(api::Api& api, const Services& services);

}  // namespace rapport::customers
