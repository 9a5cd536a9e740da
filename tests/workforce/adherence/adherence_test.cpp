#include "workforce/adherence/adherence.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

namespace rapport::workforce {
namespace {

constexpr Instant at(std::int64_t minute) {
  return Instant{} + minutes(minute);
}
// 9:00 to 17:00 as minutes 0 to 480, a break of 30 at 240.
const std::vector<ScheduledSpan> day{
    {at(0), at(240), Duty::work}, {at(240), at(270), Duty::away}, {at(270), at(480), Duty::work}};

}  // namespace

TEST_CASE("who keeps to the schedule has an adherence of one") {
  const Adherence kept = adherence_of({day, {{at(0), at(240)}, {at(270), at(480)}}, {}}, at(-60), at(600));
  CHECK(kept.adherence() == 1);
  CHECK(kept.conformance() == 1);
  CHECK(kept.deviations.empty());
  CHECK(kept.scheduled == minutes(480));
  CHECK_FALSE(adherence_of({{}, {}, {}}, at(0), at(10)).adherence().has_value());
}

TEST_CASE("late, a long break and an early end are deviations; a little at an edge is tolerated") {
  const Adherence late = adherence_of({day, {{at(20), at(242)}, {at(300), at(478)}}, {}}, at(0), at(480));
  REQUIRE(late.deviations.size() == 2);
  CHECK(late.deviations[0] == Deviation{at(0), at(20), Duty::work});
  CHECK(late.deviations[1] == Deviation{at(270), at(300), Duty::work});
  CHECK(late.adherent == minutes(430));
  CHECK(late.worked == minutes(400));
  CHECK(late.conformance() == doctest::Approx(400.0 / 450));
  // In the middle there is no tolerance.
  const Adherence away =
      adherence_of({day, {{at(0), at(100)}, {at(102), at(240)}, {at(270), at(480)}}, {}}, at(0), at(480));
  CHECK(away.adherent == minutes(478));
  // Work in the break, and after the end: it conforms, and does not adhere.
  const Adherence eager = adherence_of({day, {{at(0), at(540)}}, {}}, at(0), at(600));
  CHECK(eager.adherent == minutes(450));
  CHECK(eager.conformance() == 1.2);
}

TEST_CASE("what is excused counts neither way, and a day that goes on counts to now") {
  const Adherence outage =
      adherence_of({day, {{at(0), at(100)}, {at(160), at(240)}}, {{at(90), at(170)}}}, at(0), at(200));
  CHECK(outage.scheduled == minutes(120));
  CHECK(outage.adherence() == 1);
  CHECK(outage.worked == minutes(120));
}

TEST_CASE("spans of any shape give what counting minute by minute gives") {
  std::mt19937 random(7);
  const auto pick = [&random](int most) {
    return static_cast<std::int64_t>(random() % static_cast<unsigned>(most));
  };
  for (int round = 0; round < 200; ++round) {
    AdherenceFacts facts;
    for (std::int64_t minute = pick(30); minute < 400;) {
      const std::int64_t end = minute + 1 + pick(60);
      facts.schedule.push_back({at(minute), at(end), pick(2) == 0 ? Duty::work : Duty::away});
      minute = end + pick(3) * pick(20);
    }
    for (int i = 0; i < 8; ++i) {
      const std::int64_t begin = pick(450) - 20;
      facts.worked.push_back({at(begin), at(begin + pick(80))});
      const std::int64_t other = pick(450);
      if (i % 4 == 0) facts.excused.push_back({at(other), at(other + pick(40))});
    }
    const auto covers = [](const auto& spans, Instant then) {
      return std::any_of(spans.begin(), spans.end(),
                         [&](const auto& span) { return span.from <= then && then < span.to; });
    };
    std::int64_t scheduled = 0, adherent = 0, worked = 0;
    for (std::int64_t minute = 10; minute < 380; ++minute) {
      const Instant then = at(minute);
      if (covers(facts.excused, then)) continue;
      const bool works = covers(facts.worked, then);
      worked += works ? 1 : 0;
      for (const ScheduledSpan& span : facts.schedule) {
        if (then < span.from || then >= span.to) continue;
        ++scheduled;
        adherent += works == (span.duty == Duty::work) ? 1 : 0;
      }
    }
    const Adherence made = adherence_of(facts, at(10), at(380), {Duration{0}});
    CHECK(made.scheduled == minutes(scheduled));
    CHECK(made.adherent == minutes(adherent));
    CHECK(made.worked == minutes(worked));
  }
}

}  // namespace rapport::workforce
