// Today's forecast of a queue: of the newest kept forecast that covers today, with what planners changed by
// hand; else the mean of the same weekday of the last weeks. On a thread that may block.
#pragma once

#include "base/result.h"
#include "workforce/calendar/intervals.h"
#include "workforce/history/history.h"
#include "workforce/intraday/day_ahead.h"
#include "workforce/planning/kept_forecast.h"

namespace rapport::workforce::intraday {

class TodaysForecast {
 public:
  // Borrows. `slots`: of slot_s each, from the day's start.
  TodaysForecast(const History& history, const Zone& zone, OrgId org, Day day, std::size_t slots);

  Result<void> find_kept();
  // What it knows of a queue; nothing: the forecast is empty.
  Result<QueueAhead> of(QueueId queue, switchboard::Channel channel) const;

 private:
  Result<bool> from_kept(const ForecastKey& key, const KeptForecast& forecast, QueueAhead& to) const;
  Result<void> from_weekdays(QueueId queue, switchboard::Channel channel, QueueAhead& to) const;

  const History& history_;
  const Zone& zone_;
  OrgId org_;
  Day day_;
  Instant start_;
  std::size_t slots_;
  struct Kept {
    KeptForecast forecast;
    std::vector<ForecastSeriesHead> heads;
  };
  std::vector<Kept> kept_;  // that cover today, the newest first
};

}  // namespace rapport::workforce::intraday
