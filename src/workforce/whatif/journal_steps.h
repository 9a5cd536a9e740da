// Journal steps: an organisation's journal as the twin reads it, in pages, so that a long one takes no more
// memory than a short one. On a thread that may block.
#pragma once

#include <deque>
#include <optional>

#include "live/journal.h"
#include "twin/replay.h"

namespace rapport::workforce {

class JournalSteps {
 public:
  // Borrows. Begins after the step `after`.
  JournalSteps(database::Database& database, OrgId org, std::int64_t after = 0)
      : database_(database), org_(org), last_(after) {}

  Result<std::optional<twin::RecordedStep>> next();

 private:
  database::Database& database_;
  OrgId org_;
  std::int64_t last_;
  std::deque<live::JournalRow> page_;
};

}  // namespace rapport::workforce
