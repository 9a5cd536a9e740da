// Keeper: measures deflection, a little every minute: steps of readers become attempts, contacts of customers
// are looked at once (was there an answer to what they say?), and attempts that are not older than eight days
// are held against the contacts of the same person. What is older stands. Everything follows from the tables,
// so a crash, a second keeper or a round left out loses nothing. Owns one thread, which mostly sleeps.
#pragma once

#include <functional>
#include <mutex>

#include "deflection/deflection_store.h"
#include "knowledge/finding.h"
#include "org/directory.h"
#include "platform/log/log.h"
#include "platform/workers/rounds.h"

namespace rapport::deflection {

struct KeeperNeeds {  // borrowed
  database::Database& database;
  const org::Directories& directories;
  knowledge::Finding& finding;
  live::IdSource& ids;
  log::Log& log;
  std::function<Instant()> clock;
};

class Keeper {
 public:
  explicit Keeper(const KeeperNeeds& needs) : needs_(needs) {}

  void start();
  void stop();

  struct Done {
    std::size_t steps = 0, contacts = 0, measured = 0;  // measured: attempts and answers that changed
  };
  // One round over all organisations, on the calling thread. What the thread does, for tests too.
  Result<Done> turn();

 private:
  Result<void> take_steps(OrgId org, Progress& progress, Instant now, Done& done);
  Result<void> look_at_contacts(OrgId org, Progress& progress, Instant now, Done& done);
  Result<void> measure(OrgId org, const Progress& progress, Instant now, Done& done);
  Result<bool> is_about(OrgId org, const OpenAttempt& attempt, const ContactKey& contact);

  KeeperNeeds needs_;
  std::mutex turning_;      // one round at a time: the thread's, or a test's
  workers::Rounds rounds_;  // last: its rounds use all above
};

// Whether at least half of the words somebody searched for are said here. Pure.
bool says_half(const std::string& searched, const std::string& said);

}  // namespace rapport::deflection
