// Progress: how a long computation says how far it is, and hears that nobody wants its answer any more. A
// value; it is called on the computation's thread, at least every few tenths of a second.
#pragma once

#include <functional>

#include "base/result.h"

namespace rapport {

struct Progress {
  std::function<bool(double done)> report = {};  // 0 to 1; false: stop now

  bool at(double done) const { return !report || report(done); }
};

// What a computation that was stopped fails with.
inline tl::unexpected<Error> cancelled() {
  return fail(ErrorCode::conflict, "cancelled", "stopped before it was done");
}

}  // namespace rapport
