#include "workforce/planning/planning_operations.h"

#include <fmt/format.h>

#include <algorithm>

#include "org/entity_api.h"
#include "platform/contract/parameters.h"
#include "workforce/jobs/job_operations.h"
#include "workforce/planning/forecast_table.h"
#include "workforce/planning/reforecast.h"

namespace rapport::workforce {

struct ForecastSeriesQuery {
  std::optional<QueueId> queue_id;
  std::optional<switchboard::Channel> channel;
};
BOOST_DESCRIBE_STRUCT(ForecastSeriesQuery, (), (queue_id, channel))
contract::Notes contract_notes(contract::Tag<ForecastSeriesQuery>) {
  return {.fields = {{.name = "queue_id", .doc = "absent: of all"},
                     {.name = "channel", .doc = "absent: of all"}}};
}
struct ForecastSeriesList {
  std::vector<ForecastSeriesShown> items;
};
BOOST_DESCRIBE_STRUCT(ForecastSeriesList, (), (items))

// Absent: as computed again.
struct ChangeForecast {
  QueueId queue_id;
  switchboard::Channel channel = switchboard::Channel::voice;
  std::vector<ForecastChange> points;
};
BOOST_DESCRIBE_STRUCT(ChangeForecast, (), (queue_id, channel, points))
contract::Notes contract_notes(contract::Tag<ChangeForecast>) {
  return {.doc = "Figures by hand; a point without any is as computed again.",
          .fields = {{.name = "points", .min_items = 1, .max_items = 12'000}}};
}
contract::Notes contract_notes(contract::Tag<ForecastChange>) {
  return {.fields = {{.name = "contacts", .min = 0, .max = 1e9}, {.name = "handle_s", .min = 0, .max = 1e6}}};
}

struct ExportForecast {
  bool is_workbook = false;
};
BOOST_DESCRIBE_STRUCT(ExportForecast, (), (is_workbook))
contract::Notes contract_notes(contract::Tag<ExportForecast>) {
  return {.all_optional = true};
}

struct ReadReforecast {
  std::string day;
  std::optional<QueueId> queue_id;
  std::optional<switchboard::Channel> channel;
};
BOOST_DESCRIBE_STRUCT(ReadReforecast, (), (day, queue_id, channel))
contract::Notes contract_notes(contract::Tag<ReadReforecast>) {
  return {.all_optional = true,
          .fields = {{.name = "day", .doc = "2026-12-25; absent: today", .max_length = 10},
                     {.name = "queue_id", .doc = "absent: of all"},
                     {.name = "channel", .doc = "absent: of all"}}};
}
struct Reforecasts {
  std::string day;
  std::vector<Reforecast> items;
};
BOOST_DESCRIBE_STRUCT(Reforecasts, (), (day, items))
contract::Notes contract_notes(contract::Tag<Reforecasts>) {
  return {.doc = "Without items: the day is not one of the forecast's."};
}

namespace {

using api::Call;

Result<api::Page<KeptForecast>> forecasts_shown(const ForecastServices& services, const Call& call,
                                                const api::PageQuery& query) {
  const auto before = api::read_cursor<ForecastId>(query);
  if (!before) return tl::unexpected<Error>(before.error());
  return services.changes.database().read([&](database::Session& sql) -> Result<api::Page<KeptForecast>> {
    return api::page_of(
        kept_forecasts::list(sql, call.org(), before->value_or(ForecastId{}), query.limit + 1), query.limit,
        [](const KeptForecast& forecast) { return forecast.id; });
  });
}

Result<Job> make(const ForecastServices& services, Jobs& jobs, const Call& call,
                 const ForecastWanted& wanted) {
  if (auto fits = check(services, call.org(), wanted); !fits) return tl::unexpected<Error>(fits.error());
  return submit_job(jobs, call, "forecast", wanted.title, wanted);
}

Result<void> change_points(const ForecastServices& services, const Call& call, const ChangeForecast& wanted) {
  const ForecastKey key{call.id<ForecastId>("id"), wanted.queue_id, wanted.channel};
  return services.changes.make<void>(org::by(call), "", [&](org::Change& change) -> Result<void> {
    if (!kept_forecasts::find(change.sql, change.org(), key.forecast))
      return org::no_such("forecast", key.forecast.value);
    const auto series = kept_forecasts::series(change.sql, change.org(), key);
    if (!series) return org::no_such("forecast_series", key.queue.value);
    std::vector<Issue> issues;
    for (std::size_t i = 0; i < wanted.points.size(); ++i) {
      const Instant start = wanted.points[i].start;
      const bool is_there = std::any_of(series->points.begin(), series->points.end(),
                                        [&](const ForecastPoint& point) { return point.start == start; });
      if (!is_there)
        issues.push_back({fmt::format("/points/{}/start", i), "no interval of this forecast begins then"});
    }
    if (!issues.empty()) return org::wrong(std::move(issues));
    for (const ForecastChange& point : wanted.points)
      kept_forecasts::change(change.sql, change.org(), key, point);
    change.audit({"change", "forecast", key.forecast.value, "", contract::encode(wanted)});
    return {};
  });
}

Result<void> remove_forecast(const ForecastServices& services, const Call& call) {
  const auto id = call.id<ForecastId>("id");
  return services.changes.make<void>(org::by(call), "", [&](org::Change& change) -> Result<void> {
    const auto before = kept_forecasts::find(change.sql, change.org(), id);
    if (!before) return org::no_such("forecast", id.value);
    kept_forecasts::remove(change.sql, change.org(), id);
    change.audit({"delete", "forecast", id.value, contract::encode(*before), ""});
    return {};
  });
}

constexpr std::size_t forecast_points_shown_max = 100'000;

Result<ForecastSeriesList> forecast_series_shown(const ForecastServices& services, const Call& call,
                                                 const ForecastSeriesQuery& query) {
  const auto whole = whole_forecast(services, call.org(), call.id<ForecastId>("id"));
  if (!whole) return tl::unexpected<Error>(whole.error());
  ForecastSeriesList list;
  std::size_t points = 0;
  for (const ForecastSeriesHead& head : whole->series) {
    if (query.queue_id && *query.queue_id != head.queue_id) continue;
    if (query.channel && *query.channel != head.channel) continue;
    auto shown = forecast_series(services, call.org(), {whole->id, head.queue_id, head.channel});
    if (!shown) return tl::unexpected<Error>(shown.error());
    points += shown->points.size();
    if (points > forecast_points_shown_max)
      return org::wrong({{"queue_id", "more than 100,000 intervals: ask for one queue"}});
    list.items.push_back(std::move(*shown));
  }
  return list;
}

Result<http::Response> forecast_table(const ForecastServices& services, const Call& call) {
  const auto wanted = contract::decode_parameters<ExportForecast>(call.request().query);
  if (!wanted) return tl::unexpected<Error>(wanted.error());
  const auto whole = whole_forecast(services, call.org(), call.id<ForecastId>("id"));
  if (!whole) return tl::unexpected<Error>(whole.error());
  std::vector<ForecastSeriesShown> series;
  std::size_t points = 0;
  for (const ForecastSeriesHead& head : whole->series) {
    auto shown = forecast_series(services, call.org(), {whole->id, head.queue_id, head.channel});
    if (!shown) return tl::unexpected<Error>(shown.error());
    points += shown->points.size();
    if (points > table_lines_max)
      return org::wrong({{"id", "more than 500,000 intervals: forecast fewer queues"}});
    series.push_back(std::move(*shown));
  }
  return table_answer({"forecast-" + whole->from, wanted->is_workbook, services.folder,
                       services.changes.new_id<ForecastId>().value},
                      forecast_sheets(series));
}

Result<Reforecasts> reforecasts(const ForecastServices& services, const Call& call,
                                const ReadReforecast& query) {
  const auto whole = whole_forecast(services, call.org(), call.id<ForecastId>("id"));
  if (!whole) return tl::unexpected<Error>(whole.error());
  const auto zone = Zone::named(whole->time_zone.empty() ? "UTC" : whole->time_zone);
  if (!zone) return tl::unexpected<Error>(zone.error());
  const auto day =
      query.day.empty() ? std::optional(zone->local(services.history.now()).day) : parse_day(query.day);
  if (!day) return org::wrong({{"day", "expected a day such as 2026-12-25"}});
  Reforecasts shown;
  shown.day = text(*day);
  for (const ForecastSeriesHead& head : whole->series) {
    if (query.queue_id && *query.queue_id != head.queue_id) continue;
    if (query.channel && *query.channel != head.channel) continue;
    auto made = reforecast(services, call.org(), {whole->id, head.queue_id, head.channel}, *day);
    if (!made) return tl::unexpected<Error>(made.error());
    if (*made) shown.items.push_back(std::move(**made));
  }
  return shown;
}

}  // namespace

void add_forecast_runs(Jobs& jobs, const ForecastServices& services) {
  jobs.add_kind("forecast", JobLength::brief,
                [services](OrgId org, const std::string& request, const Progress& progress) {
                  return make_forecast(services, org, request, progress);
                });
}

void add_operations(api::Api& api, Jobs& jobs, const ForecastServices& services) {
  const api::Permissions planners{api::Permission::plan};
  org::register_all(
      api, services.changes,
      {"/api/v1/workforce/special-days", "SpecialDay", "SpecialDays", "workforce", planners, planners},
      SpecialDayStore{});
  api.post<ForecastWanted, Job>(
      job_operation("forecasts", "makeForecast",
                    "Forecasts queues from their history; done, the job's result has its id"),
      [services, &jobs](const Call& call, const ForecastWanted& wanted) {
        return make(services, jobs, call, wanted);
      });
  api.get<api::PageQuery, api::Page<KeptForecast>>(
      planner_operation("forecasts", "listForecasts", "Forecasts that are kept, the newest first"),
      [services](const Call& call, const api::PageQuery& query) {
        return forecasts_shown(services, call, query);
      });
  api.get<WholeForecast>(planner_operation("forecasts/{id}", "getForecast",
                                           "One, with how each queue's was made and how sure it is"),
                         [services](const Call& call) {
                           return whole_forecast(services, call.org(), call.id<ForecastId>("id"));
                         });
  api.get<ForecastSeriesQuery, ForecastSeriesList>(
      planner_operation("forecasts/{id}/series", "getForecastSeries",
                        "Its intervals by queue and channel: computed, changed by hand, and what came"),
      [services](const Call& call, const ForecastSeriesQuery& query) {
        return forecast_series_shown(services, call, query);
      });
  api.put<ChangeForecast, ForecastSeriesShown>(
      planner_operation("forecasts/{id}/points", "changeForecastPoints",
                        "Intervals by hand, beside what was computed"),
      [services](const Call& call, const ChangeForecast& wanted) -> Result<ForecastSeriesShown> {
        if (auto done = change_points(services, call, wanted); !done)
          return tl::unexpected<Error>(done.error());
        return forecast_series(services, call.org(),
                               {call.id<ForecastId>("id"), wanted.queue_id, wanted.channel});
      });
  api::Operation table = planner_operation("forecasts/{id}/table", "exportForecast",
                                           "All its intervals as a table, by hand where changed");
  table.description = "In the query: is_workbook=true for XLSX, with the days and how each series was made.";
  table.media_type = "text/csv";
  api.get<ReadReforecast, Reforecasts>(
      planner_operation("forecasts/{id}/reforecast", "getReforecast",
                        "The rest of one of its days again, from what has come so far"),
      [services](const Call& call, const ReadReforecast& query) {
        return reforecasts(services, call, query);
      });
  api.get_bytes(table, [services](const Call& call) { return forecast_table(services, call); });
  api.remove(planner_operation("forecasts/{id}", "deleteForecast", "Forgets it"),
             [services](const Call& call) { return remove_forecast(services, call); });
}

}  // namespace rapport::workforce
