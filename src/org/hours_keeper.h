// HoursKeeper: the clock of the organisations. Opens and closes queues at their hours, starts each
// organisation's day at its midnight, and every few seconds looks whether another process has changed the
// tables, or whether the switchboard still has to be told something. Owns one thread, which mostly sleeps.
#pragma once

#include <functional>
#include <vector>

#include "org/directory_cache.h"
#include "org/switchboard_sync.h"
#include "platform/workers/rounds.h"

namespace rapport::org {

class HoursKeeper {
 public:
  // Borrows all. `changed` hears on the keeper's thread of an organisation that another process has changed.
  HoursKeeper(database::Database& database, DirectoryCache& directories, SwitchboardSync& sync, log::Log& log,
              std::function<Instant()> clock, std::function<void(OrgId)> changed);

  void start();
  void stop();
  // Something has changed: look again now. Any thread.
  void wake();

  // One round, on the calling thread; when the next is due at the latest. What the thread does, for tests
  // too.
  Instant turn();

 private:
  // When the organisation's queues or day change next.
  Instant turn(OrgId org, Instant now);
  Result<void> start_day_if_new(OrgId org, const std::string& today);

  database::Database& database_;
  DirectoryCache& directories_;
  SwitchboardSync& sync_;
  log::Log& log_;
  std::function<Instant()> clock_;
  std::function<void(OrgId)> changed_;

  workers::Rounds rounds_;  // last: its rounds use all above
};

}  // namespace rapport::org
