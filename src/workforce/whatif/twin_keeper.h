// TwinKeeper: every night plays each organisation's yesterday from its inputs alone and keeps how far off the
// twin was, and how the switchboard stood when the day ended, from where the next is read. Owns one thread,
// which mostly sleeps; `turn` may be called instead.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>

#include "org/directory.h"
#include "platform/database/database.h"
#include "platform/log/log.h"
#include "platform/workers/rounds.h"
#include "workforce/calendar/day.h"

namespace rapport::workforce {

struct TwinKeeperParts {  // borrowed
  database::Database& database;
  const org::Directories& directories;
  log::Log& log;
  std::function<Instant()> clock;
};

class TwinKeeper {
 public:
  explicit TwinKeeper(const TwinKeeperParts& parts) : parts_(parts) {}

  void start();
  void stop();  // what is being played is given up, and tried again later

  // How many days were played. On the calling thread.
  Result<std::size_t> turn();

 private:
  Result<bool> look_at(OrgId org);
  Result<void> play(const org::Directory& directory, Day day);

  TwinKeeperParts parts_;
  std::atomic<bool> is_stopping_{false};
  workers::Rounds rounds_;  // last: its rounds use all above
};

}  // namespace rapport::workforce
