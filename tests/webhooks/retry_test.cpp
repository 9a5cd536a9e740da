#include "webhooks/retry.h"

#include <doctest/doctest.h>

namespace rapport::webhooks {
namespace {

constexpr Instant noon{1'772'000'000'000'000};

Verdict after(int status, std::int32_t tries, Duration retry_after = {},
              std::optional<Instant> failing_since = {}) {
  Attempt attempt;
  attempt.status = status;
  attempt.tries = tries;
  attempt.retry_after = retry_after;
  attempt.at = noon;
  attempt.failing_since = failing_since;
  return judge(attempt);
}

}  // namespace

TEST_CASE("any 2xx is received, whichever try it was") {
  for (const int status : {200, 201, 202, 204, 299}) {
    CHECK(after(status, 1).fate == Fate::delivered);
    CHECK(after(status, 10).fate == Fate::delivered);
  }
}

TEST_CASE(
    "what fails is tried again after 5 s, 30 s, 2 min, 10 min, 1 h, 3 h, 6 h, 12 h and 24 h, then never") {
  const Duration expected[] = {seconds(5), seconds(30), minutes(2), minutes(10), hours(1),
                               hours(3),   hours(6),    hours(12),  hours(24)};
  for (const int status : {0, 302, 400, 404, 500, 502}) {
    for (std::int32_t tries = 1; tries <= 9; ++tries) {
      const Verdict verdict = after(status, tries);
      CHECK(verdict.fate == Fate::again);
      CHECK(verdict.due == noon + expected[tries - 1]);
      CHECK(verdict.switch_off == SwitchOff::no);
    }
    CHECK(after(status, 10).fate == Fate::given_up);
  }
}

TEST_CASE("a receiver that asks for more time gets it, up to a day; one that asks for less does not") {
  CHECK(after(429, 1, seconds(90)).due == noon + seconds(90));
  CHECK(after(503, 1, hours(2)).due == noon + hours(2));
  CHECK(after(503, 1, hours(100)).due == noon + hours(24));
  CHECK(after(429, 3, seconds(1)).due == noon + minutes(2));
  CHECK(after(500, 1, hours(2)).due == noon + seconds(5));  // only these two may ask
}

TEST_CASE("410 switches the webhook off, and so do three days in which nothing got through") {
  CHECK(after(410, 1).fate == Fate::given_up);
  CHECK(after(410, 1).switch_off == SwitchOff::gone);
  CHECK(after(500, 2, {}, noon - hours(71)).switch_off == SwitchOff::no);
  CHECK(after(500, 2, {}, noon - hours(72)).switch_off == SwitchOff::failing);
  CHECK(after(500, 2, {}, noon - hours(72)).fate == Fate::again);
  CHECK(after(200, 2, {}, noon - hours(72)).switch_off == SwitchOff::no);
}

}  // namespace rapport::webhooks
