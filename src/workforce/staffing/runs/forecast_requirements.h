// Requirements of days to come: a kept forecast's customers on the organisation's own rules, agents and
// handle times, as a day that was shows them. On a thread of Jobs.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/progress.h"
#include "workforce/planning/forecasts.h"
#include "workforce/staffing/described.h"

namespace rapport::workforce::staffing {

struct PromiseWanted {
  QueueId queue_id;
  std::optional<double> service_level, abandonment, asa_s;
  std::optional<std::int64_t> within_s;
};
BOOST_DESCRIBE_STRUCT(PromiseWanted, (), (queue_id, service_level, abandonment, asa_s, within_s))
contract::Notes contract_notes(contract::Tag<PromiseWanted>);

struct ForecastRequirementsWanted {
  std::string name;
  ForecastId forecast_id;
  std::optional<std::string> first_day;  // absent: the forecast's first
  std::int32_t days = 7;
  std::optional<std::string> like_day;  // whose rules, agents and handle times; absent: the newest that was
  double service_level = 0.8;
  std::vector<PromiseWanted> promises;
  double shrinkage = 0.3;
  std::optional<double> max_occupancy;
  double confidence = 0.9;
  std::int32_t replications = 20;
};
BOOST_DESCRIBE_STRUCT(ForecastRequirementsWanted, (),
                      (name, forecast_id, first_day, days, like_day, service_level, promises, shrinkage,
                       max_occupancy, confidence, replications))
contract::Notes contract_notes(contract::Tag<ForecastRequirementsWanted>);

// What can be said at once: invalid with places in the request; not_found: the forecast.
Result<void> check(const ForecastServices& services, OrgId org, const ForecastRequirementsWanted& wanted);

// The problem alone: invalid with places in the request; not_found: the forecast; conflict, "no_day": nobody
// has worked here on a day that could be taken.
struct PlannedProblem {
  Problem problem;
  std::vector<std::string> notes;
};
Result<PlannedProblem> problem_of_forecast(const ForecastServices& services, OrgId org,
                                           const ForecastRequirementsWanted& wanted,
                                           const Progress& progress = {});

}  // namespace rapport::workforce::staffing
