// Series and forecasts as files say them, JSON. Faults are issues with a JSON Pointer.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "platform/contract/describe.h"
#include "workforce/forecast/forecast.h"

namespace rapport::workforce {

BOOST_DESCRIBE_STRUCT(SeriesPoint, (), (start, contacts, handle_s))
BOOST_DESCRIBE_STRUCT(SeriesPoints, (), (queue, channel, points))
contract::Notes contract_notes(contract::Tag<SeriesPoint>);
contract::Notes contract_notes(contract::Tag<SeriesPoints>);

BOOST_DESCRIBE_ENUM(RepairKind, duplicate, partial, missing, outlier, closed_day, odd_day)
BOOST_DESCRIBE_STRUCT(Repair, (), (kind, start, was, now))
BOOST_DESCRIBE_STRUCT(NamedTest, (), (method, wape, mase, weight))
BOOST_DESCRIBE_STRUCT(Coverage, (), (of_50, of_80, of_95, points))
BOOST_DESCRIBE_STRUCT(ForecastPoint, (),
                      (start, contacts, low_50, high_50, low_80, high_80, low_95, high_95, handle_s))

// ForecastDay with the date in words.
struct DatedDay {
  std::string date;
  double contacts = 0;
  double low_50 = 0, high_50 = 0, low_80 = 0, high_80 = 0, low_95 = 0, high_95 = 0;
};
BOOST_DESCRIBE_STRUCT(DatedDay, (), (date, contacts, low_50, high_50, low_80, high_80, low_95, high_95))

struct SeriesForecastFile {
  std::string queue, channel;
  std::string method;
  std::int32_t history_days = 0, origins = 0;
  std::vector<NamedTest> tests;
  std::optional<Coverage> coverage;
  std::vector<Repair> repairs;
  std::vector<std::string> notes;
  std::vector<DatedDay> days;
  std::vector<ForecastPoint> points;
};
BOOST_DESCRIBE_STRUCT(SeriesForecastFile, (),
                      (queue, channel, method, history_days, origins, tests, coverage, repairs, notes, days,
                       points))

struct ForecastFile {
  std::string from;  // "2026-03-02"
  std::int32_t days = 0;
  std::string time_zone;
  std::int32_t interval_s = 1'800;
  std::vector<SeriesForecastFile> series;
};
BOOST_DESCRIBE_STRUCT(ForecastFile, (), (from, days, time_zone, interval_s, series))

// A list of series, {"series": [...]}, or one series alone.
Result<std::vector<SeriesPoints>> read_series(std::string_view json);

// {"holidays": [{"date", "name"}], "events": [{"date", "name", "factor"}]}, both may be absent.
struct SpecialDate {
  std::string date, name;
  std::optional<double> factor;
};
BOOST_DESCRIBE_STRUCT(SpecialDate, (), (date, name, factor))
contract::Notes contract_notes(contract::Tag<SpecialDate>);
struct SpecialDates {
  std::vector<SpecialDate> holidays, events;
};
BOOST_DESCRIBE_STRUCT(SpecialDates, (), (holidays, events))
contract::Notes contract_notes(contract::Tag<SpecialDates>);
Result<SpecialDates> read_special_dates(std::string_view json);
void add_to(SpecialDays& days, const SpecialDates& dates);  // REQUIRES: read_special_dates passed them

SeriesForecastFile to_file(const SeriesForecast& forecast);
std::string to_json(const ForecastFile& file);
// For people: what was chosen and how it did, what was repaired, totals by day.
std::string to_table(const ForecastFile& file);

}  // namespace rapport::workforce
