#include "program/commands/simulate.h"
#include "support/temp_folder.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <fstream>
#include <iterator>
#include <sstream>

using namespace rapport::program;

namespace {

namespace fs = std::filesystem;

struct Ran {
  int exit_code = 0;
  std::string output;
  std::string errors;
};

Ran ran(const SimulateOptions& options) {
  std::ostringstream output, errors;
  const int exit_code = simulate(options, output, errors);
  return {exit_code, output.str(), errors.str()};
}

const char* day = "docs/examples/two_skill_voice.json";

}  // namespace

TEST_CASE("a scenario file becomes a table, or JSON, the same for the same seed") {
  const Ran table = ran({.scenario = day});
  CHECK(table.exit_code == 0);
  CHECK(table.errors == "");
  CHECK(table.output.find("Two-skill voice floor") != std::string::npos);
  CHECK(table.output.find("occupancy") != std::string::npos);
  const Ran json = ran({.scenario = day, .is_json = true});
  CHECK(json.output.front() == '{');
  CHECK(json.output == ran({.scenario = day, .is_json = true}).output);
  CHECK(json.output != ran({.scenario = day, .seed = 99, .is_json = true}).output);
  CHECK(ran({.scenario = day, .replications = 2}).output.find("2 runs") != std::string::npos);
}

TEST_CASE("what is wrong is named by file and JSON Pointer, with exit code 2") {
  const rapport::tests::TempFolder folder;
  const auto file = folder.write("bad.json", R"({"start":"2026-03-02T08:00:00Z","duration_s":3600,
    "queues":[{"name":"q","arrivals":{"per_hour":-1},"talk":{"kind":"constant","mean_s":60}}],
    "agents":[{"name":"a","queues":["q"]}]})");
  const Ran bad = ran({.scenario = file});
  CHECK(bad.exit_code == 2);
  CHECK(bad.output == "");
  CHECK(bad.errors.find(file.string() + ": /queues/0/arrivals/per_hour: ") == 0);
  const Ran missing = ran({.scenario = folder.path() / "none.json"});
  CHECK(missing.exit_code == 2);
  CHECK(missing.errors.find("none.json: cannot be read") != std::string::npos);
  CHECK(ran({.scenario = folder.path()}).exit_code == 2);
}

TEST_CASE("--out writes the file and nothing else") {
  const rapport::tests::TempFolder folder;
  const Ran written = ran({.scenario = day, .is_json = true, .out = folder.path() / "day.json"});
  CHECK(written.exit_code == 0);
  CHECK(written.output == "");
  std::ifstream file(folder.path() / "day.json");
  const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  CHECK(text == ran({.scenario = day, .is_json = true}).output);
  CHECK(ran({.scenario = day, .out = folder.path() / "no" / "day.json"}).exit_code == 2);
}

TEST_CASE("the command line reaches the command") {
  const rapport::tests::TempFolder folder;
  const std::string out = (folder.path() / "day.txt").string();
  CLI::App app;
  int exit_code = -1;
  add_simulate(app, exit_code);
  const char* arguments[] = {"rapport", "simulate", day, "--seed", "4", "--out", out.c_str()};
  app.parse(7, arguments);
  CHECK(exit_code == 0);
  std::ifstream file(out);
  const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  CHECK(text == ran({.scenario = day, .seed = 4}).output);
}
