// The API of webhooks and their deliveries. Handlers run on workers.
#pragma once

#include <functional>

#include "api/api.h"
#include "org/changes.h"
#include "platform/crypto/vault.h"
#include "webhooks/outbox.h"
#include "webhooks/webhook_store.h"

namespace rapport::webhooks {

struct WebhookServices {  // borrowed
  org::Changes& changes;
  Outbox& outbox;
  const crypto::Vault& vault;
  Webhooks store;
  std::function<void()> wake;  // there is something to send
};
void add_operations(api::Api& api, const WebhookServices& services);

}  // namespace rapport::webhooks
