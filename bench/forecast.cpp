// How good forecasts are, against the same slot a week before and against its mean of four weeks, one and
// five days ahead from rolling origins, with the intervals' coverage: on generated series, and on every CSV
// below RAPPORT_DATA/forecast (default ../shared/data/forecast) if there is one. How long ten years of 500
// queues take. docs/forecast.md has its figures.
#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "forecast/kinds.h"
#include "support/arguments.h"
#include "workforce/forecast/forecast.h"

using namespace rapport;
using namespace rapport::workforce;

namespace {

void print(const std::string& metric, double value, const char* unit) {
  fmt::print("{{\"bench\":\"forecast\",\"metric\":\"{}\",\"value\":{:.6g},\"unit\":\"{}\"}}\n", metric, value,
             unit);
  std::fflush(stdout);
}

struct Score {
  double error = 0, naive = 0, plain = 0, sum = 0, inside[3] = {0, 0, 0}, points = 0, learnt = 0;

  void add(double actual, const ForecastPoint& point, double week_before, double four_weeks) {
    error += std::abs(point.contacts - actual);
    naive += std::abs(week_before - actual);
    plain += std::abs(four_weeks - actual);
    sum += actual;
    if (point.contacts <= 0 && actual <= 0) return;
    points += 1;
    inside[0] += actual >= point.low_50 && actual <= point.high_50 ? 1 : 0;
    inside[1] += actual >= point.low_80 && actual <= point.high_80 ? 1 : 0;
    inside[2] += actual >= point.low_95 && actual <= point.high_95 ? 1 : 0;
  }
  void tell(const std::string& name) const {
    print(name + "_wape", error / sum, "1");
    print(name + "_wape_week_before", naive / sum, "1");
    print(name + "_wape_four_weeks", plain / sum, "1");
    print(name + "_mase", error / naive, "1");
    for (int i = 0; i < 3; ++i)
      print(fmt::format("{}_inside_{}", name, i == 0 ? 50 : i == 1 ? 80 : 95), inside[i] / points, "1");
  }
};

float cell(const Series& series, std::int32_t day, std::int32_t slot) {
  return day < 0 ? std::nanf("") : series.contacts[static_cast<std::size_t>(day * series.slots + slot)];
}

// Of the same slot in the last weeks that are measured and known at the origin.
double mean_before(const Series& series, std::int32_t day, std::int32_t slot, std::int32_t origin,
                   int weeks) {
  double sum = 0;
  int n = 0;
  for (std::int32_t d = day - 7; d >= 0 && n < weeks; d -= 7)
    if (d < origin && !std::isnan(cell(series, d, slot))) {
      sum += static_cast<double>(cell(series, d, slot));
      ++n;
    }
  return n > 0 ? sum / n : 0;
}

Score rolling(const Series& series, const SpecialDays& special, const Zone& zone, std::int32_t ahead,
              int origins) {
  Score score;
  int done = 0;
  for (std::int32_t target = series.days() - 1; target > 50 && done < origins; --target) {
    double total = 0;
    for (std::int32_t s = 0; s < series.slots; ++s)
      if (const float value = cell(series, target, s); !std::isnan(value))
        total += static_cast<double>(value);
    if (total <= 0) continue;
    ++done;
    ForecastRequest request;
    request.from = series.first + (target - ahead + 1);
    request.days = ahead;
    request.special = special;
    request.threads = 1;
    const auto made = forecast({series}, zone, request);
    if (!made) {
      fmt::print(stderr, "{}\n", made.error().detail);
      std::exit(1);
    }
    for (const ForecastPoint& point : made->front().points) {
      const LocalTime local = zone.local(point.start);
      if (local.day != series.first + target) continue;
      const std::int32_t slot = local.second / 1800;
      const float actual = cell(series, target, slot);
      if (std::isnan(actual)) continue;
      score.add(static_cast<double>(actual), point, mean_before(series, target, slot, target - ahead + 1, 1),
                mean_before(series, target, slot, target - ahead + 1, 4));
    }
  }
  return score;
}

// The rest of the last days forecast again at three times of the day, against not doing so.
void intraday(const std::string& name, const Series& series, const SpecialDays& special, const Zone& zone,
              int origins) {
  double before = 0, after = 0, sum = 0, width_before = 0, width_after = 0, inside = 0, points = 0;
  int done = 0;
  for (std::int32_t target = series.days() - 1; target > 50 && done < origins; --target) {
    double total = 0;
    for (std::int32_t s = 0; s < series.slots; ++s)
      if (const float value = cell(series, target, s); !std::isnan(value))
        total += static_cast<double>(value);
    if (total <= 0) continue;
    ++done;
    ForecastRequest request;
    request.from = series.first + target;
    request.days = 1;
    request.special = special;
    request.threads = 1;
    const auto made = forecast({series}, zone, request).value();
    for (const std::int32_t until : {20, 24, 30}) {
      Series actuals = series;
      actuals.first = series.first + target;
      actuals.contacts.assign(48, std::nanf(""));
      actuals.handle_s = actuals.contacts;
      for (std::int32_t s = 0; s < until; ++s)
        actuals.contacts[static_cast<std::size_t>(s)] = cell(series, target, s);
      SeriesForecast updated = made.front();
      update_intraday(updated, actuals, zone);
      for (std::size_t i = 0; i < updated.points.size(); ++i) {
        const std::int32_t slot = zone.local(updated.points[i].start).second / 1800;
        const float actual = cell(series, target, slot);
        if (slot < until || std::isnan(actual)) continue;
        const ForecastPoint &was = made.front().points[i], &now = updated.points[i];
        const auto came = static_cast<double>(actual);
        before += std::abs(was.contacts - came);
        after += std::abs(now.contacts - came);
        sum += came;
        if (now.contacts <= 0 && came <= 0) continue;
        width_before += was.high_80 - was.low_80;
        width_after += now.high_80 - now.low_80;
        inside += came >= now.low_80 && came <= now.high_80 ? 1 : 0;
        points += 1;
      }
    }
  }
  print(name + "_intraday_wape", after / sum, "1");
  print(name + "_intraday_wape_without", before / sum, "1");
  print(name + "_intraday_width_80", width_after / width_before, "1");
  print(name + "_intraday_inside_80", inside / points, "1");
}

// Two columns: a local time without a zone, and a count; an absent row was not measured.
bool read_csv(const std::filesystem::path& path, const Zone& zone, SeriesPoints& points) {
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    const auto day = parse_day(line.substr(0, 10));
    const auto comma = line.find(',');
    if (!day || comma < 16) return false;
    const std::int32_t second = std::atoi(line.c_str() + 11) * 3600 + std::atoi(line.c_str() + 14) * 60;
    points.points.push_back({zone.at(*day, second), std::strtod(line.c_str() + comma + 1, nullptr), {}});
  }
  return !points.points.empty();
}

void tell(const std::string& name, const Series& series, const SpecialDays& special, const Zone& zone,
          int origins) {
  rolling(series, special, zone, 1, origins).tell(name + "_1_day");
  rolling(series, special, zone, 5, origins).tell(name + "_5_days");
  intraday(name, series, special, zone, origins);
}

void speed(std::int32_t queues, std::int32_t days) {
  const Zone zone = Zone::named("Etc/UTC").value();
  SpecialDays special;
  special.holidays = holidays("CN", day_of({2024, 1, 8}), day_of({2024, 1, 8}) + days + 40).value();
  special.index();
  bench::Kind kind = bench::kinds().front();
  kind.days = days;
  kind.yearly = 0.2;
  kind.has_holidays = true;
  std::vector<Series> series;
  for (std::int32_t i = 0; i < queues; ++i)
    series.push_back(bench::generate(kind, static_cast<std::uint64_t>(i % 25), special));
  ForecastRequest request;
  request.from = series.front().first + days;
  request.days = 28;
  request.special = special;
  request.threads = 2;
  int told = 0;
  const auto begin = std::chrono::steady_clock::now();
  const auto made = forecast(series, zone, request, {[&](double) {
                               ++told;
                               return true;
                             }});
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  if (!made) std::exit(1);
  print("speed_queues", queues, "queues");
  print("speed_years", days / 365.25, "years");
  print("speed_wall_time", seconds, "s");
  print("speed_per_queue", seconds / queues, "s");
  print("speed_progress_told", told, "times");
}

}  // namespace

int main(int argc, char** argv) {
  bench::Arguments given(argc, argv);
  const bool is_quick = given.has("--quick");
  const std::string only = given.text("--only", "");  // one series, and no speed
  given.check_all_known();
  const int origins = is_quick ? 2 : 16;
  const Zone zone = Zone::named("Etc/UTC").value();
  SpecialDays china;
  china.holidays = holidays("CN", day_of({2024, 1, 1}), day_of({2027, 12, 31})).value();
  china.index();
  const char* set = std::getenv("RAPPORT_DATA");
  const std::filesystem::path folder =
      std::filesystem::path(set != nullptr ? set : "../shared/data") / "forecast";
  bool has_file = false;
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator(folder, ignored)) {
    SeriesPoints points;
    if (entry.path().extension() != ".csv" || (!only.empty() && entry.path().stem() != only) ||
        !read_csv(entry.path(), zone, points))
      continue;
    has_file = true;
    const auto series = series_of(points, zone, 30);
    if (!series) {
      fmt::print(stderr, "{}: {}\n", entry.path().string(), series.error().issues.front().what);
      return 1;
    }
    tell(entry.path().stem().string(), *series, {}, zone, origins);
  }
  if (!has_file && only.empty()) fmt::print("SKIPPED: no series in {}\n", folder.string());
  for (const bench::Kind& kind : bench::kinds()) {
    if (is_quick && kind.name != "double_season" && kind.name != "holidays") continue;
    if (!only.empty() && kind.name != only) continue;
    tell(kind.name, bench::generate(kind, 7, china), kind.has_holidays ? china : SpecialDays{}, zone,
         origins);
  }
  if (!only.empty()) return 0;
  if (is_quick)
    speed(4, 730);
  else
    speed(500, 3'652);
  return 0;
}
