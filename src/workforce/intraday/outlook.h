// Outlook: a day to its end, by playing what is ahead of it many times. So far: as it was. Rest: customers
// who come from now on. Whole: both, and those who wait now. Ranges are over the runs. Shares from 0 to 1,
// times in seconds. Any thread; docs/intraday.md is the guide.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.h"
#include "base/progress.h"
#include "base/result.h"
#include "switchboard/model/described.h"
#include "workforce/intraday/day_ahead.h"

namespace rapport::workforce::intraday {

// Of the runs in which the figure is defined: mean, and nearest-rank 10th and 90th percentiles.
struct OutlookRange {
  double mean = 0, p10 = 0, p90 = 0;
};
BOOST_DESCRIBE_STRUCT(OutlookRange, (), (mean, p10, p90))

struct OutlookSoFar {
  std::int64_t offered = 0, answered = 0, abandoned = 0;
  std::int64_t waiting = 0;  // now
  std::optional<double> service_level, abandonment, asa_s, occupancy;
};
BOOST_DESCRIBE_STRUCT(OutlookSoFar, (),
                      (offered, answered, abandoned, waiting, service_level, abandonment, asa_s, occupancy))

struct OutlookAhead {
  OutlookRange offered, answered, abandoned;
  std::optional<OutlookRange> service_level, abandonment, asa_s, occupancy;
};
BOOST_DESCRIBE_STRUCT(OutlookAhead, (),
                      (offered, answered, abandoned, service_level, abandonment, asa_s, occupancy))

// Of an interval; of the one that goes on `contacts` has both parts, and actual_contacts the first.
struct OutlookPoint {
  Instant start;
  double forecast = 0;                          // as it was made
  double reforecast = 0;                        // by what has come until now
  OutlookRange contacts;                        // those who have come, and who come in the runs
  std::optional<std::int64_t> actual_contacts;  // absent: has not begun
  std::optional<OutlookRange> service_level, abandonment, occupancy;  // of a passed one all three alike
  double planned = 0;  // agents at work by the schedule who serve the queue, on average
  double there = 0;    // who were, or are expected to be
};
BOOST_DESCRIBE_STRUCT(OutlookPoint, (),
                      (start, forecast, reforecast, contacts, actual_contacts, service_level, abandonment,
                       occupancy, planned, there))

// How near the played morning comes to the real one, over the last quarter of an hour before now, on average.
struct OutlookNearness {
  double waiting = 0, waiting_played = 0;
  double busy = 0, busy_played = 0;  // agents
};
BOOST_DESCRIBE_STRUCT(OutlookNearness, (), (waiting, waiting_played, busy, busy_played))

struct OutlookPart {
  OutlookSoFar so_far;
  OutlookAhead rest, whole;
  OutlookNearness nearness;
  std::vector<OutlookPoint> points;
};
BOOST_DESCRIBE_STRUCT(OutlookPart, (), (so_far, rest, whole, nearness, points))

struct QueueOutlook : OutlookPart {
  QueueId queue_id;
  std::string queue;
  switchboard::Channel channel = switchboard::Channel::voice;
  std::int64_t service_level_within_s = 20;
  double service_level_target = 0.8;
  ForecastSource source = ForecastSource::none;
  double reforecast_factor = 1;  // of what is to come
};
BOOST_DESCRIBE_STRUCT(QueueOutlook, (OutlookPart),
                      (queue_id, queue, channel, service_level_within_s, service_level_target, source,
                       reforecast_factor))

struct DayOutlook {
  std::int32_t runs = 0;
  OutlookPart total;
  std::vector<QueueOutlook> queues;  // the scenario's
};

struct OutlookOptions {
  std::int32_t runs = 40;
  std::int32_t threads = 0;  // as twin::ReplicateOptions
  Progress progress = {};
};

// Fails with conflict "cancelled", or what the scenario runs into. REQUIRES: runs >= 2.
Result<DayOutlook> outlook_of(const twin::RecordedDay& recorded, const DayAhead& ahead,
                              const OutlookOptions& options);

}  // namespace rapport::workforce::intraday
