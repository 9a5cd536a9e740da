// BidKeeper: awards rounds of bids when their time is over, also those that ended while the server was down.
// A round whose schedule is gone is cancelled. Owns one thread, which mostly sleeps; `turn` may be called
// instead.
#pragma once

#include <map>

#include "platform/log/log.h"
#include "platform/workers/rounds.h"
#include "workforce/requests/bids.h"

namespace rapport::workforce {

struct BidKeeperParts {  // borrowed
  Bids& bids;
  const org::Directories& directories;
  log::Log& log;
  std::function<Instant()> clock;
};

class BidKeeper {
 public:
  explicit BidKeeper(const BidKeeperParts& parts) : parts_(parts) {}

  void start();
  void stop();

  // How many rounds were awarded. On the calling thread. What fails is logged, and tried again later.
  std::size_t turn();

 private:
  bool award(OrgId org, const BidRound& round);

  BidKeeperParts parts_;
  std::map<BidRoundId, Instant> not_before_;  // of those that could not be awarded
  workers::Rounds rounds_;                    // last: its rounds use all above
};

}  // namespace rapport::workforce
