// What follows from an answer, or none: done, again later, given up, or the webhook is switched off. Pure.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "base/instant.h"

namespace rapport::webhooks {

// After the first try, the second …; a delivery that fails once more has failed for good.
inline constexpr std::array<Duration, 9> pauses = {seconds(5), seconds(30), minutes(2), minutes(10), hours(1),
                                                   hours(3),   hours(6),    hours(12),  hours(24)};
inline constexpr Duration retry_after_max = hours(24);  // a receiver may ask for
inline constexpr Duration failing_max = hours(24 * 3);  // then the webhook is switched off

struct Attempt {
  int status = 0;                        // 0: no answer
  Duration retry_after;                  // as asked for with 429 or 503
  std::int32_t tries = 1;                // with this one
  Instant at;                            // when it ended
  std::optional<Instant> failing_since;  // of the webhook, before it
};

enum class Fate : std::uint8_t { delivered, again, given_up };
enum class SwitchOff : std::uint8_t { no, gone, failing };

struct Verdict {
  Fate fate = Fate::delivered;
  Instant due;  // of the next try
  SwitchOff switch_off = SwitchOff::no;
};
Verdict judge(const Attempt& attempt);

}  // namespace rapport::webhooks
