// Report: what a run found, ready to print or to compare. Plain values; ratios and means are absent where
// there was nothing to divide by. Times in seconds, shares from 0 to 1, both rounded to a millionth.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.h"
#include "platform/contract/describe.h"
#include "twin/engine.h"
#include "twin/world.h"

namespace rapport::twin {

// Of customers by their time of arrival: offered = answered + abandoned + expired + refused + open_at_end +
// callbacks_failed + moved_on. Who is still in a flow is not offered to any queue yet.
struct QueueSummary {
  std::int64_t offered = 0;
  std::int64_t answered = 0;
  std::int64_t abandoned = 0;
  std::int64_t expired = 0;
  std::int64_t refused = 0;
  std::int64_t open_at_end = 0;  // still waiting when the run was cut off
  std::int64_t no_answers = 0;   // offers that nobody answered, by their own time
  // answered_within / (answered + abandoned - abandoned_within), as in docs/glossary.md
  std::optional<double> service_level;
  std::optional<double> abandonment;  // abandoned / (offered - refused)
  std::optional<double> had_to_wait;  // share of offered - refused for whom nobody was free on arrival
  std::optional<double> asa_s;        // average speed of answer: mean wait of the answered
  std::optional<double> mean_wait_s;  // of all but the refused, also those who left
  std::optional<double> wait_p50_s;   // percentiles: of the answered, nearest rank
  std::optional<double> wait_p90_s;
  std::optional<double> wait_p95_s;
  std::optional<double> wait_max_s;
  double mean_queue_length = 0;  // waiting, over time
  double talk_s = 0;             // agents' time spent on it in this stretch; at once is shared out
  double wrap_up_s = 0;
  // Where callbacks are offered. Who is called back has waited until they were reached.
  std::optional<std::int64_t> called_back;  // took the offer
  std::optional<std::int64_t> callbacks_failed;
  // Where flows come first; the last three by the queue that the scenario has them come in at.
  std::optional<std::int64_t> moved_on;  // out of the queue and on in their flow
  std::optional<std::int64_t> entered_flow;
  std::optional<std::int64_t> served_in_flow;  // who needed no queue
  std::optional<std::int64_t> left_in_flow;
};

// Of agents by the clock: signed_in = talk + wrap_up + idle. Breaks are apart, unless work went on in them.
struct GroupSummary {
  double signed_in_s = 0;
  double talk_s = 0;
  double wrap_up_s = 0;
  double idle_s = 0;  // available, being offered something, or not responding
  double break_s = 0;
  std::optional<double> occupancy;    // (talk + wrap_up) / signed_in
  std::optional<double> concurrency;  // conversations at once while busy
};

struct QueueInterval {
  Instant start;
  QueueSummary figures;
};
struct QueueReport {
  std::string queue;
  std::int64_t service_level_within_s = 0;
  QueueSummary total;
  std::vector<QueueInterval> intervals;
};

struct GroupInterval {
  Instant start;
  GroupSummary figures;
};
struct GroupReport {
  std::string group;
  std::int32_t agents = 0;
  GroupSummary total;
  std::vector<GroupInterval> intervals;
};

struct Report {
  std::string scenario;
  std::int64_t seed = 0;
  Instant start;  // of what counts
  Instant end;
  std::int64_t interval_s = 0;
  std::int64_t contacts = 0;  // that arrived at all
  std::int64_t events = 0;    // the switchboard applied
  QueueSummary total;         // of all queues
  GroupSummary agents;        // of all groups
  std::vector<QueueReport> queues;
  std::vector<GroupReport> groups;
};

BOOST_DESCRIBE_STRUCT(QueueSummary, (),
                      (offered, answered, abandoned, expired, refused, open_at_end, no_answers, service_level,
                       abandonment, had_to_wait, asa_s, mean_wait_s, wait_p50_s, wait_p90_s, wait_p95_s,
                       wait_max_s, mean_queue_length, talk_s, wrap_up_s, called_back, callbacks_failed,
                       moved_on, entered_flow, served_in_flow, left_in_flow))
BOOST_DESCRIBE_STRUCT(GroupSummary, (),
                      (signed_in_s, talk_s, wrap_up_s, idle_s, break_s, occupancy, concurrency))
BOOST_DESCRIBE_STRUCT(QueueInterval, (), (start, figures))
BOOST_DESCRIBE_STRUCT(QueueReport, (), (queue, service_level_within_s, total, intervals))
BOOST_DESCRIBE_STRUCT(GroupInterval, (), (start, figures))
BOOST_DESCRIBE_STRUCT(GroupReport, (), (group, agents, total, intervals))
BOOST_DESCRIBE_STRUCT(Report, (),
                      (scenario, seed, start, end, interval_s, contacts, events, total, agents, queues,
                       groups))

Report make_report(const World& world, std::uint64_t seed, const Outcome& outcome);
// Without its intervals, which spares most of the work.
Report make_totals(const World& world, std::uint64_t seed, const Outcome& outcome);

std::string to_json(const Report& report);   // one line
std::string to_table(const Report& report);  // for people, English, times in UTC

}  // namespace rapport::twin
