// OutlookKeeper: while somebody looks at an organisation's outlook, makes a new one every quarter of an hour;
// while nobody does, it costs nothing. Owns one thread, which mostly sleeps; `turn` may be called instead.
#pragma once

#include <atomic>
#include <cstddef>

#include "platform/log/log.h"
#include "platform/workers/rounds.h"
#include "workforce/intraday/runs/outlook_board.h"

namespace rapport::workforce::intraday {

class OutlookKeeper {
 public:
  OutlookKeeper(const IntradayParts& parts, log::Log& log) : parts_(parts), log_(log) {}

  void start();
  void stop();  // what is being made is given up

  // What there is, and from now on it is kept fresh.
  OutlookBoard::Shown look(OrgId org);
  // Makes one on the calling thread and keeps it; the next ones are made in the same way.
  Result<Outlook> make(OrgId org, const OutlookWanted& wanted, std::int32_t threads,
                       const Progress& progress);

  // How many were made. On the calling thread.
  std::size_t turn();

  const IntradayParts& parts() const { return parts_; }

 private:
  IntradayParts parts_;
  log::Log& log_;
  OutlookBoard board_;
  std::atomic<bool> is_stopping_{false};
  workers::Rounds rounds_;  // last: its rounds use all above
};

}  // namespace rapport::workforce::intraday
