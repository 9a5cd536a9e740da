#include "org/channel.h"
#include "org/entity_api.h"
#include "org/operations.h"

namespace rapport::org {

void register_channels(const Operations& to, Admin& admin) {
  const api::Permissions channels{api::Permission::manage_channels};
  const EntityWords words{"/api/v1/channels", "Channel", "Channels", "channels", channels, channels};
  register_all(to.api, to.changes, words, Channels{});
  api::Operation secret = operation(
      words, "makeChannelSecret",
      "Makes a new HMAC key for visitor tokens, shown this once; the one before stops working.", true, true);
  secret.path += "/secret";
  to.api.post<ChannelSecret>(secret, [&admin](const api::Call& call) {
    return admin.make_channel_secret(by(call), call.id<ChannelId>("id"));
  });
}

}  // namespace rapport::org
