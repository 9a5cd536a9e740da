#include "workforce/adherence/adherence.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

namespace rapport::workforce {
namespace {

constexpr Instant at(std::int64_t minute) {
  return Instant{} + minutes(minute);
}
constexpr ReasonId lunch{1}, training{2}, coffee{3};

// 9:00 to 17:00 as minutes 0 to 480, a break of 30 at 240.
std::vector<ScheduledSpan> nine_to_five(std::int32_t day = 0, std::int64_t begin = 0) {
  const Instant from = at(begin), to = at(begin + 480);
  return {{from, at(begin + 240), Duty::work, "", from, to, day},
          {at(begin + 240), at(begin + 270), Duty::pause, "Lunch", from, to, day},
          {at(begin + 270), to, Duty::work, "", from, to, day}};
}
const std::vector<Instant> one_day{at(-540), at(900)};

Adherence of(std::vector<SeenSpan> seen, std::int64_t now, std::vector<ExcusedSpan> excused = {},
             const AdherenceRules& rules = {}) {
  const AdherenceFacts facts{nine_to_five(), std::move(seen), std::move(excused)};
  return adherence_by_day(facts, one_day, at(now), rules).at(0);
}
Deviation deviation(std::int64_t from, std::int64_t to, DeviationKind kind, bool is_open = false) {
  return {at(from), at(to), kind, 0, is_open};
}

}  // namespace

TEST_CASE("who keeps to the schedule has an adherence of one") {
  const Adherence kept = of({{at(0), at(240)}, {at(270), at(480)}}, 600);
  CHECK(kept.adherence() == 1);
  CHECK(kept.conformance() == 1);
  CHECK(kept.deviations.empty());
  CHECK(kept.scheduled == minutes(480));
  CHECK_FALSE(adherence_by_day({}, one_day, at(10), {}).at(0).adherence().has_value());
}

TEST_CASE("late, a long break and an early end are deviations; a little at an edge is tolerated") {
  const Adherence late = of({{at(20), at(242)}, {at(300), at(478)}}, 600);
  CHECK(late.deviations == std::vector<Deviation>{deviation(0, 20, DeviationKind::late),
                                                  deviation(270, 300, DeviationKind::long_break)});
  CHECK(late.adherent == minutes(430));
  CHECK(late.worked == minutes(400));
  CHECK(late.conformance() == doctest::Approx(400.0 / 450));
  const Adherence gone = of({{at(0), at(230)}, {at(270), at(400)}}, 600);
  CHECK(gone.deviations == std::vector<Deviation>{deviation(230, 240, DeviationKind::early_break),
                                                  deviation(400, 480, DeviationKind::left_early)});
}

TEST_CASE("in the middle there is a tolerance of its own, and what was done instead is told apart") {
  std::vector<SeenSpan> seen{{at(0), at(100)},   {at(100), at(102), Seen::away},
                             {at(102), at(110)}, {at(110), at(115), Seen::not_responding},
                             {at(115), at(120)}, {at(130), at(240)},
                             {at(270), at(480)}};
  const Adherence away = of(seen, 600);
  CHECK(away.deviations == std::vector<Deviation>{deviation(100, 102, DeviationKind::away),
                                                  deviation(110, 115, DeviationKind::not_responding),
                                                  deviation(120, 130, DeviationKind::signed_out)});
  CHECK(away.adherent == minutes(480 - 17));
  AdherenceRules patient;
  patient.tolerance_inside = minutes(2);
  CHECK(of(seen, 600, {}, patient).adherent == minutes(480 - 15));
}

TEST_CASE("work in the break and after the end conforms and does not adhere") {
  const Adherence eager = of({{at(0), at(540)}}, 600);
  CHECK(eager.adherent == minutes(450));
  CHECK(eager.conformance() == 1.2);
  CHECK(eager.unscheduled == minutes(60));
  CHECK(eager.deviations == std::vector<Deviation>{deviation(240, 270, DeviationKind::not_on_break),
                                                   deviation(480, 540, DeviationKind::unscheduled)});
  // Still at it: the last conversation.
  CHECK(of({{at(0), at(240)}, {at(270), at(482)}}, 482).deviations.empty());
}

TEST_CASE("reasons are right where they belong") {
  AdherenceRules rules;
  rules.reasons[lunch] = {false, {"Lunch"}};
  rules.reasons[coffee] = {false, {"Coffee"}};
  rules.reasons[training] = {true, {}};
  const auto with = [&](ReasonId in_break, ReasonId in_work) {
    return of({{at(0), at(200)},
               {at(200), at(240), Seen::away, in_work},
               {at(240), at(270), Seen::away, in_break},
               {at(270), at(480)}},
              600, {}, rules);
  };
  CHECK(with(lunch, training).adherence() == 1);
  CHECK(with(lunch, training).worked == minutes(450));
  CHECK(with(coffee, training).deviations ==
        std::vector<Deviation>{deviation(240, 270, DeviationKind::wrong_activity)});
  CHECK(with({}, training).adherence() == 1);  // a reason that nothing is said of
  CHECK(with(training, training).deviations ==
        std::vector<Deviation>{deviation(240, 270, DeviationKind::not_on_break)});
  CHECK(with(lunch, lunch).deviations ==
        std::vector<Deviation>{deviation(200, 240, DeviationKind::early_break)});
}

TEST_CASE("who does not come is late, then absent, and absent stays one thing with its breaks") {
  CHECK(of({}, 3).deviations.empty());
  CHECK(of({}, 20).deviations == std::vector<Deviation>{deviation(0, 20, DeviationKind::late, true)});
  CHECK(of({}, 40).deviations == std::vector<Deviation>{deviation(0, 40, DeviationKind::absent, true)});
  CHECK(of({}, 600).deviations == std::vector<Deviation>{deviation(0, 480, DeviationKind::absent)});
  CHECK(of({}, 600).adherence() == 0);  // nor for the break
  CHECK(of({}, 600, {{at(100), at(110)}}).deviations ==
        std::vector<Deviation>{deviation(0, 100, DeviationKind::late),
                               deviation(110, 240, DeviationKind::early_break),
                               deviation(270, 480, DeviationKind::long_break)});
  CHECK(of({{at(470), at(480)}}, 600).deviations ==
        std::vector<Deviation>{deviation(0, 240, DeviationKind::late),
                               deviation(270, 470, DeviationKind::long_break)});
}

TEST_CASE("a deviation that goes on is open, and one that may still end in time is none yet") {
  const std::vector<SeenSpan> left{{at(0), at(237)}};
  CHECK(of(left, 239).deviations.empty());  // the break begins at 240
  CHECK(of({{at(0), at(230)}}, 236).deviations ==
        std::vector<Deviation>{deviation(230, 236, DeviationKind::signed_out, true)});
  CHECK(of({{at(0), at(240)}}, 275).deviations ==
        std::vector<Deviation>{deviation(270, 275, DeviationKind::long_break, true)});
}

TEST_CASE("what is excused counts as if the schedule had been kept") {
  const Adherence outage = of({{at(0), at(100)}, {at(160), at(240)}}, 200, {{at(90), at(170)}});
  CHECK(outage.scheduled == minutes(200));
  CHECK(outage.adherence() == 1);
  CHECK(outage.conformance() == 1);
  CHECK(outage.excused == minutes(80));
  CHECK(outage.deviations.empty());
  CHECK(of({}, 600, {{at(0), at(60)}, {at(30), at(480)}}).adherence() == 1);
}

TEST_CASE("a shift counts for its day with all of its length, work outside for the day it is in") {
  AdherenceFacts facts;
  facts.schedule = nine_to_five(0, 700);  // beyond the first day's end at 900
  for (const ScheduledSpan& span : nine_to_five(1, 1'900))
    facts.schedule.push_back(span);
  facts.seen = {{at(700), at(940)}, {at(970), at(1'100)}, {at(1'500), at(1'520)}, {at(1'900), at(2'140)}};
  const std::vector<Instant> days{at(-540), at(900), at(2'340)};
  const auto both = adherence_by_day(facts, days, at(3'000), {});
  REQUIRE(both.size() == 2);
  CHECK(both[0].scheduled == minutes(480));
  CHECK(both[0].worked == minutes(370));
  CHECK(both[0].unscheduled == minutes(0));
  CHECK(both[1].scheduled == minutes(480));
  CHECK(both[1].unscheduled == minutes(20));
  CHECK(both[1].worked == minutes(260));
  const auto second = adherence_by_day({facts.schedule, facts.seen, {}}, {at(900), at(2'340)}, at(3'000), {});
  CHECK(second.at(0).scheduled == minutes(480));  // of day 0, which is the first of these
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
      facts.schedule.push_back({at(minute), at(end), pick(2) == 0 ? Duty::work : Duty::pause, "", at(minute),
                                at(end), static_cast<std::int32_t>(pick(2))});
      minute = end + pick(3) * pick(20);
    }
    for (std::int64_t minute = 0; minute < 450;) {
      const std::int64_t end = minute + 1 + pick(40);
      facts.seen.push_back({at(minute), at(end), static_cast<Seen>(pick(4)), {}});
      minute = end + pick(2) * pick(30);
    }
    for (int i = 0; i < 2; ++i) {
      const std::int64_t other = pick(450);
      facts.excused.push_back({at(other), at(other + pick(40))});
    }
    const auto covering = [](const auto& spans, Instant then) {
      return std::find_if(spans.begin(), spans.end(),
                          [&](const auto& span) { return span.from <= then && then < span.to; });
    };
    std::int64_t scheduled = 0, adherent = 0, worked = 0;
    for (std::int64_t minute = 0; minute < 380; ++minute) {
      const Instant then = at(minute);
      const bool is_excused = covering(facts.excused, then) != facts.excused.end();
      const auto seen = covering(facts.seen, then);
      const bool works = seen != facts.seen.end() && seen->seen == Seen::working;
      const auto span = covering(facts.schedule, then);
      if (span == facts.schedule.end()) {
        worked += works ? 1 : 0;  // all in day 0
        continue;
      }
      if (span->day != 0) continue;
      const bool is_work = span->duty == Duty::work;
      ++scheduled;
      adherent += is_excused || works == is_work ? 1 : 0;
      worked += works || (is_excused && is_work) ? 1 : 0;
    }
    const Adherence made =
        adherence_by_day(facts, one_day, at(380), {Duration{0}, Duration{0}, hours(24), {}}).at(0);
    INFO("round " << round);
    CHECK(made.scheduled == minutes(scheduled));
    CHECK(made.adherent == minutes(adherent));
    CHECK(made.worked == minutes(worked));
    Duration off;
    for (const Deviation& one : made.deviations)
      if (one.kind != DeviationKind::unscheduled) off = off + (one.to - one.from);
    CHECK(made.scheduled == made.adherent + off);
  }
}

}  // namespace rapport::workforce
