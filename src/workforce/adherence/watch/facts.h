// What adherence is computed from, read for everybody over days: published shifts, presence, excuses.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "platform/database/session.h"
#include "workforce/adherence/adherence.h"
#include "workforce/adherence/watch/excuse.h"
#include "workforce/calendar/intervals.h"
#include "workforce/history/presence_store.h"
#include "workforce/shifts/shift_plan.h"

namespace rapport::workforce {

// Local days in a row, and the moments at which they begin; one more, at which the last one ends.
struct WatchedDays {
  Day first;
  std::vector<Instant> begins;
  std::int32_t count() const { return static_cast<std::int32_t>(begins.size()) - 1; }
};
WatchedDays watched_days(const Zone& zone, Day first, std::int32_t days);

struct WatchedAgent {
  std::vector<Shift> shifts;  // of these days and those next to them, in order
  std::vector<PresenceSpan> presence;
  std::vector<AdherenceExcuse> excuses;
};
struct WatchedFacts {
  std::map<AgentId, WatchedAgent> agents;
  Instant since;  // what is before it was not recorded
};
// agent 0: of everybody.
WatchedFacts read_watched(database::Session& sql, OrgId org, AgentId agent, const WatchedDays& days);

// What of shifts is before the first record is left out: nobody knows.
AdherenceFacts adherence_facts(const WatchedAgent& agent, const WatchedDays& days, Instant since,
                               Instant now);

}  // namespace rapport::workforce
