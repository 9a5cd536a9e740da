// Problem: who may work when, what is needed when and what it costs, as a file or a request says it. Plain
// values with names instead of ids; docs/schedule.md is the guide. Days and times of day are local to
// `time_zone`, lengths of time are real seconds (a night when clocks change is an hour shorter or longer than
// it looks), weekdays are 1 (Monday) to 7. Any thread. It judges and solves nothing: rules.h, solve.h.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "base/result.h"

namespace rapport::workforce::schedule {

inline constexpr std::int32_t days_max = 366;

// A paid break, a lunch, or the hours between the two halves of a split shift.
struct Break {
  std::string name;
  std::int64_t length_s = 0;
  bool is_paid = false;
  std::int64_t from_s = 0;       // it begins this long after the shift does, at the earliest
  std::int64_t to_s = 0;         // and at the latest; clipped so that it ends before the shift
  std::int64_t shift_min_s = 0;  // shorter shifts go without it
};

// Every start from `from` to `to` with every length is a shift that may be given to somebody.
struct Template {
  std::string name;
  std::string from = "00:00";
  std::string to = "00:00";                 // the last start
  std::int64_t every_s = 0;                 // between starts; 0: the grid
  std::int64_t length_s = 0;                // from start to end, breaks included
  std::int64_t length_max_s = 0;            // 0: length_s
  std::int64_t length_step_s = 0;           // 0: the grid
  std::vector<std::int32_t> weekdays = {};  // of the start; empty: every day
  std::vector<Break> breaks = {};
  bool is_unpopular = false;  // counted by the fairness of unpopular shifts
};

// What may be asked of an agent. All of it is hard.
struct Contract {
  std::string name;
  std::vector<std::string> shifts = {};  // templates; empty: all
  std::optional<std::int64_t> paid_day_max_s = {};
  std::int64_t paid_week_min_s = 0;  // in weeks that are wholly inside
  std::optional<std::int64_t> paid_week_max_s = {};
  std::optional<std::int32_t> days_week_max = {};
  std::int64_t paid_total_min_s = 0;  // over all days
  std::optional<std::int64_t> paid_total_max_s = {};
  std::int64_t rest_min_s = 11 * 3600;  // from the end of a shift to the next start
  std::optional<std::int32_t> days_in_row_max = {};
  // Runs that touch the first or the last day may be longer than one sees, and count as long enough.
  std::int32_t days_in_row_min = 1;
  std::int32_t days_off_in_row_min = 1;
  std::optional<std::int32_t> weekends_max = {};
  std::optional<std::int32_t> weekends_in_row_max = {};
  std::optional<std::int32_t> nights_max = {};
  std::optional<std::int32_t> nights_in_row_max = {};
  std::optional<std::int64_t> rest_after_nights_s = {};  // before a shift that is no night
};

// Agents with any are there only then; a shift must be inside altogether. `to` up to "24:00"; what touches at
// midnight goes on.
struct Available {
  std::vector<std::int32_t> weekdays = {};  // empty: every day
  std::string from = "00:00";
  std::string to = "24:00";
};

// Approved. The paid time counts as if it had been worked.
struct TimeOff {
  std::string first_day;
  std::string last_day;
  std::string from = "00:00";  // on each of the days
  std::string to = "24:00";
  std::int64_t paid_day_s = 0;
};

enum class WishKind : std::uint8_t {
  off,          // no shift on these days
  work,         // a shift (of the template, if named) on these days
  starts_from,  // no shift that starts earlier than `at`
  ends_by,      // no shift that ends later than `at`
  not_shift,    // not this template
};

// Costs `cost` on each of its days where it is not granted.
struct Wish {
  WishKind kind = WishKind::off;
  std::vector<std::string> days = {};  // dates; both empty: every day
  std::vector<std::int32_t> weekdays = {};
  std::string at = "00:00";
  std::string shift = {};
  double cost = 0;
};

// How the days before the first one ended. Absent: nothing binds.
struct Before {
  std::optional<Instant> last_end = {};
  std::int32_t days_in_row = 0;      // worked up to the day before, or
  std::int32_t days_off_in_row = 0;  // free up to the day before; both 0: not known
  std::int32_t weekends_in_row = 0;
  std::int32_t nights_in_row = 0;
  std::int64_t paid_week_s = 0;  // in the week that the first day is in
  std::int32_t days_week = 0;
};

struct Agent {
  std::string name;
  std::string contract;
  std::vector<std::string> skills = {};
  double cost_per_hour = 0;   // paid
  double cost_per_shift = 0;  // calling in an expert of another department
  std::vector<Available> available = {};
  std::vector<TimeOff> time_off = {};
  std::vector<Wish> wishes = {};
  std::optional<Before> before = {};
};

struct Point {
  Instant start;
  double agents = 0;
};

// Somebody at work counts towards one requirement at a time, of those all of whose skills they have.
struct Requirement {
  std::string name;
  std::vector<std::string> skills;
  double under_cost = 0;      // an hour with one agent too few
  double over_cost = 0;       // an hour with one too many
  double shrinkage = 0;       // the share of agents at work who are not there after all
  std::vector<Point> points;  // where none is, nobody is needed
};

// The square of an agent's number times the cost: one who has twice as many costs four times as much.
struct Fairness {
  double weekend_cost = 0;
  double unpopular_cost = 0;
};

// A shift that is at least so long between the two times is a night.
struct Night {
  std::string from = "23:00";
  std::string to = "06:00";
  std::int64_t overlap_min_s = 3 * 3600;
};

struct Problem {
  std::string name;
  std::string time_zone;
  std::string first_day;
  std::int32_t days = 0;
  std::int64_t grid_s = 900;       // shifts and breaks begin and end on it
  std::int64_t interval_s = 1800;  // of the requirements' points
  std::int32_t week_starts = 1;
  std::vector<std::int32_t> weekend = {6, 7};
  Night night = {};
  Fairness fairness = {};
  std::vector<std::string> skills;
  std::vector<Requirement> requirements;
  std::vector<Template> shifts;
  std::vector<Contract> contracts;
  std::vector<Agent> agents;
};

// invalid, with an issue per fault: `where` is a JSON Pointer into the file. What is read is sound: every
// name is known, every time is on the grid.
Result<Problem> read_problem(std::string_view json);
// The same faults of a problem that was built in the program.
Result<void> check_problem(const Problem& problem);

}  // namespace rapport::workforce::schedule
