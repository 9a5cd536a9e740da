// Recorded day: a day that happened as a scenario, to be played again, with changes or without: the queues
// and agents as they were configured, presence as it was, every customer with what was seen of them, and
// distributions fitted to the day for what was cut off. docs/whatif.md says what is not played.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/instant.h"
#include "base/result.h"
#include "platform/contract/describe.h"
#include "twin/day_recorder.h"
#include "twin/recorded_fits.h"
#include "twin/recorded_flows.h"
#include "twin/recorded_names.h"
#include "twin/replay.h"
#include "twin/report.h"
#include "twin/scenario.h"

namespace rapport::twin {

struct RecordedDayOptions {
  Instant from, to;  // the day
  DayNames names;
  // Whether who began with a flow begins with it again; else they come when they reach their queue.
  bool plays_flows = false;
  WrittenFlows flows = {};
  std::string name;
  Duration interval = seconds(1'800);
  Duration drain = hours(4);  // how long after the day its last customers are followed
  // Who is in the scenario though they were not there, if the steps know them: with a shift that the day does
  // not reach.
  std::set<AgentId> expected = {};
  std::map<QueueId, switchboard::Channel> channels = {};  // of queues that nobody came to

  std::int64_t second_of(Instant at) const {  // of the day; 0 before it
    return std::max<std::int64_t>((at - from).us / 1'000'000, 0);
  }
};

struct RecordedDay {
  Scenario scenario;
  Report actual;  // the day's own figures, counted as the engine counts
  std::vector<QueueFit> fits;
  std::vector<std::string> notes;  // what of this day is not played as it was
  std::vector<QueueId> queues;     // whose the scenario's queues and agents are, in its order
  std::vector<AgentId> agents;
  std::optional<Ledger> counted;  // what `actual` was made of
  std::optional<DayEnd> end;      // where the next day can be read from
};

// From the journal's steps; `source.hash` is not used. not_found / "empty_day" when nobody came or worked,
// unless somebody is expected; otherwise what the source fails with. REQUIRES: options.from < options.to,
// whole seconds.
Result<RecordedDay> record_day(const ReplaySource& source, const RecordedDayOptions& options);

// How much at once somebody with this profile takes, in the scenario's words.
ScenarioCapacity capacity_of(const switchboard::AgentProfile& profile);

// The day from its inputs alone: who came when and who worked; handle times and patience are drawn from what
// was fitted.
Scenario inputs_of(const Scenario& recorded);

}  // namespace rapport::twin
