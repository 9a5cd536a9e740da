// A staffing problem, as its file says it: who is expected at which queue, what is promised to them, and the
// kinds of agents there are. Queues are those of a scenario of the twin (docs/simulate.md) with a target;
// agents are groups of one skill set, whose numbers are what is looked for. docs/staffing.md is the guide.
// Plain values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "base/result.h"
#include "twin/scenario.h"

namespace rapport::workforce::staffing {

// What is promised. Of those who were not refused; who is never answered was not answered in time.
struct Target {
  std::optional<double> service_level;  // at least, within the queue's rules' service_level_within_s
  std::optional<double> abandonment;    // at most
  std::optional<double> asa_s;          // mean wait of the answered, at most
};

// arrivals are per_interval, as long as the problem's intervals.
struct Queue : twin::ScenarioQueue {
  std::vector<double> low_80;  // of the forecast's 80 % interval; empty: as sure as Poisson
  std::vector<double> high_80;
  Target target;
};

// Agents who are all alike.
struct Group {
  std::string name;
  std::vector<twin::ScenarioSkill> skills;
  std::vector<std::string> teams;
  std::vector<std::string> queues;
  twin::ScenarioCapacity capacity;
  twin::Law answer_delay;
  double no_answer_share = 0;
  twin::Law back_after = twin::Constant{60};
  std::int32_t agents_min = 0;
  std::int32_t agents_max = 1'000;      // at once
  double shrinkage = 0;                 // part of paid time not at work
  std::optional<double> max_occupancy;  // in every window
  double cost = 1;  // of an agent's hour; where groups could do it, the dearer ones are lowered first
};

enum class Judged : std::uint8_t { day, window };

struct Problem {
  std::string name;
  std::int64_t seed = 1;
  std::string time_zone = "UTC";  // for words: "09:30 to 10:30"
  Instant start;
  std::int32_t interval_minutes = 30;
  std::int32_t window_minutes = 60;     // a promise holds on average in each; 0: the whole day is one
  double confidence = 0.9;              // and in this part of the simulated days ...
  Judged confidence_per = Judged::day;  // ... over each day, or in each of its windows
  std::int32_t replications = 30;
  std::int64_t silent_after_s = 600;
  std::int64_t drain_s = 4 * 3600;
  std::vector<std::string> skills;
  std::vector<Queue> queues;
  std::vector<Group> groups;
};

inline constexpr std::int32_t staffing_intervals_max = 7 * 24 * 4;
inline constexpr std::int32_t staffing_replications_max = 1'000;

// invalid, with an issue per fault: `where` is a JSON Pointer into the file.
Result<Problem> read_problem(std::string_view json);
// The same for one that was not read: what read_problem checks beyond limits of single members.
Result<void> check(const Problem& problem);

std::size_t intervals_of(const Problem& problem);
// Intervals in a window.
std::size_t window_of(const Problem& problem);

// The day with so many agents of each group in each interval: [group][interval]. The third agent of a group
// is there whenever there are three or more of them.
struct Cast {
  twin::Scenario scenario;
  std::vector<std::size_t> groups;  // of the problem, by the scenario's
};
using Numbers = std::vector<std::vector<std::int32_t>>;
Cast cast_of(const Problem& problem, const Numbers& agents);

// Whether the group's agents get customers of the queue whose steps these are, sooner or later; of any of its
// kinds.
bool can_serve(const Group& group, const Queue& queue, const std::vector<twin::ScenarioStep>& steps);
bool can_serve(const Group& group, const Queue& queue);

}  // namespace rapport::workforce::staffing
