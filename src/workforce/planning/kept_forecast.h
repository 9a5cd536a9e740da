// Forecasts that are kept: what was asked for, a series for each queue and channel, and what planners changed
// by hand beside what was computed. The only SQL for the tables kept_forecast, kept_forecast_series and
// forecast_change. In a read or a transaction of the caller's.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "platform/database/migration.h"
#include "platform/database/session.h"
#include "switchboard/model/described.h"
#include "workforce/forecast/forecast_file.h"
#include "workforce/forecast/intraday_basis.h"

namespace rapport::workforce {

using ForecastId = Id<struct ForecastTag>;

std::vector<database::Migration> planning_migrations();
std::vector<database::Migration> intraday_migrations();  // later than those

struct ForecastWanted {
  std::string title;
  std::vector<QueueId> queue_ids;   // empty: all that have a history
  std::optional<std::string> from;  // absent: the day after the history's last whole one
  std::int32_t days = 28;
  std::int32_t interval_min = 30;
  std::vector<std::string> holidays;  // "CN"
};
BOOST_DESCRIBE_STRUCT(ForecastWanted, (), (title, queue_ids, from, days, interval_min, holidays))
contract::Notes contract_notes(contract::Tag<ForecastWanted>);

// One queue and channel of a forecast, without its points.
struct ForecastSeriesHead {
  QueueId queue_id;
  switchboard::Channel channel = switchboard::Channel::voice;
  std::string queue;
  std::string method;
  std::int32_t history_days = 0, origins = 0;
  double contacts = 0;  // of all days, as computed
  std::vector<NamedTest> tests;
  std::optional<Coverage> coverage;
  std::int32_t repairs = 0;
  std::vector<std::string> notes;
};
BOOST_DESCRIBE_STRUCT(ForecastSeriesHead, (),
                      (queue_id, channel, queue, method, history_days, origins, contacts, tests, coverage,
                       repairs, notes))

struct KeptForecast {
  ForecastId id;
  std::string title;
  Instant made_at;
  std::string from;
  std::int32_t days = 0, interval_min = 30;
  std::string time_zone;
  std::vector<std::string> holidays;
  std::vector<std::string> notes;  // of queues that were left out
};
BOOST_DESCRIBE_STRUCT(KeptForecast, (),
                      (id, title, made_at, from, days, interval_min, time_zone, holidays, notes))

struct ForecastKey {
  ForecastId forecast;
  QueueId queue;
  switchboard::Channel channel = switchboard::Channel::voice;
};

// By hand; absent: as computed.
struct ForecastChange {
  Instant start;
  std::optional<double> contacts, handle_s;
};
BOOST_DESCRIBE_STRUCT(ForecastChange, (), (start, contacts, handle_s))

namespace kept_forecasts {

struct StoredSeries {
  ForecastSeriesHead head;
  SeriesForecastFile whole;
  IntradayBasis basis = {};
};
void insert(database::Session& sql, OrgId org, const KeptForecast& forecast,
            const std::vector<StoredSeries>& series);
std::optional<KeptForecast> find(database::Session& sql, OrgId org, ForecastId id);
std::vector<KeptForecast> list(database::Session& sql, OrgId org, ForecastId before,
                               std::int64_t most);  // newest first
std::vector<ForecastSeriesHead> heads(database::Session& sql, OrgId org, ForecastId id);
std::optional<SeriesForecastFile> series(database::Session& sql, OrgId org, const ForecastKey& key);
// None: of a forecast that was made before they were kept.
std::optional<IntradayBasis> basis(database::Session& sql, OrgId org, const ForecastKey& key);
std::vector<ForecastChange> changes(database::Session& sql, OrgId org, const ForecastKey& key);  // by start
void change(database::Session& sql, OrgId org, const ForecastKey& key, const ForecastChange& change);
void remove(database::Session& sql, OrgId org, ForecastId id);
// All but the newest.
void forget(database::Session& sql, OrgId org, std::int64_t most);

}  // namespace kept_forecasts
}  // namespace rapport::workforce
