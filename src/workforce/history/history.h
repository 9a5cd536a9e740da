// History: what planners compute from, read as series of intervals over one queue and channel. What was not
// measured has no value: before the first contact that was recorded, after now, in the holes of imported
// files; a recorded queue without contacts has zeros. Any thread that may block.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "org/directory.h"
#include "platform/contract/describe.h"
#include "platform/database/database.h"
#include "switchboard/model/described.h"
#include "workforce/history/history_store.h"

namespace rapport::workforce {

inline constexpr std::size_t history_points_max = 200'000;  // of one series; some five years of quarter-hours

// Means are of the answered. Absent: not measured, or a mean of nothing.
struct HistoryPoint {
  Instant start;
  std::optional<double> contacts, handle_s, answered, answered_within, abandoned, waited_s;
  friend bool operator==(const HistoryPoint&, const HistoryPoint&) = default;
};
BOOST_DESCRIBE_STRUCT(HistoryPoint, (),
                      (start, contacts, handle_s, answered, answered_within, abandoned, waited_s))
contract::Notes contract_notes(contract::Tag<HistoryPoint>);

struct HistorySeries {
  QueueId queue_id;
  std::string queue;  // its name; "" when there is no such queue any more
  switchboard::Channel channel = switchboard::Channel::voice;
  std::int32_t interval_min = 30;
  std::vector<HistoryPoint> points;
};
BOOST_DESCRIBE_STRUCT(HistorySeries, (), (queue_id, queue, channel, interval_min, points))

struct HistoryRange {
  QueueId queue;
  switchboard::Channel channel = switchboard::Channel::voice;
  Instant from, to;                // intervals begin at `from`, which begins a quarter-hour
  std::int32_t interval_min = 30;  // 15, 30, 60; 1440: days of the organisation
};

struct HistoryQueue {
  QueueId queue_id;
  std::string queue;
  switchboard::Channel channel = switchboard::Channel::voice;
  std::string first_day, last_day;  // UTC
  std::int64_t days = 0, imported_days = 0, contacts = 0;
};
BOOST_DESCRIBE_STRUCT(HistoryQueue, (),
                      (queue_id, queue, channel, first_day, last_day, days, imported_days, contacts))
contract::Notes contract_notes(contract::Tag<HistoryQueue>);

class History {
 public:
  // Borrows.
  History(database::Database& database, const org::Directories& directories, std::function<Instant()> clock)
      : database_(database), directories_(directories), clock_(std::move(clock)) {}

  // invalid, bad_value: where "/from", "/to", "/interval_min".
  Result<HistorySeries> series(OrgId org, const HistoryRange& range) const;
  // In half hours.
  Result<HistorySeries> series(OrgId org, QueueId queue, switchboard::Channel channel, Instant from,
                               Instant to) const {
    return series(org, {queue, channel, from, to, 30});
  }
  // Contacts in [from, to) that no series counts yet, for their conversations go on: when they arrived.
  Result<std::vector<Instant>> going_on(OrgId org, QueueId queue, switchboard::Channel channel, Instant from,
                                        Instant to) const;
  // Which queues have how much.
  Result<std::vector<HistoryQueue>> queues(OrgId org) const;

  database::Database& database() const { return database_; }
  const org::Directories& directories() const { return directories_; }
  Instant now() const { return clock_(); }

 private:
  database::Database& database_;
  const org::Directories& directories_;
  std::function<Instant()> clock_;
};

}  // namespace rapport::workforce
