// Who keeps to the schedule: a day with everything that happened on it, and days with their figures. Computed
// when it is asked for. Any thread that may block.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "org/changes.h"
#include "org/directory.h"
#include "switchboard/model/described.h"
#include "workforce/adherence/watch/facts.h"
#include "workforce/adherence/watch/settings.h"

namespace rapport::workforce {

BOOST_DESCRIBE_ENUM(Duty, work, pause)
BOOST_DESCRIBE_ENUM(DeviationKind, late, absent, left_early, early_break, long_break, not_on_break,
                    wrong_activity, away, signed_out, not_responding, unscheduled)

inline constexpr std::int32_t watched_days_max = 92;

// Seconds. Absent: nothing was scheduled.
struct AdherenceFigures {
  std::int64_t scheduled_s = 0, adherent_s = 0, scheduled_work_s = 0, worked_s = 0;
  std::int64_t excused_s = 0, unscheduled_s = 0;
  std::int64_t deviations = 0;
  std::optional<double> adherence, conformance;
};
BOOST_DESCRIBE_STRUCT(AdherenceFigures, (),
                      (scheduled_s, adherent_s, scheduled_work_s, worked_s, excused_s, unscheduled_s,
                       deviations, adherence, conformance))
contract::Notes contract_notes(contract::Tag<AdherenceFigures>);

struct ScheduledPart {
  Instant from, to;
  Duty duty = Duty::work;
  std::string name;  // of the shift or of the break
};
BOOST_DESCRIBE_STRUCT(ScheduledPart, (), (from, to, duty, name))

struct SeenPart {
  Instant from;
  std::optional<Instant> to;  // absent: still so
  switchboard::Presence presence = switchboard::Presence::offline;
  ReasonId reason_id;
};
BOOST_DESCRIBE_STRUCT(SeenPart, (), (from, to, presence, reason_id))

struct DeviationShown {
  Instant from, to;
  DeviationKind kind = DeviationKind::away;
  bool is_open = false;  // goes on: `to` is when it was asked
};
BOOST_DESCRIBE_STRUCT(DeviationShown, (), (from, to, kind, is_open))

// As it is when it is asked for.
struct AdherenceNow {
  std::optional<ScheduledPart> scheduled;  // absent: nothing
  SeenPart seen;
  bool is_out = false;
  std::optional<DeviationKind> kind;
  std::optional<Instant> out_since;
  bool is_excused = false;
};
BOOST_DESCRIBE_STRUCT(AdherenceNow, (), (scheduled, seen, is_out, kind, out_since, is_excused))

struct AgentAdherence {
  AgentId agent_id;
  std::string name;
  std::vector<TeamId> team_ids;
  AdherenceFigures figures;
  std::optional<AdherenceNow> now;  // of today
  std::vector<ScheduledPart> scheduled;
  std::vector<SeenPart> seen;
  std::vector<DeviationShown> deviations;
  std::vector<AdherenceExcuse> excuses;
};
BOOST_DESCRIBE_STRUCT(AgentAdherence, (),
                      (agent_id, name, team_ids, figures, now, scheduled, seen, deviations, excuses))

struct AdherenceDay {
  std::string day, time_zone;
  Instant from, to;                       // of the day by the wall clock
  std::optional<Instant> recorded_since;  // absent: nobody's presence ever was
  AdherenceFigures whole;
  std::vector<AgentAdherence> items;
};
BOOST_DESCRIBE_STRUCT(AdherenceDay, (), (day, time_zone, from, to, recorded_since, whole, items))
contract::Notes contract_notes(contract::Tag<AdherenceDay>);

struct AdherenceOfDay {
  std::string day;
  AdherenceFigures figures;
};
BOOST_DESCRIBE_STRUCT(AdherenceOfDay, (), (day, figures))

struct AgentAdherenceDays {
  AgentId agent_id;
  std::string name;
  std::vector<TeamId> team_ids;
  AdherenceFigures figures;
  std::vector<AdherenceOfDay> days;  // those with a shift or work
};
BOOST_DESCRIBE_STRUCT(AgentAdherenceDays, (), (agent_id, name, team_ids, figures, days))

struct AdherenceDays {
  std::string from, to, time_zone;
  AdherenceFigures whole;
  std::vector<AdherenceOfDay> days;  // all
  std::vector<AgentAdherenceDays> items;
};
BOOST_DESCRIBE_STRUCT(AdherenceDays, (), (from, to, time_zone, whole, days, items))

// Whose: an agent's, a team's, or everybody's.
struct WatchedWho {
  AgentId agent;
  TeamId team;
};

class Watch {
 public:
  // Borrows both.
  Watch(org::Changes& changes, const org::Directories& directories)
      : changes_(changes), directories_(directories) {}

  // day "": today. Items by name. not_found: such an agent or team.
  Result<AdherenceDay> day(OrgId org, const std::string& day, const WatchedWho& who) const;
  // Both days are inside. "": the last seven.
  Result<AdherenceDays> days(OrgId org, const std::string& from, const std::string& to,
                             const WatchedWho& who) const;
  // Every deviation of these days, as an agent's name, its day and itself.
  struct NamedDeviation {
    std::string name, day;
    DeviationShown deviation;
  };
  Result<std::vector<NamedDeviation>> deviations(OrgId org, const std::string& from, const std::string& to,
                                                 const WatchedWho& who) const;

  Result<std::vector<AdherenceExcuse>> excuse(const org::By& by, const NewAdherenceExcuse& wanted) const;
  Result<void> remove_excuse(const org::By& by, AdherenceExcuseId id) const;
  Result<AdherenceSettings> set_settings(const org::By& by, const AdherenceSettings& settings) const;

  org::Changes& changes() const { return changes_; }

 private:
  struct Judged;
  struct Range {
    Zone zone;
    WatchedDays days;
  };
  Result<Range> range(OrgId org, const std::string& from, const std::string& to, std::int32_t most) const;
  Result<std::vector<Judged>> judged(OrgId org, const Range& range, const WatchedWho& who,
                                     std::optional<Instant>& since) const;

  org::Changes& changes_;
  const org::Directories& directories_;
};

}  // namespace rapport::workforce
