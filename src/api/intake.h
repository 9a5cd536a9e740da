// Intake: what takes the raw body of one request, piece by piece as it comes in, so that a file is never held
// whole in memory. Made when the caller is known and may; its calls come one after the other, on workers.
// Dropped without finish() when the client goes or a piece is refused.
#pragma once

#include <string_view>

#include "base/result.h"

namespace rapport::api {

template <class Out>
class Intake {
 public:
  virtual ~Intake() = default;
  virtual Result<void> take(std::string_view piece) = 0;
  // All has come.
  virtual Result<Out> finish() = 0;
};

}  // namespace rapport::api
