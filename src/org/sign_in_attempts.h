// Counts of failed attempts, by account and by address, in the database: a restart forgets none. An attempt
// is counted before it is judged, so that many at once cannot slip through together, and taken back when it
// was right. Inside a write.
#pragma once

#include <optional>
#include <string>

#include "base/instant.h"
#include "platform/database/session.h"

namespace rapport::org {

struct AttemptLimits {
  std::int64_t account_failures_max = 10;
  std::int64_t address_failures_max = 50;  // an office behind one address
  Duration lock = minutes(15);             // also how long failures are remembered
};

struct Attempt {
  std::string account;  // "" : not counted by account
  std::string address;
};

struct Counted {
  Duration locked_for;         // 0: go ahead
  bool locks_account = false;  // if this one is wrong too
};

Counted count_attempt(database::Session& sql, const Attempt& attempt, const AttemptLimits& limits,
                      Instant now);
// It was right: the account starts again, the address loses this one.
void forgive(database::Session& sql, const Attempt& attempt);
// Neither right nor wrong (the password was, the code is still to come).
void take_back(database::Session& sql, const Attempt& attempt);

}  // namespace rapport::org
