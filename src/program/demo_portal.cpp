#include "program/demo_portal.h"

#include "org/channel.h"
#include "org/queue.h"
#include "portal/portal_store.h"
#include "program/demo_organisation.h"

namespace rapport::program {

Result<void> make_demo_portal(org::Admin& admin) {
  const auto organisation = admin.organisation_by_slug(demo_slug);
  if (!organisation) return tl::unexpected<Error>(organisation.error());
  const org::By who{organisation->id, {}};
  return admin.changes().make<void>(who, "portal", [&](org::Change& change) -> Result<void> {
    portal::PortalSettings settings;
    settings.is_on = true;
    settings.welcome = "Good coffee, and help with it";
    settings.welcome_zh = "好咖啡，好服务";
    for (const org::Channel& channel : org::Channels{}.list(change.sql, change.org(), {}, 50))
      if (channel.key == demo_chat_key) {
        settings.chat_channel_id = channel.id;
        settings.contact_queue_id = channel.queue_id;
      }
    portal::PortalStore::set_settings(change, settings);
    return {};
  });
}

}  // namespace rapport::program
