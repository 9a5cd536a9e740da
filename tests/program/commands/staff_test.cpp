#include "program/commands/staff.h"
#include "support/temp_folder.h"

#include <doctest/doctest.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <fstream>
#include <iterator>
#include <sstream>

using namespace rapport::program;

namespace {

const char* small_floor = R"({"start":"2026-03-02T08:00:00Z","replications":5,"queues":[{"name":"calls",
  "channel":"voice","arrivals":{"per_interval":[20,30]},"talk":{"kind":"exponential","mean_s":180},
  "target":{"service_level":0.8}}],"groups":[{"name":"day","queues":["calls"],"agents_max":AGENTS}]})";

std::string floor_with(const std::string& agents_max) {
  std::string text = small_floor;
  return text.replace(text.find("AGENTS"), 6, agents_max);
}

}  // namespace

TEST_CASE("a staffing problem becomes a table or JSON; what is wrong is named by file and place") {
  const rapport::tests::TempFolder folder;
  StaffOptions options;
  options.problem = folder.write("floor.json", floor_with("40"));
  std::ostringstream table, json, errors;
  CHECK(staff(options, {}, table, errors) == 0);
  CHECK(table.str().find("day: ") != std::string::npos);
  options.is_json = true;
  CHECK(staff(options, {}, json, errors) == 0);
  CHECK(json.str().find("\"groups\":[{\"group\":\"day\"") != std::string::npos);
  CHECK(errors.str() == "");
  options.problem = folder.write("few.json", floor_with("1"));
  CHECK(staff(options, {}, table, errors) == 2);
  CHECK(errors.str().find("few.json: /queues/0/target/service_level: not kept") != std::string::npos);
  options.problem = folder.path() / "none.json";
  CHECK(staff(options, {}, table, errors) == 2);
}

TEST_CASE("the command line reaches the staffing command") {
  const rapport::tests::TempFolder folder;
  const std::string problem = folder.write("floor.json", floor_with("40")).string();
  const std::string out = (folder.path() / "found.json").string();
  CLI::App app;
  int exit_code = -1;
  add_staff(app, exit_code);
  const char* arguments[] = {"rapport", "staff", problem.c_str(), "--json",
                             "--seed",  "3",     "--out",         out.c_str()};
  app.parse(8, arguments);
  CHECK(exit_code == 0);
  std::ifstream file(out);
  const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  CHECK(text.front() == '{');
}
