#include "workforce/intraday/presence_ahead.h"

#include <doctest/doctest.h>

namespace rapport::workforce::intraday {
namespace {

using twin::ScenarioShift;

constexpr std::int64_t noon = 12 * 3'600;
constexpr std::int64_t evening = 17 * 3'600;

struct Extended {
  std::vector<ScenarioShift> shifts;
  std::optional<NoteKind> note;
};

Extended extended(std::vector<ScenarioShift> was, const std::vector<ScenarioShift>& planned) {
  const auto note = extend_presence(was, planned, {noon, evening}, {});
  return {std::move(was), note};
}

}  // namespace

TEST_CASE("who works by their schedule goes on with it, and takes the breaks that are still to come") {
  const ScenarioShift planned{
      8 * 3'600, 16 * 3'600, {{10 * 3'600, 10 * 3'600 + 900}, {13 * 3'600, 14 * 3'600}}};
  const Extended one = extended({{8 * 3'600 + 60, noon, {{10 * 3'600, 10 * 3'600 + 800}}}}, {planned});
  CHECK(!one.note);
  REQUIRE(one.shifts.size() == 1);
  CHECK(one.shifts[0].from_s == 8 * 3'600 + 60);
  CHECK(one.shifts[0].to_s == 16 * 3'600);
  REQUIRE(one.shifts[0].breaks.size() == 2);
  CHECK(one.shifts[0].breaks[1].from_s == 13 * 3'600);
}

TEST_CASE("a break that goes on ends as planned, or soon when nothing is known of it") {
  const std::vector<ScenarioShift> on_break = {{8 * 3'600, noon, {{noon - 600, noon}}}};
  const Extended planned = extended(on_break, {{8 * 3'600, evening, {{noon - 900, noon + 900}}}});
  CHECK(!planned.note);
  CHECK(planned.shifts.at(0).breaks.at(0).to_s == noon + 900);
  CHECK(planned.shifts[0].breaks.size() == 1);
  const Extended unknown = extended(on_break, {{8 * 3'600, evening, {}}});
  CHECK(unknown.note == NoteKind::unplanned_break);
  CHECK(unknown.shifts.at(0).breaks.at(0).to_s == noon + PresenceRules{}.break_left_s);
}

TEST_CASE("who is missing for a short while comes, who is missing for long does not") {
  const Extended late = extended({}, {{noon - 600, evening, {{14 * 3'600, 15 * 3'600}}}});
  CHECK(late.note == NoteKind::missing_comes);
  REQUIRE(late.shifts.size() == 1);
  CHECK(late.shifts[0].from_s == noon + PresenceRules{}.comes_after_s);
  CHECK(late.shifts[0].to_s == evening);
  CHECK(late.shifts[0].breaks.size() == 1);
  const Extended absent = extended({}, {{8 * 3'600, evening, {}}});
  CHECK(absent.note == NoteKind::missing_stays_away);
  CHECK(absent.shifts.empty());
  // Gone home ill at eleven: was there, and is missing for an hour.
  const Extended gone = extended({{8 * 3'600, 11 * 3'600, {}}}, {{8 * 3'600, evening, {}}});
  CHECK(gone.note == NoteKind::missing_stays_away);
  CHECK(gone.shifts.at(0).to_s == 11 * 3'600);
  // Signed off for a planned break.
  const Extended lunch =
      extended({{8 * 3'600, 11 * 3'600, {}}}, {{8 * 3'600, evening, {{11 * 3'600, noon + 1'200}}}});
  CHECK(!lunch.note);
  REQUIRE(lunch.shifts.size() == 2);
  CHECK(lunch.shifts[1].from_s == noon + 1'200);
}

TEST_CASE(
    "who comes later comes as planned, who stays over goes soon, who has no schedule stays to the end") {
  const Extended later = extended({}, {{13 * 3'600, evening, {}}});
  CHECK(!later.note);
  CHECK(later.shifts.at(0).from_s == 13 * 3'600);
  const Extended over = extended({{6 * 3'600, noon, {}}}, {{6 * 3'600, 11 * 3'600, {}}});
  CHECK(over.note == NoteKind::over);
  CHECK(over.shifts.at(0).to_s == noon + PresenceRules{}.stays_over_s);
  const Extended unplanned = extended({{9 * 3'600, noon, {}}}, {});
  CHECK(unplanned.note == NoteKind::unplanned);
  CHECK(unplanned.shifts.at(0).to_s == evening);
  const Extended early = extended({{noon - 300, noon, {}}}, {{noon + 600, evening, {}}});
  CHECK(!early.note);
  REQUIRE(early.shifts.size() == 1);
  CHECK(early.shifts[0].to_s == evening);
  // Both halves of a split shift.
  const Extended split =
      extended({{8 * 3'600, noon, {}}}, {{8 * 3'600, 13 * 3'600, {}}, {15 * 3'600, evening, {}}});
  REQUIRE(split.shifts.size() == 2);
  CHECK(split.shifts[0].to_s == 13 * 3'600);
  CHECK(split.shifts[1].from_s == 15 * 3'600);
}

}  // namespace rapport::workforce::intraday
