// Day ahead: a day that goes on, as one scenario: what has been by the journal, and from now on who is
// expected to come and who is planned to work. Pure; any thread. docs/intraday.md says what is assumed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "platform/contract/describe.h"
#include "twin/recorded_day.h"

namespace rapport::workforce::intraday {

inline constexpr std::int64_t slot_s = 1'800;  // of what is shown
inline constexpr std::int64_t cell_s = 300;    // of what the twin counts; now is on its grid

// Where the number of customers to come is from. kept: a forecast that was kept. weekdays: the mean of the
// same weekday before. today: the day's own rate so far.
enum class ForecastSource : std::uint8_t { kept, weekdays, today, none };
BOOST_DESCRIBE_ENUM(ForecastSource, kept, weekdays, today, none)

// Of a queue of the recorded day, in its order. Seconds count from the day's start.
struct QueueAhead {
  ForecastSource source = ForecastSource::none;
  std::vector<double> forecast;                // contacts by slot, of the whole day; empty: not known
  double day_spread = 0.15;                    // standard deviation of the day's level, relative
  std::optional<double> service_level_target;  // its own; absent: that of the day
  std::optional<double> handle_s;  // as forecast: used while the day has too few conversations of its own
  std::optional<std::vector<twin::ScenarioSpan>> open;  // absent: it has no hours, and stays as it is now
};

// Of an agent of the recorded day, in its order.
struct AgentAhead {
  std::vector<twin::ScenarioShift> planned;  // published, of the day, in order
  double cost_per_hour = 0;
};

// What is assumed of presence that is not as planned.
struct PresenceRules {
  std::int64_t missing_max_s = 1'800;  // who is missing for less comes, later than that not today
  std::int64_t comes_after_s = 900;
  std::int64_t stays_over_s = 900;  // who is there after their shift
  std::int64_t break_left_s = 600;  // of a break that no schedule knows
};

struct DayAheadFacts {
  std::int64_t now_s = 0;  // multiple of cell_s
  std::int64_t day_s = 0;  // length of the day
  std::vector<QueueAhead> queues;
  std::vector<AgentAhead> agents;
  PresenceRules presence;
  double service_level_target = 0.8;  // of queues without one of their own
};

// missing_comes, missing_stays_away: planned and not there. over: there after their shift. unplanned: there
// without one. unplanned_break: on a break no schedule knows. no_forecast, weekdays, today_rate: queues
// without a kept forecast. patience_assumed: nobody has left there yet. handle_forecast: too few
// conversations yet.
enum class NoteKind : std::uint8_t {
  missing_comes,
  missing_stays_away,
  over,
  unplanned,
  unplanned_break,
  no_forecast,
  weekdays,
  today_rate,
  patience_assumed,
  handle_forecast,
};
BOOST_DESCRIBE_ENUM(NoteKind, missing_comes, missing_stays_away, over, unplanned, unplanned_break,
                    no_forecast, weekdays, today_rate, patience_assumed, handle_forecast)
struct OutlookNote {
  NoteKind kind = NoteKind::no_forecast;
  std::vector<std::string> names;  // of agents or queues
};
BOOST_DESCRIBE_STRUCT(OutlookNote, (), (kind, names))

struct QueueExpected {
  ForecastSource source = ForecastSource::none;
  double service_level_target = 0.8;
  std::vector<double> forecast, reforecast;  // by slot, of the whole day; reforecast: as it is, or will be
  double factor = 1;                         // of the slots to come
  double spread = 0;                         // of that, relative
};

struct DayAhead {
  twin::Scenario scenario;  // interval_s = cell_s, of the whole day; counts from its start
  std::int64_t now_s = 0;
  std::size_t slots = 0;
  std::vector<QueueExpected> queues;
  std::vector<std::vector<twin::ScenarioShift>> planned;  // by agent
  std::vector<OutlookNote> notes;
};

// REQUIRES: the day was recorded from its start to now, with drain 0 and intervals of cell_s; as many queues
// and agents in the facts as in it.
DayAhead day_ahead(const twin::RecordedDay& recorded, const DayAheadFacts& facts);

// Contacts by slot that have come; NaN from the first slot that is not over.
std::vector<double> came_by_slot(const twin::Ledger& counted, std::size_t queue, const DayAheadFacts& facts);

// Whether the group takes the queue's customers at all: is in it, has the channel and the skills of a step,
// which nobody needs where the last step ends.
bool serves(const twin::ScenarioAgents& group, const twin::ScenarioQueue& queue);
// The same without being in it.
bool could_serve(const twin::ScenarioAgents& group, const twin::ScenarioQueue& queue);

// Seconds of [from_s, to_s) that somebody with these shifts works.
std::int64_t worked_s(const std::vector<twin::ScenarioShift>& shifts, std::int64_t from_s, std::int64_t to_s);

}  // namespace rapport::workforce::intraday
