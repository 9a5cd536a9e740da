#include "workforce/forecast/forecast_file.h"

#include <fmt/format.h>

#include <map>

#include "platform/contract/instant_text.h"
#include "platform/contract/json.h"
#include "platform/contract/parameters.h"

namespace rapport::workforce {
namespace {

using contract::Notes;
using contract::Tag;

struct SeriesFile {
  std::vector<SeriesPoints> series;
};
BOOST_DESCRIBE_STRUCT(SeriesFile, (), (series))

constexpr std::size_t repairs_shown = 12;

contract::DecodeOptions large() {
  contract::DecodeOptions options;
  options.bytes_max = std::size_t{1} << 30;
  options.items_max = 100'000'000;
  return options;
}

template <class T>
void append_tests(std::string& out, const T& series) {
  if (series.tests.empty()) return;
  fmt::format_to(std::back_inserter(out), "  {:<22}{:>8}{:>8}{:>8}\n", "method", "WAPE", "MASE", "weight");
  for (const NamedTest& test : series.tests)
    fmt::format_to(std::back_inserter(out), "  {:<22}{:>7.1f}%{:>8.2f}{:>8.2f}\n", test.method,
                   test.wape * 100, test.mase, test.weight);
  if (series.coverage)
    fmt::format_to(
        std::back_inserter(out),
        "  intervals on days not calibrated with: 50 % held {:.0f} %, 80 % {:.0f} %, 95 % {:.0f} % (of {})\n",
        series.coverage->of_50 * 100, series.coverage->of_80 * 100, series.coverage->of_95 * 100,
        series.coverage->points);
}

std::string figure(const std::optional<double>& value) {
  return value ? fmt::format("{:.4g}", *value) : "-";
}

void append_repairs(std::string& out, const SeriesForecastFile& series) {
  if (series.repairs.empty()) return;
  std::map<RepairKind, std::size_t> counts;
  for (const Repair& repair : series.repairs)
    ++counts[repair.kind];
  out += "  repaired:";
  for (const auto& [kind, count] : counts)
    fmt::format_to(std::back_inserter(out), " {} {}", count, contract::name_of(kind));
  out += "\n";
  for (std::size_t i = 0; i < series.repairs.size() && i < repairs_shown; ++i) {
    const Repair& repair = series.repairs[i];
    fmt::format_to(std::back_inserter(out), "    {}  {:<10} {} -> {}\n",
                   contract::format_instant(repair.start).substr(0, 16) + "Z", contract::name_of(repair.kind),
                   figure(repair.was), figure(repair.now));
  }
  if (series.repairs.size() > repairs_shown)
    fmt::format_to(std::back_inserter(out), "    and {} more (--json has them all)\n",
                   series.repairs.size() - repairs_shown);
}

}  // namespace

Notes contract_notes(Tag<SeriesPoint>) {
  return {.fields = {{.name = "contacts", .doc = "Absent: not measured."},
                     {.name = "handle_s", .doc = "Mean seconds per contact."}}};
}
Notes contract_notes(Tag<SeriesPoints>) {
  return {.fields = {{.name = "queue", .has_default = true}, {.name = "channel", .has_default = true}}};
}
Notes contract_notes(Tag<SpecialDate>) {
  return {.fields = {{.name = "date", .format = contract::Format::date},
                     {.name = "name", .min_length = 1, .max_length = 100, .format = contract::Format::line},
                     {.name = "factor",
                      .doc = "Of an event that was not seen before: how many times the usual contacts.",
                      .min = 0.01,
                      .max = 100}}};
}
Notes contract_notes(Tag<SpecialDates>) {
  return {.all_optional = true,
          .fields = {{.name = "holidays", .max_items = 20'000}, {.name = "events", .max_items = 20'000}}};
}

Result<std::vector<SeriesPoints>> read_series(std::string_view json) {
  const std::size_t first = json.find_first_not_of(" \t\r\n");
  if (first != std::string_view::npos && json[first] == '[')
    return contract::decode<std::vector<SeriesPoints>>(json, large());
  const std::string_view head = json.substr(0, 4'096);
  if (head.find("\"series\"") == std::string_view::npos &&
      head.find("\"points\"") != std::string_view::npos) {
    auto one = contract::decode<SeriesPoints>(json, large());
    if (!one) return tl::unexpected<Error>(one.error());
    std::vector<SeriesPoints> all;
    all.push_back(std::move(*one));
    return all;
  }
  auto file = contract::decode<SeriesFile>(json, large());
  if (!file) return tl::unexpected<Error>(file.error());
  return std::move(file->series);
}

Result<SpecialDates> read_special_dates(std::string_view json) {
  return contract::decode<SpecialDates>(json);
}

void add_to(SpecialDays& days, const SpecialDates& dates) {
  for (const SpecialDate& date : dates.holidays)
    days.holidays.push_back({parse_day(date.date).value(), date.name});
  for (const SpecialDate& date : dates.events)
    days.events.push_back({parse_day(date.date).value(), date.name, date.factor});
  days.index();
}

SeriesForecastFile to_file(const SeriesForecast& forecast) {
  SeriesForecastFile file;
  file.queue = forecast.queue;
  file.channel = forecast.channel;
  file.method = forecast.method;
  file.history_days = forecast.history_days;
  file.origins = forecast.origins;
  file.tests = forecast.tests;
  file.coverage = forecast.coverage;
  file.repairs = forecast.repairs;
  file.notes = forecast.notes;
  file.points = forecast.points;
  for (const ForecastDay& day : forecast.days)
    file.days.push_back({text(day.day), day.contacts, day.low_50, day.high_50, day.low_80, day.high_80,
                         day.low_95, day.high_95});
  return file;
}

std::string to_json(const ForecastFile& file) {
  return contract::encode(file);
}

std::string to_table(const ForecastFile& file) {
  std::string out = fmt::format("{} days from {} on, {}\n", file.days, file.from, file.time_zone);
  for (const SeriesForecastFile& series : file.series) {
    fmt::format_to(std::back_inserter(out), "\n{} ({}): {}, from {} days, tested from {} of them\n",
                   series.queue.empty() ? "all" : series.queue, series.channel, series.method,
                   series.history_days, series.origins);
    append_tests(out, series);
    append_repairs(out, series);
    for (const std::string& note : series.notes)
      out += "  " + note + "\n";
    fmt::format_to(std::back_inserter(out), "  {:<12}{:>10}{:>10}{:>10}{:>10}{:>10}\n", "day", "contacts",
                   "80 % from", "to", "95 % from", "to");
    for (const DatedDay& day : series.days)
      fmt::format_to(std::back_inserter(out), "  {:<12}{:>10.0f}{:>10.0f}{:>10.0f}{:>10.0f}{:>10.0f}\n",
                     day.date, day.contacts, day.low_80, day.high_80, day.low_95, day.high_95);
  }
  return out;
}

}  // namespace rapport::workforce
