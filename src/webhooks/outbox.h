// Outbox: writes a delivery for every webhook that wants to hear of what happens. What the switchboard does
// is written in the journal's own transaction (a projection), so that nothing is told that did not happen and
// nothing that happened is left out. What other tables' triggers have noted is taken by take_hints(). It
// sends nothing. Organisations without an active webhook cost no SQL.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <vector>

#include "live/id_source.h"
#include "live/released.h"
#include "platform/database/database.h"
#include "webhooks/delivery.h"
#include "webhooks/event.h"

namespace rapport::webhooks {

class Outbox : public live::Projection, public live::Listener {
 public:
  // Borrows. After the projection that writes messages: their words are read in the same transaction.
  Outbox(database::Database& database, live::IdSource& ids) : database_(database), ids_(ids) {}

  // Called, on any thread, when there may be something to send. Set before the loop starts.
  void on_more(std::function<void()> more) { more_ = std::move(more); }

  Result<void> project(database::Session& sql, const live::Released& released) override;
  void on_released(const std::shared_ptr<const live::Released>& released) override;

  // Writes the deliveries of what happened, within a transaction of the caller's.
  Result<void> tell(database::Session& sql, OrgId org, Instant at, std::vector<Happening> happenings);
  // A test event, whether or not the webhook is active.
  WebhookDeliveryId tell_test(database::Session& sql, OrgId org, Instant at, const Webhook& webhook);

  // Looks again who wants to hear. Any thread that may block; before the loop starts for the first time, and
  // whenever webhooks have changed.
  Result<void> refresh();
  // Turns what triggers noted into deliveries; how many notes there were. Not on the writer's thread.
  Result<std::size_t> take_hints(Instant now);

 private:
  bool is_wanted(OrgId org) const;

  database::Database& database_;
  live::IdSource& ids_;
  std::function<void()> more_;
  // Read by the writer and the loop for every event, written by whoever has changed a webhook.
  mutable std::mutex mutex_;
  std::set<OrgId> wanting_;
  std::mutex refreshing_;  // one at a time, so that an older look never replaces a newer one
};

}  // namespace rapport::webhooks
