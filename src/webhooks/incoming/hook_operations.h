// The API of incoming webhooks, and their door. Handlers run on workers.
#pragma once

#include <functional>

#include "api/api.h"
#include "platform/crypto/vault.h"
#include "webhooks/incoming/taking.h"

namespace rapport::incoming {

struct HookServices {  // borrowed
  Taking taking;
  const crypto::Vault& vault;
  std::function<void(OrgId)> changed;  // what desks show of customers is old
};
void add_operations(api::Api& api, const HookServices& services);

}  // namespace rapport::incoming
