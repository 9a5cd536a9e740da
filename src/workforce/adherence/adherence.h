// Adherence of one agent: how much of the scheduled time they were in the state that the schedule asks for,
// and conformance: how much they worked of what they should have, whenever it was. Pure.
//
//   adherence   = adherent / scheduled
//   conformance = worked / scheduled_work      may pass 1
#pragma once

#include <optional>
#include <vector>

#include "base/instant.h"

namespace rapport::workforce {

// work: ready for customers or busy with them. away: a break, a meal, a meeting; not ready is right.
enum class Duty : std::uint8_t { work, away };

struct ScheduledSpan {
  Instant from, to;
  Duty duty = Duty::work;
};
struct WorkedSpan {  // they were ready or busy
  Instant from, to;
};
struct ExcusedSpan {  // counts neither for nor against: an outage, what a supervisor has excused
  Instant from, to;
};

struct AdherenceRules {
  // A deviation at the beginning or end of a scheduled span that is no longer than this is none.
  Duration tolerance = minutes(3);
};

struct Deviation {
  Instant from, to;
  Duty expected = Duty::work;
  friend bool operator==(const Deviation&, const Deviation&) = default;
};

struct Adherence {
  Duration scheduled, adherent;
  Duration scheduled_work, worked;
  std::vector<Deviation> deviations;  // in order; what tolerance covers is not here

  std::optional<double> adherence() const;    // nothing scheduled: none
  std::optional<double> conformance() const;  // the same
};

struct AdherenceFacts {
  std::vector<ScheduledSpan> schedule;  // REQUIRES: in order, without overlaps
  std::vector<WorkedSpan> worked;       // any order, may overlap
  std::vector<ExcusedSpan> excused;     // the same
};
// Within [from, to); for a day that goes on, `to` is now.
Adherence adherence_of(const AdherenceFacts& facts, Instant from, Instant to,
                       const AdherenceRules& rules = {});

}  // namespace rapport::workforce
