#include "program/commands/forecast.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "support/temp_folder.h"
#include "workforce/tables/table_in.h"
#include "workforce/tables/table_out.h"

using namespace rapport::program;

namespace {

const std::filesystem::path forecast_examples = "docs/examples";

struct ForecastRan {
  int exit_code = -1;
  std::string output;
  std::string errors;
};
ForecastRan ran_forecast(const ForecastOptions& options) {
  std::ostringstream output, errors;
  ForecastRan ran;
  ran.exit_code = forecast(options, {}, output, errors);
  ran.output = output.str();
  ran.errors = errors.str();
  return ran;
}
ForecastOptions forecast_of_example() {
  ForecastOptions options;
  options.series = forecast_examples / "forecast_history.csv";
  options.time_zone = "Europe/Berlin";
  options.days = 8;
  options.threads = 1;
  return options;
}
std::string forecast_errors_of(const std::string& text, const char* interval = "30m",
                               const char* time_zone = "UTC") {
  const rapport::tests::TempFolder folder;
  ForecastOptions options;
  options.series = folder.path() / "series";
  options.interval = interval;
  options.time_zone = time_zone;
  std::ofstream(options.series, std::ios::binary) << text;
  const ForecastRan ran = ran_forecast(options);
  CHECK(ran.exit_code == (ran.errors.empty() ? 0 : 2));
  const std::string name = options.series.string() + ": ";
  return ran.errors.rfind(name, 0) == 0 ? ran.errors.substr(name.size()) : ran.errors;
}

}  // namespace

TEST_CASE("the example is forecast: a queue of twelve weeks, and one of a week that borrows from it") {
  ForecastOptions options = forecast_of_example();
  options.events = forecast_examples / "forecast_events.json";
  const ForecastRan ran = ran_forecast(options);
  CHECK(ran.errors.empty());
  CHECK(ran.exit_code == 0);
  CHECK(ran.output.find("8 days from 2026-03-28 on, Europe/Berlin") == 0);
  CHECK(ran.output.find("billing (voice)") != std::string::npos);
  CHECK(ran.output.find("returns (voice): borrowed") != std::string::npos);
  CHECK(ran.output.find("2026-02-18T10:00Z  outlier    410 -> ") != std::string::npos);
  options.is_json = true;
  CHECK(ran_forecast(options).output.find(
            "{\"from\":\"2026-03-28\",\"days\":8,\"time_zone\":\"Europe/Berlin\",\"interval_s\":1800,"
            "\"series\":[{\"queue\":\"billing\"") == 0);
}

TEST_CASE("a forecast is written as a table by the ending of its file") {
  const rapport::tests::TempFolder folder;
  ForecastOptions options = forecast_of_example();
  options.days = 1;
  const auto rows_of = [&](const char* name) {
    options.out = folder.path() / name;
    CHECK(ran_forecast(options).exit_code == 0);
    std::ifstream file(options.out, std::ios::binary);
    const std::string bytes(std::istreambuf_iterator<char>(file), {});
    std::vector<std::vector<std::string>> rows;
    CHECK(rapport::workforce::read_table(bytes, [&](std::int64_t, std::vector<std::string>& fields) {
            rows.push_back(fields);
            return rapport::Result<void>{};
          }).has_value());
    return rows;
  };
  const auto csv = rows_of("forecast.csv"), workbook = rows_of("forecast.xlsx");
  REQUIRE(csv.size() > 48);
  CHECK(csv.size() == workbook.size());
  CHECK(csv[0] == workbook[0]);
  CHECK(csv[1][0] == workbook[1][0]);
  CHECK(csv[30][3] == workbook[30][3]);
  CHECK_FALSE(std::filesystem::exists(folder.path() / "forecast.xlsx.part"));
  options.out = folder.path() / "no folder" / "forecast.xlsx";
  const ForecastRan refused = ran_forecast(options);
  CHECK(refused.exit_code == 2);
  CHECK(refused.errors.find("forecast.xlsx") != std::string::npos);
}

TEST_CASE("a morning's figures move the rest of the day") {
  ForecastOptions options = forecast_of_example();
  options.from = "2026-03-30";
  options.days = 1;
  const ForecastRan before = ran_forecast(options);
  options.actuals = forecast_examples / "forecast_morning.csv";
  const ForecastRan after = ran_forecast(options);
  CHECK(after.exit_code == 0);
  CHECK(after.output != before.output);
}

TEST_CASE("a series in JSON is read alone, in a list, or in a file of series") {
  const std::string one =
      R"({"queue": "q", "channel": "chat", "points": [{"start": "2026-03-02T08:00:00Z", "contacts": 3}]})";
  CHECK(forecast_errors_of(one).empty());
  CHECK(forecast_errors_of("[" + one + "]").empty());
  CHECK(forecast_errors_of("{\"series\": [" + one + "]}").empty());
}

TEST_CASE("a series in a workbook is read as its table is") {
  const rapport::tests::TempFolder folder;
  std::vector<rapport::workforce::TableSheet> sheets(1);
  sheets[0].name = "calls";
  sheets[0].lines.push_back({std::string("start"), std::string("calls")});
  std::string lines = "start,calls\n";
  for (int day = 2; day < 30; ++day)
    for (int hour = 8; hour < 18; ++hour) {
      const std::string at = fmt::format("2026-03-{:02} {:02}:00", day, hour);
      const int calls = 5 + (day * 7 + hour * 3) % 11;
      sheets[0].lines.push_back({at, static_cast<double>(calls)});
      lines += fmt::format("{},{}\n", at, calls);
    }
  ForecastOptions options;
  options.days = 3;
  options.threads = 1;
  options.interval = "60m";
  options.series = folder.write("calls.csv", lines);
  const ForecastRan of_csv = ran_forecast(options);
  const auto workbook = rapport::workforce::workbook_bytes(folder.path() / "calls.part", sheets);
  REQUIRE(workbook);
  options.series = folder.write("calls.xlsx", *workbook);
  const ForecastRan of_workbook = ran_forecast(options);
  CHECK(of_workbook.errors == "");
  CHECK(of_workbook.output == of_csv.output);
  options.series = folder.write("calls.xlsx", workbook->substr(0, 900));
  CHECK(ran_forecast(options).exit_code == 2);
}

TEST_CASE("what cannot be written whole leaves the file that was there") {
  const rapport::tests::TempFolder folder;
  ForecastOptions options = forecast_of_example();
  options.out = folder.write("plan.csv", "the plan of yesterday");
  std::filesystem::create_directory(folder.path() / "plan.csv.part");  // in the way of what is written beside
  const ForecastRan refused = ran_forecast(options);
  CHECK(refused.exit_code == 2);
  CHECK(refused.errors == options.out.string() + ": cannot be written\n");
  CHECK(std::filesystem::file_size(options.out) == 21);
  std::filesystem::remove(folder.path() / "plan.csv.part");
  CHECK(ran_forecast(options).exit_code == 0);
  CHECK(std::filesystem::file_size(options.out) > 1'000);
  CHECK(!std::filesystem::exists(folder.path() / "plan.csv.part"));
}

TEST_CASE("bad input of the forecast is said with its place") {
  CHECK(forecast_errors_of("start,calls\n2026-03-02 08:00,3000000000000\n")
            .rfind("line 2, contacts: expected 0 to", 0) == 0);
  CHECK(forecast_errors_of("") == "line 1: expected a header with the columns' names\n");
  CHECK(forecast_errors_of("start,calls\n2026-03-02 08:00,-3\n") ==
        "line 2, contacts: expected a number from 0 on, got -3\n");
  CHECK(forecast_errors_of("start,calls\n2026-03-02 8h,3\n").rfind("line 2, start: expected a time", 0) == 0);
  CHECK(forecast_errors_of("start,calls\n2026-03-02 08:00,3\n2026-03-02 08:00,4\n")
            .rfind("line 3, start: the interval of", 0) == 0);
  CHECK(forecast_errors_of("start,calls\n2026-03-02 08:07,3\n")
            .rfind("line 2, start: not at the beginning", 0) == 0);
  CHECK(forecast_errors_of("start,mood\n2026-03-02 08:00,3\n").rfind("line 1, mood: unknown column", 0) == 0);
  CHECK(forecast_errors_of(
            R"({"series": [{"queue": "q", "points": [{"start": "2026-03-02T08:00:00Z", "contacts": -1}]}]})")
            .rfind("/series/0/points/0/contacts: ", 0) == 0);
  CHECK(forecast_errors_of(R"({"series": [{"queue": "q", "points": [], "colour": "red"}]})")
            .rfind("/series/0/colour: ", 0) == 0);
  CHECK(forecast_errors_of("start,calls\n2026-03-02 08:00,3\n", "20m") ==
        "--interval: expected 15m, 30m or 60m\n");
  ForecastOptions options = forecast_of_example();
  options.time_zone = "Mars";
  CHECK(ran_forecast(options).errors.rfind("--time-zone: ", 0) == 0);
  options = forecast_of_example();
  options.holidays = {"XX"};
  CHECK(ran_forecast(options).errors.rfind("--holidays: ", 0) == 0);
  options = forecast_of_example();
  options.from = "2026-02-30";
  CHECK(ran_forecast(options).errors.rfind("--from: ", 0) == 0);
  options.from = "2025-01-01";
  CHECK(ran_forecast(options).exit_code == 2);
}

TEST_CASE("a wall clock's hour that is not there is named, one that is there twice is two intervals") {
  CHECK(forecast_errors_of("start,calls\n2026-03-29 01:30,3\n2026-03-29 02:30,4\n", "30m", "Europe/Berlin") ==
        "line 3, start: there is no 2026-03-29 02:30 in Europe/Berlin, where the clock goes forward\n");
  // The third time is one too many; the second is not.
  const std::string twice = "start,calls\n2026-10-25 02:00,3\n2026-10-25 02:30,4\n2026-10-25 02:00,5\n";
  CHECK(forecast_errors_of(twice + "2026-10-25 02:00,6\n", "30m", "Europe/Berlin")
            .rfind("line 5, start: the interval of", 0) == 0);
  CHECK(forecast_errors_of(twice + "2026-10-25 02:30,6\n", "30m", "Europe/Berlin").find("again") ==
        std::string::npos);
}
