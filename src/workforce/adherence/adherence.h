// Adherence of one agent: how much of the scheduled time they did what the schedule asks for, each deviation
// with what it is, and conformance: how much they worked of what they should have, whenever it was. Pure.
//
//   adherence   = adherent / scheduled
//   conformance = worked / scheduled_work      may pass 1
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/instant.h"

namespace rapport::workforce {

// work: ready for customers or busy with them. pause: a break, a meal, a meeting; not ready is right.
enum class Duty : std::uint8_t { work, pause };

struct ScheduledSpan {
  Instant from, to;
  Duty duty = Duty::work;
  std::string activity = {};               // of a pause: its name
  Instant shift_from = {}, shift_to = {};  // the shift it belongs to
  std::int32_t day = 0;                    // the day that the shift counts for
};

// working: ready or busy.
enum class Seen : std::uint8_t { offline, away, not_responding, working };
struct SeenSpan {
  Instant from, to;
  Seen seen = Seen::working;
  ReasonId reason = {};  // of away; 0: none
};
struct ExcusedSpan {  // counts as if the schedule had been kept: coaching, a fault of the system
  Instant from, to;
};

// What being away for a reason means. Other reasons are right in every pause and in no work.
struct ReasonRule {
  bool is_work = false;                      // training that the company counts as work
  std::vector<std::string> activities = {};  // the pauses it is right in; empty: all, of work: none
};

struct AdherenceRules {
  Duration tolerance = minutes(3);      // of deviations at the beginning or end of a scheduled span
  Duration tolerance_inside = {};       // of all others
  Duration absent_after = minutes(30);  // late until then
  std::map<ReasonId, ReasonRule> reasons = {};
};

enum class DeviationKind : std::uint8_t {
  late,            // not there when the shift began
  absent,          // not there at all
  left_early,      // before the shift's end
  early_break,     // went before the pause began
  long_break,      // came back late
  not_on_break,    // worked in a pause
  wrong_activity,  // away for something else than what is scheduled
  away,            // in the middle of work
  signed_out,      // the same, and not there
  not_responding,  // the same, after work that was not taken
  unscheduled,     // worked outside of any shift
};

struct Deviation {
  Instant from, to;
  DeviationKind kind = DeviationKind::away;
  std::int32_t day = 0;
  bool is_open = false;  // goes on
  friend bool operator==(const Deviation&, const Deviation&) = default;
};

struct Adherence {
  Duration scheduled, adherent;
  Duration scheduled_work, worked;
  Duration excused;                   // of scheduled
  Duration unscheduled;               // of worked
  std::vector<Deviation> deviations;  // in order; what tolerance covers is not here

  std::optional<double> adherence() const;    // nothing scheduled: none
  std::optional<double> conformance() const;  // the same
  Adherence& operator+=(const Adherence& more);
};

struct AdherenceFacts {
  std::vector<ScheduledSpan> schedule;  // REQUIRES: in order, without overlaps
  std::vector<SeenSpan> seen;           // the same; where none is: offline
  std::vector<ExcusedSpan> excused;     // any order, may overlap
};

// By day, as many as `days` has beginnings; its last element is the last day's end. A shift counts for its
// day with all of its length, up to `now`; spans of other days are known and do not count. Work outside of
// shifts counts for the day in which it is.
std::vector<Adherence> adherence_by_day(const AdherenceFacts& facts, const std::vector<Instant>& days,
                                        Instant now, const AdherenceRules& rules);

}  // namespace rapport::workforce
