#include "program/demo_company.h"

#include "program/demo_articles.h"
#include "program/demo_cases.h"
#include "program/demo_community.h"
#include "program/demo_history.h"
#include "program/demo_organisation.h"
#include "program/demo_past_days.h"
#include "program/demo_planning.h"
#include "program/demo_portal.h"
#include "program/demo_requests.h"
#include "program/demo_value.h"

namespace rapport::program {
namespace {

Result<void> make_once(Server::Parts& parts, const std::string& time_zone) {
  org::Admin& admin = parts.org.admin();
  if (admin.organisation_by_slug(demo_slug)) return {};
  if (auto made = make_demo_organisation(admin, parts.lines, parts.canned_replies, parts.flow_store,
                                         parts.ids, time_zone);
      !made)
    return made;
  if (auto made = make_demo_portal(admin); !made) return made;
  const auto organisation = admin.organisation_by_slug(demo_slug);
  if (!organisation) return tl::unexpected<Error>(organisation.error());
  if (auto made =
          make_demo_cases(admin, parts.database, parts.customers, parts.ids, organisation->id, parts.clock());
      !made)
    return made;
  if (auto made = make_demo_history(admin, parts.database, parts.ids, organisation->id, parts.clock()); !made)
    return made;
  if (auto made = make_demo_planning(admin, parts.schedules, organisation->id, parts.clock()); !made)
    return made;
  if (auto made = make_demo_requests(
          {admin, parts.schedules, parts.time_off, parts.swaps, parts.shift_offers, parts.bids},
          organisation->id, parts.clock());
      !made)
    return made;
  if (auto made = make_demo_past_days(parts.database, parts.org.vault(), organisation->id, parts.clock());
      !made)
    return made;
  return make_demo_value(admin, parts.database, parts.customers, parts.ids, organisation->id, parts.clock());
}

}  // namespace

Result<void> make_demo_company(Server::Parts& parts, const std::string& time_zone) {
  if (auto made = make_once(parts, time_zone); !made) return made;
  if (auto made = make_demo_articles(parts.org.admin(), parts.knowledge.store); !made) return made;
  return make_demo_community(parts);
}

}  // namespace rapport::program
