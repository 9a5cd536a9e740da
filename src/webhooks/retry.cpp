#include "webhooks/retry.h"

#include <algorithm>
#include <cstddef>

namespace rapport::webhooks {

Verdict judge(const Attempt& attempt) {
  if (attempt.status >= 200 && attempt.status < 300) return {Fate::delivered, {}, SwitchOff::no};
  if (attempt.status == 410) return {Fate::given_up, {}, SwitchOff::gone};
  Verdict verdict;
  if (attempt.failing_since && attempt.at - *attempt.failing_since >= failing_max)
    verdict.switch_off = SwitchOff::failing;
  const auto tried = static_cast<std::size_t>(std::max(attempt.tries, 1));
  if (tried > pauses.size()) {
    verdict.fate = Fate::given_up;
    return verdict;
  }
  Duration pause = pauses[tried - 1];
  if (attempt.status == 429 || attempt.status == 503)
    pause = std::max(pause, std::min(attempt.retry_after, retry_after_max));
  verdict.fate = Fate::again;
  verdict.due = attempt.at + pause;
  return verdict;
}

}  // namespace rapport::webhooks
