// ValueKeeper: keeps value and segments in step with what happens. Whoever has been touched (a purchase, a
// conversation that ended, a changed profile, a join) is computed again within a second; everybody is once a
// day, because days pass, and after a change of rules. Touches are rows, written with what touched, so a
// crash loses none; a look at everybody goes on where it was. Owns one thread; `turn` may be called instead.
#pragma once

#include <functional>
#include <map>
#include <vector>

#include "live/released.h"
#include "platform/database/database.h"
#include "platform/log/log.h"
#include "platform/workers/rounds.h"
#include "value/segment_store.h"
#include "value/value_store.h"

namespace rapport::value {

class ValueKeeper {
 public:
  // Borrows all.
  ValueKeeper(database::Database& database, log::Log& log, std::function<Instant()> clock)
      : database_(database), log_(log), clock_(std::move(clock)) {}

  // Told on the keeper's thread when customers have moved, at most every ten seconds: desks ask anew then.
  // Set before start().
  void on_changed(std::function<void(OrgId)> changed) { changed_ = std::move(changed); }

  void start();
  void stop();
  void wake();  // any thread

  struct Done {
    std::size_t computed = 0, changed = 0;
    std::size_t moved = 0;  // to another stage, into or out of a segment
    bool has_more = false;
  };
  // Some of what there is to do in all organisations, on the calling thread.
  Result<Done> turn();

 private:
  struct Rules;
  struct Outcome {
    CustomerId person;
    bool is_gone = false;  // no person of its own
    Worth worth;
    std::vector<SegmentId> segments;
    bool is_changed = false, is_moved = false;
  };
  Result<Done> follow_touched(OrgId org, Instant now);
  Result<Done> look_around(OrgId org, Instant now);
  Result<bool> begin_if_due(OrgId org, Instant now);
  static Rules rules_of(database::Session& sql, OrgId org);
  static Outcome compute(database::Session& sql, OrgId org, CustomerId person, const Rules& rules,
                         Instant now);
  static void write(database::Session& sql, OrgId org, const Outcome& outcome);

  database::Database& database_;
  log::Log& log_;
  std::function<Instant()> clock_;
  std::function<void(OrgId)> changed_;
  struct Telling {
    Instant last;
    bool is_due = false;
  };
  std::map<OrgId, Telling> telling_;
  workers::Rounds rounds_;  // last: its rounds use all above
};

// Touches whose conversation has ended, in the journal's own transaction.
class Touching : public live::Projection {
 public:
  Result<void> project(database::Session& sql, const live::Released& released) override;
};

}  // namespace rapport::value
