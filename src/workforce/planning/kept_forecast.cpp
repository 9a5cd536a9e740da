#include "workforce/planning/kept_forecast.h"

#include "base/check.h"
#include "platform/contract/json.h"
#include "platform/database/statement.h"

namespace rapport::workforce {
namespace {

template <class T>
T stored(const std::string& body) {
  contract::DecodeOptions options;
  options.ignores_unknown = true;
  options.bytes_max = 256U << 20;
  options.items_max = 10'000'000;
  auto read = contract::decode<T>(body, options);
  RAPPORT_CHECK(read.has_value());
  return std::move(*read);
}

}  // namespace

std::vector<database::Migration> planning_migrations() {
  return {
      {0, "special days and forecasts of planners",
       "create table special_day (org bigint not null, id bigint not null, date text not null, name text not "
       "null,"
       " body text not null, primary key (org, id));"
       "create table kept_forecast (org bigint not null, id bigint not null, body text not null,"
       " primary key (org, id));"
       "create table kept_forecast_series (org bigint not null, forecast bigint not null, queue bigint not "
       "null,"
       " channel integer not null, head text not null, body text not null,"
       " primary key (org, forecast, queue, channel));"
       "create table forecast_change (org bigint not null, forecast bigint not null, queue bigint not null,"
       " channel integer not null, start_us bigint not null, body text not null,"
       " primary key (org, forecast, queue, channel, start_us))",
       ""}};
}

std::vector<database::Migration> intraday_migrations() {
  return {{0, "what days are forecast again by",
           "alter table kept_forecast_series add column basis text not null default ''", ""}};
}

contract::Notes contract_notes(contract::Tag<ForecastWanted>) {
  return {
      .fields = {{.name = "title", .max_length = 200, .format = contract::Format::line, .has_default = true},
                 {.name = "queue_ids",
                  .doc = "empty: all that have a history",
                  .max_items = 1'000,
                  .has_default = true},
                 {.name = "from",
                  .doc = "First day; absent: the day after the history's last whole one.",
                  .format = contract::Format::date},
                 {.name = "days", .min = 1, .max = 120, .has_default = true},
                 {.name = "interval_min", .doc = "15, 30 or 60", .min = 15, .max = 60, .has_default = true},
                 {.name = "holidays",
                  .doc = "Sets of public holidays: CN, US, GB, DE.",
                  .max_length = 10,
                  .max_items = 10,
                  .has_default = true}}};
}

namespace kept_forecasts {

void insert(database::Session& sql, OrgId org, const KeptForecast& forecast,
            const std::vector<StoredSeries>& series) {
  database::execute(sql, "insert into kept_forecast (org, id, body) values (:org, :id, :body)", org,
                    forecast.id, contract::encode(forecast));
  for (const StoredSeries& one : series)
    database::execute(sql,
                      "insert into kept_forecast_series (org, forecast, queue, channel, head, body, basis)"
                      " values (:org, :forecast, :queue, :channel, :head, :body, :basis)",
                      org, forecast.id, one.head.queue_id, one.head.channel, contract::encode(one.head),
                      contract::encode(one.whole), contract::encode(one.basis));
}

std::optional<KeptForecast> find(database::Session& sql, OrgId org, ForecastId id) {
  const auto body = database::first<std::string>(
      sql, "select body from kept_forecast where org = :org and id = :id", org, id);
  if (!body) return std::nullopt;
  return stored<KeptForecast>(*body);
}

std::vector<KeptForecast> list(database::Session& sql, OrgId org, ForecastId before, std::int64_t most) {
  std::vector<KeptForecast> all;
  const ForecastId below{before.value > 0 ? before.value : std::numeric_limits<std::int64_t>::max()};
  database::each<std::string>(
      sql, "select body from kept_forecast where org = :org and id < :below order by id desc limit :most",
      [&](const std::string& body) { all.push_back(stored<KeptForecast>(body)); }, org, below, most);
  return all;
}

std::vector<ForecastSeriesHead> heads(database::Session& sql, OrgId org, ForecastId id) {
  std::vector<ForecastSeriesHead> all;
  database::each<std::string>(
      sql,
      "select head from kept_forecast_series where org = :org and forecast = :id order by queue, channel",
      [&](const std::string& head) { all.push_back(stored<ForecastSeriesHead>(head)); }, org, id);
  return all;
}

std::optional<SeriesForecastFile> series(database::Session& sql, OrgId org, const ForecastKey& key) {
  const auto body = database::first<std::string>(
      sql,
      "select body from kept_forecast_series where org = :org and forecast = :forecast and queue = :queue and"
      " channel = :channel",
      org, key.forecast, key.queue, key.channel);
  if (!body) return std::nullopt;
  return stored<SeriesForecastFile>(*body);
}

std::optional<IntradayBasis> basis(database::Session& sql, OrgId org, const ForecastKey& key) {
  const auto body = database::first<std::string>(sql,
                                                 "select basis from kept_forecast_series where org = :org "
                                                 "and forecast = :forecast and queue = :queue and"
                                                 " channel = :channel",
                                                 org, key.forecast, key.queue, key.channel);
  if (!body || body->empty()) return std::nullopt;
  return stored<IntradayBasis>(*body);
}

std::vector<ForecastChange> changes(database::Session& sql, OrgId org, const ForecastKey& key) {
  std::vector<ForecastChange> all;
  database::each<std::string>(
      sql,
      "select body from forecast_change where org = :org and forecast = :forecast and queue = :queue and"
      " channel = :channel order by start_us",
      [&](const std::string& body) { all.push_back(stored<ForecastChange>(body)); }, org, key.forecast,
      key.queue, key.channel);
  return all;
}

void change(database::Session& sql, OrgId org, const ForecastKey& key, const ForecastChange& change) {
  if (!change.contacts && !change.handle_s) {
    database::execute(
        sql,
        "delete from forecast_change where org = :org and forecast = :forecast and queue = :queue and"
        " channel = :channel and start_us = :start",
        org, key.forecast, key.queue, key.channel, change.start);
    return;
  }
  database::execute(
      sql,
      "insert into forecast_change (org, forecast, queue, channel, start_us, body)"
      " values (:org, :forecast, :queue, :channel, :start, :body)"
      " on conflict (org, forecast, queue, channel, start_us) do update set body = excluded.body",
      org, key.forecast, key.queue, key.channel, change.start, contract::encode(change));
}

void remove(database::Session& sql, OrgId org, ForecastId id) {
  database::execute(sql, "delete from forecast_change where org = :org and forecast = :id", org, id);
  database::execute(sql, "delete from kept_forecast_series where org = :org and forecast = :id", org, id);
  database::execute(sql, "delete from kept_forecast where org = :org and id = :id", org, id);
}

void forget(database::Session& sql, OrgId org, std::int64_t most) {
  for (const KeptForecast& old : list(sql, org, {}, 100'000))
    if (--most < 0) remove(sql, org, old.id);
}

}  // namespace kept_forecasts
}  // namespace rapport::workforce
