// Resolution: who is the same person. Asked when somebody arrives and when something about them becomes
// known: what is certain is joined at once, what is likely is proposed to agents, the rest is left alone. It
// reads by the index of keys, so that its cost does not grow with the number of customers. Customers never
// notice. Worker threads.
#pragma once

#include <functional>
#include <vector>

#include "customers/joins.h"
#include "live/id_source.h"
#include "platform/database/database.h"

namespace rapport::customers {

inline constexpr std::int64_t candidates_per_key_max = 60;  // a key that more have says little
inline constexpr std::size_t candidates_max = 60;           // compared in one look
inline constexpr std::size_t proposals_max = 5;             // made by one look

struct Match {
  CustomerId person, row;  // a row of theirs that the same key led to
  Verdict verdict;
};

// Everybody who may be the person of this row, most alike first; `nothing` is left out.
std::vector<Match> matches_of(database::Session& sql, OrgId org, CustomerId row, Instant now);

class Resolution {
 public:
  // Borrows all.
  Resolution(database::Database& database, live::IdSource& ids, std::function<Instant()> clock)
      : database_(database), ids_(ids), clock_(std::move(clock)) {}

  struct Outcome {
    CustomerId person;  // whose row it is now
    std::size_t joined = 0, proposed = 0;
  };
  // Blocks; writes only when there is something to join or propose. not_found.
  Result<Outcome> settle(OrgId org, CustomerId row);
  // Somebody who was in `before` at a browser has shown there that they are `now`.
  Result<Outcome> met_at_browser(OrgId org, CustomerId before, CustomerId now);

 private:
  Result<Outcome> act(database::Session& sql, OrgId org, CustomerId row);
  void follow(database::Session& sql, OrgId org, CustomerId row, const Match& found, Instant now,
              Outcome& outcome);

  database::Database& database_;
  live::IdSource& ids_;
  std::function<Instant()> clock_;
};

}  // namespace rapport::customers
