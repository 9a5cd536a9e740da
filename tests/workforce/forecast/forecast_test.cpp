#include "workforce/forecast/forecast.h"

#include <doctest/doctest.h>

#include <cmath>
#include <random>

#include "workforce/forecast/intraday.h"

namespace rapport::workforce {
namespace {

Day on(const char* date) {
  return parse_day(date).value();
}
Zone zone_of(const char* name) {
  return Zone::named(name).value();
}
const Zone& utc() {
  static const Zone zone = zone_of("Etc/UTC");
  return zone;
}
SeriesPoints points_of(std::vector<SeriesPoint> points) {
  return {"billing", "voice", std::move(points)};
}
Instant at(const char* date, int hour, int minute = 0) {
  return Instant{on(date).number * 86'400'000'000} + hours(hour) + minutes(minute);
}

// Monday to Friday 08:00 to 18:00 by the hour, `per_hour` at the busiest.
struct Office {
  std::int32_t days = 98;
  double per_hour = 120;
  double growth_a_week = 0;
  std::uint64_t seed = 1;
  Day first = on("2026-01-05");
  double noise = 0.04;
};
double busy(int hour) {
  return hour < 8 || hour >= 18 ? 0 : 1 - 0.06 * (hour - 11) * (hour - 11) * 0.4;
}
Series office(const Office& office) {
  std::mt19937_64 random(office.seed);
  std::normal_distribution<double> normal;
  Series series;
  series.queue = "office";
  series.channel = "voice";
  series.first = office.first;
  series.interval_min = 60;
  series.slots = 24;
  for (std::int32_t d = 0; d < office.days; ++d) {
    const int of_week = weekday(series.first + d);
    const double level =
        std::exp(office.growth_a_week * d / 7 + office.noise * normal(random)) * (of_week == 1 ? 1.3 : 1);
    for (int hour = 0; hour < 24; ++hour) {
      const double mean = of_week > 5 ? 0 : office.per_hour * level * busy(hour);
      const int count = mean > 0 ? std::poisson_distribution<int>(mean)(random) : 0;
      series.contacts.push_back(static_cast<float>(count));
      series.handle_s.push_back(count > 0 ? static_cast<float>(of_week == 5 ? 300 : 200) : std::nanf(""));
    }
  }
  return series;
}
float& cell(Series& series, const char* date, int hour) {
  return series.contacts[static_cast<std::size_t>((on(date) - series.first) * 24 + hour)];
}
ForecastRequest request_for(const Series& series, std::int32_t days) {
  ForecastRequest request;
  request.from = series.first + series.days();
  request.days = days;
  request.threads = 1;
  return request;
}
SeriesForecast only(const Series& series, const ForecastRequest& request) {
  auto made = forecast({series}, utc(), request);
  REQUIRE(made);
  return std::move(made->front());
}
double on_day(const SeriesForecast& made, std::size_t day) {
  return made.days.at(day).contacts;
}

}  // namespace

TEST_CASE("points in any order become a grid of local days") {
  const auto series = series_of(points_of({{at("2026-03-02", 9, 30), 7, 200},
                                           {at("2026-03-02", 9), 5, 100},
                                           {at("2026-03-03", 9), {}, {}},
                                           {at("2026-03-02", 10), 0, {}}}),
                                utc(), 30);
  REQUIRE(series);
  CHECK(series->days() == 2);
  CHECK(series->contacts[18] == 5);
  CHECK(series->contacts[19] == 7);
  CHECK(series->contacts[20] == 0);
  CHECK(std::isnan(series->contacts[21]));
  CHECK(std::isnan(series->contacts[48 + 18]));
  CHECK(series->handle_s[18] == 100);
}

TEST_CASE("finer intervals are added up, and their handle times weighed") {
  const auto series = series_of(points_of({{at("2026-03-02", 9), 1, 100},
                                           {at("2026-03-02", 9, 15), 3, 200},
                                           {at("2026-03-02", 9, 30), 4, {}}}),
                                utc(), 30);
  REQUIRE(series);
  CHECK(series->contacts[18] == 4);
  CHECK(series->handle_s[18] == 175);
  CHECK(series->contacts[19] == 8);  // half of it measured
  REQUIRE(series->repairs.size() == 1);
  CHECK(series->repairs[0].kind == RepairKind::partial);
}

TEST_CASE("what cannot be is refused with its place") {
  const auto where = [](std::vector<SeriesPoint> points, std::int32_t interval_min = 30) {
    const auto series = series_of(points_of(std::move(points)), utc(), interval_min);
    return series ? std::string("fine") : series.error().issues.front().where;
  };
  CHECK(where({}) == "/points");
  CHECK(where({{at("2026-03-02", 9), -1, {}}}) == "/points/0/contacts");
  CHECK(where({{at("2026-03-02", 9), 1, {}}, {at("2026-03-02", 10), std::nan(""), {}}}) ==
        "/points/1/contacts");
  CHECK(where({{at("2026-03-02", 9), 1, -5}}) == "/points/0/handle_s");
  CHECK(where({{at("2026-03-02", 9), 1, {}}, {at("2026-03-02", 9), 2, {}}}) == "/points/1/start");
  CHECK(where({{at("2026-03-02", 9), 1, {}}, {at("2026-03-02", 9), 1, {}}}) == "fine");
  CHECK(where({{at("2026-03-02", 9, 7), 1, {}}}) == "/points/0/start");
  CHECK(where({{at("2026-03-02", 9), 1, {}}, {at("2026-03-02", 9, 20), 1, {}}}) == "/points/1/start");
  CHECK(where({{at("2026-03-02", 9), 1, {}}, {at("2026-03-02", 10), 1, {}}}, 30) == "/points");
  CHECK(series_of(points_of({{at("2026-03-02", 9), 1, {}}}), utc(), 20).error().reason == "bad_interval");
  std::vector<SeriesPoint> mixed;
  for (int i = 0; i < 40; ++i)
    mixed.push_back({at("2026-03-02", 0) + minutes(15 * i), 1, {}});
  for (int i = 0; i < 40; ++i)
    mixed.push_back({at("2026-03-02", 10) + minutes(30 * i), 1, {}});
  CHECK(where(mixed).rfind("/points/", 0) == 0);
  // One start out of place among many is the one that is named.
  std::vector<SeriesPoint> astray;
  for (int i = 0; i < 40; ++i)
    astray.push_back({at("2026-03-02", 0) + minutes(30 * i), 1, {}});
  astray.push_back({at("2026-03-02", 13, 10), 1, {}});
  CHECK(where(astray) == "/points/40/start");
}

TEST_CASE("a day of 25 hours averages the hour that is there twice, and one of 23 misses none") {
  std::vector<SeriesPoint> points;
  const Zone berlin = zone_of("Europe/Berlin");
  for (Instant time = berlin.start_of(on("2026-10-25")); time < berlin.start_of(on("2026-10-26"));
       time = time + minutes(30))
    points.push_back(
        {time, berlin.local(time).second == 2 * 3600 ? static_cast<double>(points.size()) : 10, {}});
  const auto series = series_of(points_of(points), berlin, 30);
  REQUIRE(series);
  CHECK(series->days() == 1);
  CHECK(series->contacts[4] == 5);  // the mean of the 4th and the 6th interval
  CHECK(series->contacts[47] == 10);
}

TEST_CASE("a spike, a hole and an outage are repaired and listed; closed hours are none of these") {
  Series series = office({});
  cell(series, "2026-03-11", 10) = 900;
  cell(series, "2026-03-18", 14) = 0;
  cell(series, "2026-03-19", 9) = std::nanf("");
  for (int hour = 0; hour < 24; ++hour)
    cell(series, "2026-03-24", hour) = 0;
  std::vector<Repair> repairs;
  const RepairedHistory history = history_of(series, {}, utc(), repairs);
  REQUIRE(repairs.size() == 4);
  const auto repaired = [&](RepairKind kind, Instant start) {
    for (const Repair& repair : repairs)
      if (repair.kind == kind && repair.start == start) return repair.now.value_or(-1);
    return -2.0;
  };
  CHECK(repaired(RepairKind::outlier, at("2026-03-11", 10)) == doctest::Approx(118).epsilon(0.15));
  CHECK(repaired(RepairKind::outlier, at("2026-03-18", 14)) == doctest::Approx(94).epsilon(0.2));
  CHECK(repaired(RepairKind::missing, at("2026-03-19", 9)) == doctest::Approx(109).epsilon(0.2));
  CHECK(repaired(RepairKind::closed_day, at("2026-03-24", 0)) == -1);
  CHECK(history.is_open(on("2026-03-23"), 8));
  CHECK_FALSE(history.is_open(on("2026-03-23"), 7));
  CHECK_FALSE(history.is_open(on("2026-03-22")));
}

TEST_CASE("an office is forecast better than by the week before, with intervals that hold") {
  const Series whole = office({.days = 126, .growth_a_week = 0.02});
  Series series = whole;
  series.contacts.resize(98 * 24);
  series.handle_s.resize(98 * 24);
  const SeriesForecast made = only(series, request_for(series, 28));
  REQUIRE(made.points.size() == 28 * 24);
  double error = 0, naive = 0, inside = 0, open = 0;
  for (std::size_t i = 0; i < made.points.size(); ++i) {
    const ForecastPoint& point = made.points[i];
    const auto came = static_cast<double>(whole.contacts[98 * 24 + i]);
    CHECK(point.low_95 >= 0);
    CHECK(point.low_95 <= point.low_80);
    CHECK(point.low_80 <= point.low_50);
    CHECK(point.low_50 <= point.contacts);
    CHECK(point.contacts <= point.high_50);
    CHECK(point.high_50 <= point.high_80);
    CHECK(point.high_80 <= point.high_95);
    error += std::abs(point.contacts - came);
    naive += std::abs(static_cast<double>(whole.contacts[91 * 24 + i % (7 * 24)]) - came);
    if (point.contacts <= 0) {
      CHECK(came == 0);
      continue;
    }
    open += 1;
    inside += came >= point.low_80 && came <= point.high_80 ? 1 : 0;
  }
  CHECK(error < 0.9 * naive);
  CHECK(inside / open > 0.65);
  CHECK(made.origins >= 20);
  REQUIRE(made.tests.size() >= method_count);
  CHECK(made.tests[0].method == made.method);
  CHECK(made.tests[0].mase < 1);
  REQUIRE(made.coverage);
  CHECK(made.coverage->of_80 > 0.6);
  CHECK(made.coverage->of_95 > made.coverage->of_50);
  REQUIRE(made.points[10].handle_s);
  CHECK(*made.points[10].handle_s == doctest::Approx(200).epsilon(0.03));
  CHECK(*made.points[4 * 24 + 10].handle_s == doctest::Approx(300).epsilon(0.1));
}

TEST_CASE("the answer does not depend on threads, is told as it goes, and can be stopped") {
  std::vector<Series> series;
  for (std::uint64_t i = 0; i < 3; ++i)
    series.push_back(office({.days = 63, .seed = i}));
  ForecastRequest request = request_for(series[0], 3);
  double told = 0;
  const auto one = forecast(series, utc(), request, {[&](double done) {
                              CHECK(done >= told);
                              told = done;
                              return true;
                            }});
  request.threads = 3;
  const auto three = forecast(series, utc(), request);
  REQUIRE(one);
  REQUIRE(three);
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t k = 0; k < (*one)[i].points.size(); ++k)
      CHECK((*one)[i].points[k].contacts == (*three)[i].points[k].contacts);
  CHECK(told > 0.6);
  CHECK(forecast(series, utc(), request, {[](double) { return false; }}).error().reason == "cancelled");
}

TEST_CASE("a holiday that was closed is forecast closed and said; an event moves its day") {
  Series series = office({.days = 126});
  for (int hour = 0; hour < 24; ++hour)
    cell(series, "2026-02-16", hour) = 0;
  for (int hour = 8; hour < 18; ++hour)
    cell(series, "2026-03-10", hour) *= 2;
  ForecastRequest request = request_for(series, 14);  // from 2026-05-11
  request.special.holidays = {{on("2026-02-16"), "Day of rest"}, {on("2026-05-12"), "Day of rest"}};
  request.special.events = {
      {on("2026-03-10"), "bills", {}}, {on("2026-05-19"), "bills", {}}, {on("2026-05-20"), "fair", 1.5}};
  request.special.index();
  const SeriesForecast made = only(series, request);
  CHECK(on_day(made, 1) == 0);
  REQUIRE(made.notes.size() == 1);
  CHECK(made.notes[0].rfind("2026-05-12", 0) == 0);
  CHECK(on_day(made, 8) > 1.5 * on_day(made, 10));
  CHECK(on_day(made, 9) > 1.3 * on_day(made, 10));
  CHECK(on_day(made, 9) < 1.7 * on_day(made, 10));
}

TEST_CASE("a new queue borrows its shape from its like and keeps its own level") {
  const Series old = office({.days = 77});
  Series young =
      office({.days = 4, .per_hour = 30, .seed = 5, .first = on("2026-03-17")});  // Tuesday to Friday
  young.queue = "young";
  ForecastRequest request = request_for(old, 7);  // from 2026-03-23, a Monday
  const auto made = forecast({young, old}, utc(), request);
  REQUIRE(made);
  const SeriesForecast& borrowed = (*made)[0];
  CHECK(borrowed.method == "borrowed");
  CHECK(borrowed.notes.size() == 1);
  CHECK(on_day(borrowed, 0) == doctest::Approx(on_day((*made)[1], 0) / 4).epsilon(0.25));
  CHECK(on_day(borrowed, 5) == 0);
  CHECK(borrowed.points[10].high_95 > borrowed.points[10].contacts);
  const SeriesForecast alone = only(young, request);
  CHECK(alone.method == "own_mean");
  CHECK(on_day(alone, 1) > 0);
}

TEST_CASE("a series that begins after the forecast, or ended long before it, is refused") {
  const Series series = office({.days = 63});
  ForecastRequest request = request_for(series, 7);
  request.from = series.first;
  CHECK(forecast({series}, utc(), request).error().issues.front().where == "/series/0");
  request.from = series.first + 63 + forecast_gap_max + 1;
  CHECK_FALSE(forecast({series}, utc(), request));
  request.from = series.first + 63;
  request.days = 0;
  CHECK(forecast({series}, utc(), request).error().issues.front().where == "/days");
}

TEST_CASE("silence, one contact, and a single day do no harm") {
  Series silent = office({.days = 70, .per_hour = 0});
  const SeriesForecast none = only(silent, request_for(silent, 7));
  for (const ForecastPoint& point : none.points)
    CHECK(point.contacts == 0);
  silent.contacts[10] = 1;
  for (const ForecastPoint& point : only(silent, request_for(silent, 7)).points)
    CHECK(point.contacts < 0.5);
  const Series day = office({.days = 1});
  CHECK(only(day, request_for(day, 2)).points.size() == 48);
}

TEST_CASE("a busy morning raises the afternoon and narrows its intervals") {
  const Series series = office({.days = 98, .noise = 0.15});
  SeriesForecast made = only(series, request_for(series, 2));
  const SeriesForecast before = made;
  Series actuals = series;
  actuals.first = series.first + 98;
  actuals.contacts.assign(24, std::nanf(""));
  actuals.handle_s = actuals.contacts;
  for (std::size_t hour = 0; hour < 12; ++hour)
    actuals.contacts[hour] = static_cast<float>(std::round(before.points[hour].contacts * 1.3));
  update_intraday(made, actuals, utc());
  CHECK(made.points[10].contacts == doctest::Approx(before.points[10].contacts * 1.3).epsilon(0.02));
  CHECK(made.points[10].low_95 == made.points[10].high_95);
  CHECK(made.points[14].contacts > 1.1 * before.points[14].contacts);
  CHECK(made.points[14].contacts < 1.4 * before.points[14].contacts);
  CHECK((made.points[14].high_80 - made.points[14].low_80) / made.points[14].contacts <
        (before.points[14].high_80 - before.points[14].low_80) / before.points[14].contacts);
  CHECK(made.points[24 + 14].contacts == before.points[24 + 14].contacts);
  CHECK(made.days[0].contacts > before.days[0].contacts);
}

TEST_CASE("the forecast begins after the last whole day") {
  Series series = office({.days = 12});  // until a Friday
  CHECK(text(day_after({series})) == "2026-01-17");
  for (std::size_t hour = 11; hour < 24; ++hour)
    series.contacts[11 * 24 + hour] = std::nanf("");
  CHECK(text(day_after({series})) == "2026-01-16");
}

}  // namespace rapport::workforce
