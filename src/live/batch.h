// Batch: what the loop has done since the last append: accepted events, and the refusals and reads that have
// to wait until those are durable. Filled on the loop thread, written on the writer thread, released on the
// loop thread again.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "live/loop.h"
#include "live/released.h"

namespace rapport::live {

struct Batch {
  // A read: without an error it runs and answers, with one it answers that.
  using Ask = std::function<void(std::optional<Error>)>;
  struct Entry {  // one of: an event, a refusal, a read
    std::shared_ptr<Released> released;
    Loop::Done done;
    std::optional<Error> refusal;
    Ask ask;
  };
  std::vector<Entry> entries;

  bool has_events() const;
  // Journal rows and projections in the writer's transaction. May run again for the same batch.
  Result<void> write(database::Session& sql, const std::vector<Projection*>& projections) const;
};

}  // namespace rapport::live
