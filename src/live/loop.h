// Loop: the production driver of every organisation's switchboard on this node. One thread owns them all: it
// applies commands and due timers, hands the accepted events to the writer in groups, and releases their
// effects (to the caller, then to listeners) only once they are durable, in order. A commit that fails takes
// the state back to what the journal holds: whatever was in flight is answered `unavailable`, and after a
// pause the loop accepts again; reads go on.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <vector>

#include "base/id.h"
#include "base/instant.h"
#include "base/result.h"
#include "live/released.h"
#include "platform/database/database.h"
#include "platform/log/log.h"
#include "platform/metrics/metrics.h"
#include "platform/workers/worker_pool.h"
#include "switchboard/switchboard.h"

namespace rapport::live {

struct LoopOptions {
  std::size_t commands_max = 20'000;          // waiting to be applied; beyond it: unavailable
  std::size_t batch_max = 256;                // events per journal append
  std::size_t batches_in_flight_max = 4;      // appends not yet durable; beyond it the loop waits for one
  std::size_t ring_max = 8'192;               // released events kept per organisation for feeds that resume
  std::int64_t snapshot_every = 10'000;       // events
  Duration pause_after_failure = seconds(1);  // commands are refused this long after a failed commit
  Duration apply_warning = milliseconds(1);   // a slower apply() is logged with its event
  // Since any beginning, never going back; empty: the machine's monotonic clock.
  std::function<Duration()> steady = {};
};

class Loop {
 public:
  using Done = std::function<void(Result<std::shared_ptr<const Released>>)>;

  // Borrows everything; it all outlives the loop. `clock` is asked on the loop thread.
  Loop(LoopOptions options, database::Database& database, workers::WorkerPool& workers, log::Log& log,
       metrics::Metrics& metrics, std::function<Instant()> clock);
  ~Loop();  // stops

  // Before start(): who hears, who keeps tables.
  void add_listener(Listener& listener);
  void add_projection(Projection& projection);

  // Recovers every organisation that has a journal (newest snapshot, then replay) and starts the thread.
  Result<void> start();
  // Takes no more commands, waits for what is in flight, writes snapshots, joins the thread.
  void stop();

  // Makes an organisation known; commands for others are refused not_found. Any thread, waits.
  Result<void> add_org(OrgId org);

  // Any thread. `done` is called once, on the loop thread, when the event is durable, or with why it was
  // refused (conflict / not_found / invalid with the refusal's name as reason) or could not be accepted
  // (unavailable).
  void submit(OrgId org, switchboard::Event event, Done done);
  // The same for threads that may block; never on the loop, writer or net thread.
  Result<std::shared_ptr<const Released>> submit_and_wait(OrgId org, switchboard::Event event);

  // Runs `read` on the loop thread, between events, and waits for its value; not on the loop, writer or net
  // thread. The switchboard may be ahead of what is durable by the batches in flight.
  template <class T>
  Result<T> read(OrgId org, std::function<T(const switchboard::Switchboard&, Instant now)> read);

  struct Resumed {
    bool is_reset =
        false;  // `after` is unknown here (too old, or of another history): start from the present state
    std::int64_t seq = 0;  // of the last released event
    std::vector<std::shared_ptr<const Released>> missed;
  };
  // What was released after `after` (nullopt: nothing is asked for), and `then` is run on the loop thread
  // before anything later is released, so that a subscriber can join without a gap. Any thread, waits.
  Result<Resumed> resume(OrgId org, std::optional<std::int64_t> after, std::function<void()> then = {});

  // The latest time that anything happened at in any organisation, as recovered. After start(), any thread.
  Instant recovered_until() const;

  // The last released number; 0 before the first.
  Result<std::int64_t> seq(OrgId org);
  // False while commits fail.
  bool can_accept() const;

 private:
  struct Impl;
  Result<void> ask(OrgId org, std::function<void(const switchboard::Switchboard&, Instant)> work);
  std::unique_ptr<Impl> impl_;
};

template <class T>
Result<T> Loop::read(OrgId org, std::function<T(const switchboard::Switchboard&, Instant now)> read) {
  std::optional<T> value;
  if (auto asked =
          ask(org, [&](const switchboard::Switchboard& board, Instant now) { value = read(board, now); });
      !asked) {
    return tl::unexpected<Error>(asked.error());
  }
  return std::move(*value);
}

}  // namespace rapport::live
