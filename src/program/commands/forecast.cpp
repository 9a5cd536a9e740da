#include "program/commands/forecast.h"

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <iostream>
#include <memory>
#include <thread>

#include "program/commands/input_file.h"
#include "program/commands/quantities.h"
#include "program/commands/series_csv.h"
#include "program/commands/terminal_progress.h"
#include "workforce/forecast/forecast_file.h"
#include "workforce/planning/forecast_table.h"

namespace rapport::program {
namespace {

using workforce::Day;
using workforce::Series;
using workforce::Zone;

// A fault with the file, or the option, that it is about.
struct Refused {
  std::string source;
  Error error;
};
template <class T>
using Read = tl::expected<T, Refused>;

tl::unexpected<Refused> refuse(std::string source, Error error) {
  return tl::unexpected<Refused>(Refused{std::move(source), std::move(error)});
}
tl::unexpected<Refused> refuse_option(std::string option, std::string what) {
  return refuse(std::move(option), Error{ErrorCode::invalid, "bad_option", std::move(what)});
}

// In a table, "/points/12/contacts" is a line and a column.
void add_faults(std::vector<Issue>& issues, const SeriesTable& table, std::size_t i, const Error& error) {
  const std::string& queue = table.series[i].queue;
  const std::string of = queue.empty() ? "" : " (" + queue + ")";
  if (error.issues.empty()) issues.push_back({fmt::format("/series/{}", i), error.detail + of});
  constexpr std::string_view points = "/points/";
  for (const Issue& issue : error.issues) {
    std::string where = fmt::format("/series/{}{}", i, issue.where);
    if (!table.lines.empty() && issue.where.rfind(points, 0) == 0) {
      const std::size_t end = issue.where.find('/', points.size());
      const std::size_t point = std::stoul(issue.where.substr(points.size()));
      where = fmt::format("line {}{}", table.lines[i][point],
                          end == std::string::npos ? "" : ", " + issue.where.substr(end + 1));
    }
    issues.push_back({std::move(where), issue.what + of});
  }
}

Read<std::vector<Series>> read_grids(const std::filesystem::path& path, const Zone& zone,
                                     std::int32_t interval_min) {
  const std::string name = path.string();
  const auto text = read_file(path);
  if (!text) return refuse(name, text.error());
  const std::size_t first = text->find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  const bool is_json = first != std::string::npos && ((*text)[first] == '{' || (*text)[first] == '[');
  SeriesTable table;
  if (is_json) {
    auto points = workforce::read_series(*text);
    if (!points) return refuse(name, points.error());
    table.series = std::move(*points);
  } else {
    auto found = series_from_table(*text, zone);
    if (!found) return refuse(name, found.error());
    table = std::move(*found);
  }
  if (table.series.empty()) return refuse(name, {ErrorCode::invalid, "bad_series", "has no series"});
  std::vector<Series> grids;
  std::vector<Issue> issues;
  for (std::size_t i = 0; i < table.series.size(); ++i) {
    auto grid = workforce::series_of(table.series[i], zone, interval_min);
    if (grid)
      grids.push_back(std::move(*grid));
    else
      add_faults(issues, table, i, grid.error());
  }
  if (!issues.empty())
    return refuse(name, {ErrorCode::invalid, "bad_series", "cannot be read", std::move(issues)});
  return grids;
}

Read<workforce::SpecialDays> read_special(const ForecastOptions& options, Day first, Day last) {
  workforce::SpecialDays special;
  for (const std::string& set : options.holidays) {
    const auto found = workforce::holidays(set, first, last);
    if (!found) return refuse_option("--holidays", found.error().detail);
    special.holidays.insert(special.holidays.end(), found->begin(), found->end());
  }
  if (!options.events.empty()) {
    const auto text = read_file(options.events);
    if (!text) return refuse(options.events.string(), text.error());
    const auto dates = workforce::read_special_dates(*text);
    if (!dates) return refuse(options.events.string(), dates.error());
    add_to(special, *dates);
  }
  special.index();
  return special;
}

Read<void> apply_actuals(const ForecastOptions& options, const Zone& zone, std::int32_t interval_min,
                         std::vector<workforce::SeriesForecast>& made) {
  const auto actuals = read_grids(options.actuals, zone, interval_min);
  if (!actuals) return tl::unexpected<Refused>(actuals.error());
  for (const Series& actual : *actuals) {
    const auto found = std::find_if(made.begin(), made.end(), [&](const workforce::SeriesForecast& one) {
      return one.queue == actual.queue && one.channel == actual.channel;
    });
    if (found == made.end())
      return refuse(options.actuals.string(),
                    {ErrorCode::invalid, "unknown_series",
                     fmt::format("{} ({}) is not forecast", actual.queue, actual.channel)});
    update_intraday(*found, actual, zone);
  }
  return {};
}

Read<workforce::ForecastFile> compute_forecast(const ForecastOptions& options, const Progress& progress) {
  const auto seconds = seconds_of(options.interval);
  const std::int32_t interval_min = seconds ? static_cast<std::int32_t>(*seconds / 60) : 0;
  if (!seconds || (*seconds != 900 && *seconds != 1'800 && *seconds != 3'600))
    return refuse_option("--interval", "expected 15m, 30m or 60m");
  if (options.days < 1 || options.days > workforce::forecast_days_max)
    return refuse_option("--days", fmt::format("expected 1 to {}", workforce::forecast_days_max));
  const auto zone = Zone::named(options.time_zone);
  if (!zone) return refuse_option("--time-zone", zone.error().detail);
  const auto from = workforce::parse_day(options.from);
  if (!options.from.empty() && !from) return refuse_option("--from", "expected a day such as 2026-03-02");
  const auto grids = read_grids(options.series, *zone, interval_min);
  if (!grids) return tl::unexpected<Refused>(grids.error());
  workforce::ForecastRequest request;
  request.from = from ? *from : day_after(*grids);
  request.days = options.days;
  request.threads = options.threads > 0
                        ? options.threads
                        : static_cast<std::int32_t>(std::max(1U, std::thread::hardware_concurrency()));
  Day first = grids->front().first;
  for (const Series& grid : *grids)
    first = std::min(first, grid.first);
  auto special = read_special(options, first - 30, request.from + options.days + 30);
  if (!special) return tl::unexpected<Refused>(special.error());
  request.special = std::move(*special);
  auto made = workforce::forecast(*grids, *zone, request, progress);
  if (!made) return refuse(options.series.string(), made.error());
  if (!options.actuals.empty())
    if (const auto applied = apply_actuals(options, *zone, interval_min, *made); !applied)
      return tl::unexpected<Refused>(applied.error());
  workforce::ForecastFile file{text(request.from), request.days, options.time_zone, interval_min * 60, {}};
  for (const workforce::SeriesForecast& one : *made)
    file.series.push_back(to_file(one));
  return file;
}

}  // namespace

int forecast(const ForecastOptions& options, const Progress& progress, std::ostream& output,
             std::ostream& errors) {
  const auto file = compute_forecast(options, progress);
  if (!file) {
    print_faults(errors, file.error().source, file.error().error);
    return 2;
  }
  const auto ending = options.out.extension();
  if (ending == ".xlsx" || ending == ".csv") {
    const auto sheets = workforce::forecast_sheets(*file);
    if (ending == ".csv") return write_out(options.out, workforce::csv_bytes(sheets.front()), output, errors);
    auto beside = options.out;
    beside += ".part";
    const auto bytes = workforce::workbook_bytes(beside, sheets);
    if (!bytes) {
      print_faults(errors, options.out.string(), bytes.error());
      return 2;
    }
    return write_out(options.out, *bytes, output, errors);
  }
  return write_out(options.out, options.is_json ? to_json(*file) + "\n" : to_table(*file), output, errors);
}

void add_forecast(CLI::App& app, int& exit_code) {
  CLI::App* command =
      app.add_subcommand("forecast", "What will come: contacts and handle time by interval, from what came");
  const auto options = std::make_shared<ForecastOptions>();
  command->add_option("series", options->series, "What came: CSV, XLSX or JSON, see docs/forecast.md")
      ->required();
  command->add_option("--from", options->from,
                      "First day; without: the day after the last whole one of the series");
  command->add_option("--days", options->days, "How many")->capture_default_str();
  command->add_option("--time-zone", options->time_zone, "In which days begin, such as Asia/Shanghai")
      ->capture_default_str();
  command->add_option("--interval", options->interval, "15m, 30m or 60m; finer input is added up")
      ->capture_default_str();
  command
      ->add_option("--holidays", options->holidays,
                   "Sets of public holidays, with commas between: CN, US, GB, DE")
      ->delimiter(',');
  command->add_option("--events", options->events, "Own holidays and special events (JSON)");
  command->add_option("--actuals", options->actuals,
                      "What came already on the days that are forecast: their rest again");
  command->add_option("--threads", options->threads, "0: one for each core; changes nothing but the time")
      ->check(CLI::Range(0, 1'024));
  command->add_flag("--json", options->is_json, "JSON instead of tables");
  command->add_option("--out", options->out,
                      "Write to this file instead of standard output; .csv and .xlsx are tables");
  command->callback([options, &exit_code] {
    exit_code = run_long(
        [&options](const Progress& progress) { return forecast(*options, progress, std::cout, std::cerr); });
  });
}

}  // namespace rapport::program
