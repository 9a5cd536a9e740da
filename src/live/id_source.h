// IdSource: new ids for everything. Milliseconds since 2026 in the upper bits, so that ids sort by creation
// and a clock that stands still or jumps back only makes them denser; never the same twice, also after a
// restart with a clock that went back, once it knows until when there were ids before. Any thread.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>

#include "base/id.h"
#include "base/instant.h"

namespace rapport::live {

class IdSource {
 public:
  // `node` 0-255 keeps the nodes of a cluster apart.
  explicit IdSource(std::function<Instant()> clock, std::uint8_t node = 0);

  // Until then ids were made by the process before this one.
  void not_before(Instant at);

  std::int64_t next_value();
  template <class SomeId>
  SomeId next() {
    return SomeId{next_value()};
  }

 private:
  std::function<Instant()> clock_;
  std::int64_t node_;
  std::atomic<std::int64_t> last_{0};  // milliseconds and counter, without the node
};

}  // namespace rapport::live
