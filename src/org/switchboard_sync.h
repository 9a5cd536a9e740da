// SwitchboardSync: tells an organisation's switchboard what its tables say. The wanted configuration is
// derived from the directory and the clock (which queues are open now), compared with what the switchboard
// has, and only the difference is submitted. At start, and after anything went wrong, what it has is read
// from the switchboard itself, so a crash between a commit and its events heals.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <vector>

#include "live/loop.h"
#include "org/directory_cache.h"
#include "platform/log/log.h"

namespace rapport::org {

// What a switchboard is configured to.
struct Configuration {
  switchboard::Settings settings;
  std::map<QueueId, switchboard::QueueRules> queues;  // is_open as it is now
  std::map<AgentId, switchboard::AgentProfile> agents;
  friend bool operator==(const Configuration&, const Configuration&) = default;
};

Configuration configuration_of(const Loaded& loaded, Instant now);
Configuration configuration_of(const switchboard::Image& image);
// The events that lead from one to the other, in an order in which each can be accepted.
std::vector<switchboard::Event> difference(const Configuration& from, const Configuration& to);

class SwitchboardSync {
 public:
  // Borrows all.
  SwitchboardSync(live::Loop& loop, const DirectoryCache& directories, log::Log& log,
                  std::function<Instant()> clock)
      : loop_(loop), directories_(directories), log_(log), clock_(std::move(clock)) {}

  // Brings the switchboard to what the directory says now, and waits until that is durable. Threads that may
  // block; several at once for one organisation take turns. An error means: not all of it; the next call goes
  // on from what the switchboard then has.
  Result<void> bring(OrgId org);
  Result<void> start_day(OrgId org);

 private:
  struct Known {
    std::mutex mutex;  // held while its events are under way
    bool is_added = false;
    bool is_known = false;  // `has` is what the switchboard has
    Configuration has;
  };
  Known& known(OrgId org);
  Result<void> find_out(OrgId org, Known& known);
  Result<void> submit(OrgId org, std::vector<switchboard::Event> events);

  live::Loop& loop_;
  const DirectoryCache& directories_;
  log::Log& log_;
  std::function<Instant()> clock_;
  std::mutex mutex_;  // over the map
  std::map<OrgId, std::unique_ptr<Known>> known_;
};

}  // namespace rapport::org
