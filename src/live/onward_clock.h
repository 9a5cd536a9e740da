// OnwardClock: an organisation's time, which never goes back. It is the time of day; when that is set back,
// it goes on by the monotonic clock, an eighth slower, until the time of day has caught up: so timers stay
// due, and what is set right by a second is right again within eight. Pure; owned by its Organisation, loop
// thread.
#pragma once

#include <algorithm>
#include <optional>

#include "base/instant.h"

namespace rapport::live {

class OnwardClock {
 public:
  // `steady`: since any beginning, never going back.
  Instant now(Instant time_of_day, Duration steady) {
    const Duration passed = last_steady_ ? std::max(steady - *last_steady_, Duration{0}) : Duration{};
    last_steady_ = steady;
    if (time_of_day < last_) last_ = last_ + passed * 7 / 8;
    return last_ = std::max(last_, time_of_day);
  }
  // Something has happened then.
  void not_before(Instant at) { last_ = std::max(last_, at); }

 private:
  Instant last_;
  std::optional<Duration> last_steady_;
};

}  // namespace rapport::live
