#include "workforce/planning/forecast_table.h"

#include <cmath>

#include "platform/contract/parameters.h"

namespace rapport::workforce {
namespace {

double hundredths(double value) {
  return std::round(value * 100) / 100;
}
spreadsheet::Cell figure(const std::optional<double>& value) {
  return value ? spreadsheet::Cell(hundredths(*value)) : spreadsheet::Cell();
}

TableLine words(const std::vector<std::string>& all) {
  return {all.begin(), all.end()};
}

template <class Point>
void add_bands(TableLine& line, const Point& point) {
  for (const double edge :
       {point.low_50, point.high_50, point.low_80, point.high_80, point.low_95, point.high_95})
    line.emplace_back(hundredths(edge));
}

// Three sheets with their titles.
std::vector<TableSheet> empty_sheets() {
  return {
      {"intervals UTC",
       {words({"start", "queue", "channel", "contacts", "handle_s", "low_50", "high_50", "low_80", "high_80",
               "low_95", "high_95", "actual"})}},
      {"days",
       {words({"date", "queue", "channel", "contacts", "low_50", "high_50", "low_80", "high_80", "low_95",
               "high_95"})}},
      {"series",
       {words({"queue", "channel", "method", "history_days", "wape", "mase", "of_50", "of_80", "of_95"})}}};
}

struct SeriesName {
  std::string queue, channel;
};

void add_days(TableSheet& sheet, const SeriesName& name, const std::vector<DatedDay>& days) {
  for (const DatedDay& day : days) {
    TableLine line{day.date, name.queue, name.channel, hundredths(day.contacts)};
    add_bands(line, day);
    sheet.lines.push_back(std::move(line));
  }
}

template <class Made>
void add_series(TableSheet& sheet, const SeriesName& name, const Made& made) {
  TableLine line{name.queue, name.channel, made.method, static_cast<double>(made.history_days)};
  const bool is_tested = !made.tests.empty();
  line.push_back(is_tested ? spreadsheet::Cell(made.tests.front().wape) : spreadsheet::Cell());
  line.push_back(is_tested ? spreadsheet::Cell(made.tests.front().mase) : spreadsheet::Cell());
  const auto& coverage = made.coverage;
  line.push_back(coverage ? spreadsheet::Cell(coverage->of_50) : spreadsheet::Cell());
  line.push_back(coverage ? spreadsheet::Cell(coverage->of_80) : spreadsheet::Cell());
  line.push_back(coverage ? spreadsheet::Cell(coverage->of_95) : spreadsheet::Cell());
  sheet.lines.push_back(std::move(line));
}

void add_point(TableSheet& sheet, const SeriesName& name, const ForecastPoint& point) {
  TableLine line{table_moment(point.start), name.queue, name.channel, hundredths(point.contacts),
                 figure(point.handle_s)};
  add_bands(line, point);
  sheet.lines.push_back(std::move(line));
}

}  // namespace

std::vector<TableSheet> forecast_sheets(const ForecastFile& file) {
  std::vector<TableSheet> sheets = empty_sheets();
  for (const SeriesForecastFile& series : file.series) {
    const SeriesName name{series.queue, series.channel};
    for (const ForecastPoint& point : series.points) {
      add_point(sheets[0], name, point);
      sheets[0].lines.back().emplace_back();
    }
    add_days(sheets[1], name, series.days);
    add_series(sheets[2], name, series);
  }
  return sheets;
}

std::vector<TableSheet> forecast_sheets(const std::vector<ForecastSeriesShown>& all) {
  std::vector<TableSheet> sheets = empty_sheets();
  for (const ForecastSeriesShown& series : all) {
    const SeriesName name{series.head.queue, std::string(contract::name_of(series.head.channel))};
    for (const ShownPoint& shown : series.points) {
      ForecastPoint point = shown;
      point.contacts = shown.changed_contacts.value_or(point.contacts);
      if (shown.changed_handle_s) point.handle_s = shown.changed_handle_s;
      add_point(sheets[0], name, point);
      sheets[0].lines.back().push_back(figure(shown.actual_contacts));
    }
    add_days(sheets[1], name, series.days);
    add_series(sheets[2], name, series.head);
  }
  return sheets;
}

}  // namespace rapport::workforce
