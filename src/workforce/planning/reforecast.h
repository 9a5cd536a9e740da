// The rest of a day forecast again from what has come of it so far, beside what was planned with. Computed
// when it is asked for. Any thread that may block.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "workforce/planning/forecasts.h"

namespace rapport::workforce {

// contacts and its intervals: what came, of intervals that are over; what is expected now, of the others.
struct ReforecastPoint : ForecastPoint {
  double planned = 0;                     // by hand where changed
  std::optional<double> actual_contacts;  // absent: not over yet, or not measured
};
BOOST_DESCRIBE_STRUCT(ReforecastPoint, (ForecastPoint), (planned, actual_contacts))

struct Reforecast {
  QueueId queue_id;
  switchboard::Channel channel = switchboard::Channel::voice;
  std::string queue;
  std::optional<Instant> known_to;      // what came is known until then; absent: nothing is
  double planned = 0;                   // of the whole day
  double came = 0, planned_so_far = 0;  // of the intervals that are known
  DatedDay day;                         // with what came
  std::int32_t tested_days = 0;         // from which it is learnt how mornings go on
  std::vector<ReforecastPoint> points;
};
BOOST_DESCRIBE_STRUCT(Reforecast, (),
                      (queue_id, channel, queue, known_to, planned, came, planned_so_far, day, tested_days,
                       points))

// none: the day is not one of the forecast's. Conversations that go on count, too.
Result<std::optional<Reforecast>> reforecast(const ForecastServices& services, OrgId org,
                                             const ForecastKey& key, Day day);

}  // namespace rapport::workforce
