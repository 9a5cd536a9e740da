// HistoryKeeper: counts conversations into the history once they are closed. Closing writes a mark in the
// journal's own transaction (Closings); the keeper counts what is marked and takes the mark away in one
// transaction, so that each counts once whatever breaks in between. Also lets old presence go. Owns one
// thread, which mostly sleeps; `turn` may be called instead.
#pragma once

#include <functional>
#include <map>

#include "conversations/record_store.h"
#include "live/released.h"
#include "org/directory.h"
#include "platform/log/log.h"
#include "platform/workers/rounds.h"
#include "workforce/history/history_store.h"

namespace rapport::workforce {

struct HistoryKeeperParts {  // borrowed
  database::Database& database;
  conversations::RecordStore& records;
  const org::Directories& directories;
  log::Log& log;
  std::function<Instant()> clock;
};

class HistoryKeeper {
 public:
  explicit HistoryKeeper(const HistoryKeeperParts& parts) : parts_(parts) {}

  void start();
  void stop();

  // How many conversations were counted, at most counted_at_once. On the calling thread.
  Result<std::size_t> turn();

  static constexpr std::int64_t counted_at_once = 500;

 private:
  Result<void> forget_presence();

  HistoryKeeperParts parts_;
  Instant forgot_;
  workers::Rounds rounds_;  // last: its rounds use all above
};

// Marks what is closed, and keeps agents' presence, in the journal's own transaction.
class Closings : public live::Projection {
 public:
  Result<void> project(database::Session& sql, const live::Released& released) override;
};

// Adds the legs of a closed conversation to days. `within` of each queue: its service level.
using DaysByKey = std::map<history_store::DayKey, DayFigures>;
void add_legs(DaysByKey& days, const conversations::Record& record,
              const std::function<Duration(QueueId)>& within);

}  // namespace rapport::workforce
