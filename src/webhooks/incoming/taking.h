// Taking: one body on its way into the events of a customer. What it says becomes a customer_event (said
// again it is the same one), its line stands in the hook's log and in the ledger of arrivals, all in one
// transaction. Worker threads.
#pragma once

#include "customers/resolution.h"
#include "webhooks/incoming/hook_store.h"

namespace rapport::incoming {

struct Taking {  // borrowed
  org::Changes& changes;
  customers::Resolution& resolution;

  // A key that was accepted before is answered as it was then, and counts nothing.
  Result<HookDelivery> take(OrgId org, const Hook& hook, const std::string& key, std::string body) const;
  // Again, by the hook as it is now. conflict, was_accepted.
  Result<HookDelivery> run(const org::By& by, HookDeliveryId id) const;

 private:
  Result<HookDelivery> settled(OrgId org, Result<HookDelivery> taken, CustomerId made) const;
};

}  // namespace rapport::incoming
