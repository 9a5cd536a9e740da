// Time off: its types, rules of how many may be away, and what agents ask for. Values.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/instant.h"
#include "platform/contract/describe.h"

namespace rapport::workforce {

using TimeOffTypeId = Id<struct TimeOffTypeTag>;
using TimeOffRequestId = Id<struct TimeOffRequestTag>;

inline constexpr std::int64_t time_off_types_max = 100;
inline constexpr std::int32_t time_off_days_max = 366;  // in one request

enum class TimeOffUnit : std::uint8_t { days, hours };
BOOST_DESCRIBE_ENUM(TimeOffUnit, days, hours)

struct TimeOffTypeFields {
  std::string name;
  bool is_paid = true;  // counts for the hours that a contract asks for
  TimeOffUnit unit = TimeOffUnit::days;
  std::optional<double> allowance_year;  // of everybody who has none of their own
  std::int32_t notice_days = 0;
  std::optional<std::int32_t> days_in_row_max;
  std::vector<std::int32_t> weekdays = {1, 2, 3, 4, 5};  // which days cost something
  std::int64_t day_s = 8 * 3'600;                        // what a day counts
  bool is_auto_approved = true;
};
BOOST_DESCRIBE_STRUCT(TimeOffTypeFields, (),
                      (name, is_paid, unit, allowance_year, notice_days, days_in_row_max, weekdays, day_s,
                       is_auto_approved))
contract::Notes contract_notes(contract::Tag<TimeOffTypeFields>);

struct TimeOffType : TimeOffTypeFields {
  TimeOffTypeId id;
};
BOOST_DESCRIBE_STRUCT(TimeOffType, (TimeOffTypeFields), (id))

// How many of a group may be away on one day. Nobody: the days are closed for time off.
struct AwayLimit {
  std::string name;
  std::optional<TeamId> team_id;
  std::optional<SkillId> skill_id;
  std::string first_day, last_day;  // "": no end
  std::vector<std::int32_t> weekdays = {};
  std::int32_t away_max = 0;
};
BOOST_DESCRIBE_STRUCT(AwayLimit, (), (name, team_id, skill_id, first_day, last_day, weekdays, away_max))
contract::Notes contract_notes(contract::Tag<AwayLimit>);

struct TimeOffRules {
  std::vector<AwayLimit> limits;
  bool asks_coverage = true;
};
BOOST_DESCRIBE_STRUCT(TimeOffRules, (), (limits, asks_coverage))
contract::Notes contract_notes(contract::Tag<TimeOffRules>);

// Overrides the type's allowance, for one agent and year.
struct TimeOffAllowance {
  AgentId agent_id;
  TimeOffTypeId time_off_type_id;
  std::int32_t year = 0;
  // Days or hours, as the type has it, with what was carried over; absent: none of their own, the type's
  // counts.
  std::optional<double> amount;
};
BOOST_DESCRIBE_STRUCT(TimeOffAllowance, (), (agent_id, time_off_type_id, year, amount))
contract::Notes contract_notes(contract::Tag<TimeOffAllowance>);

struct TimeOffBalance {
  AgentId agent_id;
  TimeOffTypeId time_off_type_id;
  std::int32_t year = 0;
  std::optional<double> allowed;  // absent: without limit
  double taken = 0;               // approved, past and to come
  double asked = 0;               // waits for an answer
};
BOOST_DESCRIBE_STRUCT(TimeOffBalance, (), (agent_id, time_off_type_id, year, allowed, taken, asked))

struct AskTimeOff {
  TimeOffTypeId time_off_type_id;
  std::string first_day, last_day;
  std::string from = "00:00", to = "24:00";  // on each of the days
  std::string note;
  bool is_trial = false;
};
BOOST_DESCRIBE_STRUCT(AskTimeOff, (), (time_off_type_id, first_day, last_day, from, to, note, is_trial))
contract::Notes contract_notes(contract::Tag<AskTimeOff>);

enum class RequestState : std::uint8_t { waiting, approved, declined, withdrawn };
BOOST_DESCRIBE_ENUM(RequestState, waiting, approved, declined, withdrawn)

// Why a day of time off costs nothing.
enum class FreeReason : std::uint8_t {
  weekday,   // the type leaves it out
  holiday,   // the organisation is closed all day; it is paid like the days that cost something
  contract,  // the agent never works on this weekday
};
BOOST_DESCRIBE_ENUM(FreeReason, weekday, holiday, contract)

struct FreeDay {
  std::string day;
  FreeReason why = FreeReason::weekday;
  std::string name;  // of the holiday
};
BOOST_DESCRIBE_STRUCT(FreeDay, (), (day, why, name))

// Why a request waits for a planner.
enum class Obstacle : std::uint8_t {
  notice,       // days before it begins
  days_in_row,  // with what touches it
  allowance,    // what is left of the year's
  away,         // as many of the group are away on the day
  closed,       // nobody may be
  coverage,     // hours short, with it and without it
  rule,         // a hard rule of the schedule breaks
  approval,     // the type is always decided by people
};
BOOST_DESCRIBE_ENUM(Obstacle, notice, days_in_row, allowance, away, closed, coverage, rule, approval)

struct Finding {
  Obstacle obstacle = Obstacle::approval;
  std::string day;              // "": of the whole
  double limit = 0, found = 0;  // in the obstacle's unit
  std::string what;             // the group's or the rule's name; for people
};
BOOST_DESCRIBE_STRUCT(Finding, (), (obstacle, day, limit, found, what))

struct TimeOffRequest {
  TimeOffRequestId id;
  AgentId agent_id;
  TimeOffTypeId time_off_type_id;
  std::string first_day, last_day, from, to, note;
  double amount = 0;       // in the type's unit
  std::int64_t day_s = 0;  // what a whole day counted when it was asked for
  bool is_paid = true;
  std::vector<std::int32_t> weekdays = {};  // that cost something, when it was asked for
  RequestState state = RequestState::waiting;
  Instant asked_at;
  std::optional<Instant> decided_at;
  std::optional<UserId> decided_by;  // absent: the rules
  std::string reason;
  std::vector<Finding> findings;        // when it was last judged
  std::vector<FreeDay> free_days = {};  // that cost nothing, when it was asked for
};
BOOST_DESCRIBE_STRUCT(TimeOffRequest, (),
                      (id, agent_id, time_off_type_id, first_day, last_day, from, to, note, amount, day_s,
                       is_paid, weekdays, state, asked_at, decided_at, decided_by, reason, findings,
                       free_days))
contract::Notes contract_notes(contract::Tag<TimeOffRequest>);

struct Decision {
  std::string reason;        // for the agent
  std::string force_reason;  // why it is done although hard rules are broken; empty: it is not
};
BOOST_DESCRIBE_STRUCT(Decision, (), (reason, force_reason))
contract::Notes contract_notes(contract::Tag<Decision>);

}  // namespace rapport::workforce
