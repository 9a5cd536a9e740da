#include "workforce/adherence/watch/facts.h"

#include <algorithm>
#include <limits>

#include "workforce/shifts/shift_store.h"

namespace rapport::workforce {
namespace {

// No shift is longer: those that begin before the days or end after them are known.
constexpr Duration beside = hours(36);

Seen seen_of(switchboard::Presence presence) {
  switch (presence) {
    case switchboard::Presence::offline:
      return Seen::offline;
    case switchboard::Presence::available:
      return Seen::working;
    case switchboard::Presence::away:
      return Seen::away;
    case switchboard::Presence::not_responding:
      return Seen::not_responding;
  }
  return Seen::offline;
}

void add_shift(std::vector<ScheduledSpan>& schedule, const Shift& shift, Instant since, std::int32_t day) {
  const Instant begin = std::max(shift.start, since);
  // Published schedules do not overlap; where one does after all, the earlier shift holds.
  Instant done = schedule.empty() ? begin : std::max(begin, schedule.back().to);
  const auto add = [&](Instant from, Instant to, Duty duty, const std::string& activity) {
    from = std::max(from, done);
    if (to <= from) return;
    schedule.push_back({from, to, duty, activity, begin, shift.end, day});
    done = to;
  };
  std::vector<schedule::PlannedBreak> breaks = shift.breaks;
  std::sort(breaks.begin(), breaks.end(), [](const auto& x, const auto& y) { return x.start < y.start; });
  for (const schedule::PlannedBreak& pause : breaks) {
    add(done, std::min(pause.start, shift.end), Duty::work, "");
    add(pause.start, std::min(pause.end, shift.end), Duty::pause, pause.name);
  }
  add(done, shift.end, Duty::work, "");
}

}  // namespace

WatchedDays watched_days(const Zone& zone, Day first, std::int32_t days) {
  WatchedDays all{first, {}};
  for (std::int32_t i = 0; i <= days; ++i)
    all.begins.push_back(zone.start_of(first + i));
  return all;
}

WatchedFacts read_watched(database::Session& sql, OrgId org, AgentId agent, const WatchedDays& days) {
  const Instant from = days.begins.front() - beside, to = days.begins.back() + beside;
  WatchedFacts facts;
  facts.since = presence_store::since(sql, org).value_or(Instant{std::numeric_limits<std::int64_t>::max()});
  for (auto& one : shift_store::published(sql, org, agent, from, to))
    facts.agents[one.shift.agent_id].shifts.push_back(std::move(one.shift));
  for (const PresenceSpan& span : presence_store::spans(sql, org, agent, from, to))
    facts.agents[span.agent_id].presence.push_back(span);
  for (AdherenceExcuse& excuse : adherence_excuses::list(sql, org, agent, from, to))
    facts.agents[excuse.agent_id].excuses.push_back(std::move(excuse));
  return facts;
}

AdherenceFacts adherence_facts(const WatchedAgent& agent, const WatchedDays& days, Instant since,
                               Instant now) {
  AdherenceFacts facts;
  for (const Shift& shift : agent.shifts) {
    const auto day = parse_day(shift.day);
    if (day) add_shift(facts.schedule, shift, since, *day - days.first);
  }
  for (const PresenceSpan& span : agent.presence) {
    const Instant to = span.to.value_or(std::max(now, span.from));
    if (span.from < to && span.presence != switchboard::Presence::offline)
      facts.seen.push_back({span.from, to, seen_of(span.presence), span.reason_id});
  }
  for (const AdherenceExcuse& excuse : agent.excuses)
    facts.excused.push_back({excuse.from, excuse.to});
  return facts;
}

}  // namespace rapport::workforce
