// CaseKeeper: the clock of the cases. Tells what has run out or soon will, carries out time-based rules,
// closes what has been solved long enough. Whatever it does leaves its key in the case's timeline in the same
// transaction, so a crash or a second keeper repeats nothing. Owns one thread, which mostly sleeps.
#pragma once

#include <functional>

#include "cases/case_book.h"
#include "platform/log/log.h"
#include "platform/workers/rounds.h"

namespace rapport::cases {

class CaseKeeper {
 public:
  // Borrows all.
  CaseKeeper(CaseBook& book, log::Log& log, std::function<Instant()> clock)
      : book_(book), log_(log), clock_(std::move(clock)) {}

  void start();
  void stop();

  struct Done {
    std::size_t told = 0, fired = 0, closed = 0;
  };
  // One round over all organisations, on the calling thread. What the thread does, for tests too.
  Result<Done> turn();

 private:
  Result<std::size_t> look(OrgId org, Instant now);
  Result<std::size_t> fire_rules(OrgId org, Instant now);
  Result<std::size_t> close_solved(OrgId org, Instant now);

  CaseBook& book_;
  log::Log& log_;
  std::function<Instant()> clock_;
  workers::Rounds rounds_;  // last: its rounds use all above
};

}  // namespace rapport::cases
