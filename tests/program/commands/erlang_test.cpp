#include "program/commands/erlang.h"
#include "program/commands/quantities.h"
#include "support/temp_folder.h"

#include <doctest/doctest.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

using namespace rapport::program;

namespace {

struct ErlangRan {
  int exit_code = -1;
  std::string output;
  std::string errors;

  double figure(const std::string& name) const {  // of the JSON object
    const auto at = output.find("\"" + name + "\":");
    return at == std::string::npos ? -1 : std::stod(output.substr(at + name.size() + 3));
  }
};

// As it is typed, words apart by a space.
ErlangRan typed(const std::string& line) {
  std::istringstream words("rapport erlang " + line);
  std::vector<std::string> arguments;
  for (std::string word; words >> word;)
    arguments.push_back(word);
  std::vector<const char*> raw;
  for (const std::string& argument : arguments)
    raw.push_back(argument.c_str());
  CLI::App app;
  ErlangRan out;
  add_erlang(app, out.exit_code);
  std::ostringstream output, errors;
  auto* const was_output = std::cout.rdbuf(output.rdbuf());
  auto* const was_errors = std::cerr.rdbuf(errors.rdbuf());
  try {
    app.parse(static_cast<int>(raw.size()), raw.data());
  } catch (const CLI::ParseError& error) {
    out.exit_code = error.get_exit_code() == 0 ? 0 : 2;
    errors << error.what();
  }
  std::cout.rdbuf(was_output);
  std::cerr.rdbuf(was_errors);
  out.output = output.str();
  out.errors = errors.str();
  return out;
}

doctest::Approx about(double value, double error) {
  return doctest::Approx(value).epsilon(error / value);
}

}  // namespace

TEST_CASE("erlang c finds the fourteen agents that everybody finds") {
  const ErlangRan found = typed("c --calls 100 --interval 30m --aht 3m --target 80% --within 20s --json");
  CHECK(found.exit_code == 0);
  CHECK(found.figure("agents") == 14);
  CHECK(found.figure("positions") == 14);
  CHECK(found.figure("service_level") == about(0.888, 0.0005));
  CHECK(found.figure("occupancy") == about(0.714, 0.0005));
  CHECK(found.figure("p_wait") == about(0.174, 0.0005));
  CHECK(found.figure("p_abandon") == 0);
  CHECK(found.figure("blocking") == 0);
  CHECK(found.figure("asa_s") == about(7.8, 0.05));
  const std::string load = "c --calls 100 --interval 1800 --aht 180s --target 0.8 --json ";
  CHECK(typed(load).output == found.output);
  CHECK(typed(load + "--max-occupancy 70%").figure("agents") == 15);
  CHECK(typed(load + "--shrinkage 30%").figure("positions") == 20);
  CHECK(typed(load + "--agents 12").figure("agents") == 12);
  CHECK(typed(load + "--asa 1s").figure("agents") > 15);
  CHECK(typed("c --calls 100 --interval 30m --aht 3m --agents 9 --json").output.find("\"asa_s\":null") !=
        std::string::npos);
  const ErlangRan places = typed("c --traffic 10 --aht 3m --agents 10 --places 5 --json");
  CHECK(places.figure("blocking") > 0.05);
}

TEST_CASE("erlang b finds seventeen lines, and erlang a what people who hang up do to the line") {
  const ErlangRan lines = typed("b --traffic 10 --blocking 2% --json");
  CHECK(lines.exit_code == 0);
  CHECK(lines.figure("lines") == 17);
  CHECK(lines.figure("agents") == -1);
  CHECK(lines.figure("blocking") == about(0.0129, 0.0001));
  CHECK(typed("b --calls 100 --interval 30m --aht 3m --blocking 0.02 --json").figure("lines") == 17);
  CHECK(typed("b --traffic 10 --blocking 2% --redials 50% --json").figure("lines") >= 17);
  CHECK(typed("b --traffic 10 --blocking 2% --sources 20 --json").figure("lines") < 17);
  CHECK(typed("b --traffic 10 --lines 10 --json").figure("blocking") == about(0.2146, 0.0001));
  const ErlangRan hasty =
      typed("a --calls 100 --interval 30m --aht 3m --patience 5m --agents 14 --within 20s --json");
  CHECK(hasty.exit_code == 0);
  CHECK(hasty.figure("p_wait") == about(0.14526, 0.00001));
  CHECK(hasty.figure("p_abandon") == about(0.013984, 0.000001));
  CHECK(hasty.figure("occupancy") == about(0.704297, 0.000001));
  CHECK(hasty.figure("asa_s") == about(4.195, 0.001));
  CHECK(hasty.figure("service_level") == about(0.91679, 0.00001));
  CHECK(typed("a --calls 100 --interval 30m --aht 3m --patience 5m --target 80% --json").figure("agents") ==
        13);
  CHECK(
      typed("a --calls 100 --interval 30m --aht 3m --patience 5m --abandonment 2% --json").figure("agents") ==
      14);
}

TEST_CASE("for people there is a table with the sizes around the answer") {
  const ErlangRan table = typed("c --calls 100 --interval 30m --aht 3m --target 80% --shrinkage 30%");
  CHECK(table.exit_code == 0);
  CHECK(table.output.find(">      14        20        88.") != std::string::npos);
  CHECK(table.output.find("\n       11 ") != std::string::npos);
  CHECK(table.output.find("\n       17 ") != std::string::npos);
}

TEST_CASE("nonsense is refused by the name of its argument, with exit code 2") {
  const std::string load = "c --calls 100 --interval 30m --aht 3m ";
  const std::pair<std::string, std::string> wrong[] = {
      {"c --calls -100 --interval 30m --aht 3m --target 80%", "--calls"},
      {"c --calls 0 --interval 30m --aht 3m --target 80%", "--calls"},
      {"c --calls nan --interval 30m --aht 3m --target 80%", "--calls"},
      {"c --calls inf --interval 30m --aht 3m --target 80%", "--calls"},
      {"c --calls 1e99 --interval 30m --aht 3m --target 80%", "--calls"},
      {"c --calls 9000000 --interval 30m --aht 3m --target 80%", "--target"},  // not with 100,000 agents
      {"c --calls 900000000 --interval 30m --aht 3m --target 80%", "--calls"},
      {"c --interval 30m --aht 3m --target 80%", "--calls"},
      {"c --calls 100 --interval 0m --aht 3m --target 80%", "--interval"},
      {"c --calls 100 --aht 3m --target 80%", "--interval"},
      {"c --calls 100 --interval 30x --aht 3m --target 80%", "--interval"},
      {"c --calls 100 --interval 30m --aht -3m --target 80%", "--aht"},
      {"c --calls 100 --interval 30m --aht 0 --target 80%", "--aht"},
      {load + "--target 120%", "--target"},
      {load + "--target 80", "--target"},
      {load + "--target 0", "--target"},
      {load + "--target 100%", "--target"},
      {load, "--target"},
      {load + "--target 80% --within -1s", "--within"},
      {load + "--target 80% --max-occupancy 0%", "--max-occupancy"},
      {load + "--target 80% --shrinkage 100%", "--shrinkage"},
      {load + "--target 80% --shrinkage -5%", "--shrinkage"},
      {load + "--agents 0", "--agents"},
      {load + "--agents -3", "--agents"},
      {load + "--agents 2.5", "--agents"},
      {load + "--agents 100001", "--agents"},
      {load + "--target 80% --patience 5m", "--patience"},
      {load + "--traffic 10 --target 80%", "--calls"},
      {"a --calls 100 --interval 30m --aht 3m --target 80%", "--patience"},
      {"a --calls 100 --interval 30m --aht 3m --target 80% --patience 0s", "--patience"},
      {"b --traffic -10 --blocking 2%", "--traffic"},
      {"b --traffic 10 --blocking 0%", "--blocking"},
      {"b --traffic 10", "--blocking"},
      {"b --traffic 10 --lines 0", "--lines"},
      {"b --traffic 10 --blocking 2% --sources 8", "--sources"},
      {"b --traffic 10 --blocking 2% --redials 100%", "--redials"},
      {"c --calls 100 --interval 30m --aht 3m --target 80% --speed 3", "--speed"},
  };
  for (const auto& each : wrong) {
    const std::string &line = each.first, &argument = each.second;
    const ErlangRan ran = typed(line + " --json");
    INFO(line, ": ", ran.errors);
    CHECK(ran.exit_code == 2);
    CHECK(ran.output == "");
    CHECK(ran.errors.find(argument) != std::string::npos);
  }
}

TEST_CASE("a day in a file is played with what every interval leaves to the next") {
  const rapport::tests::TempFolder folder;
  const std::string file =
      folder.write("day.csv", "arrivals,handle_s,agents\n200,180,14\n60,180,14\n60,180,14\n").string();
  const ErlangRan day = typed("c --intervals " + file + " --within 20s --json");
  CHECK(day.exit_code == 0);
  CHECK(day.output.find("{\"intervals\":[{\"agents\":14,\"arrivals\":200") == 0);
  CHECK(day.figure("waiting_at_end") > 50);
  CHECK(typed("a --patience 2m --intervals " + file).output.find("\n     all ") != std::string::npos);
  const std::string bad =
      folder.write("bad.csv", "arrivals,handle_s,agents\n200,180,14\n-6,180,14\n").string();
  const ErlangRan refused = typed("c --intervals " + bad);
  CHECK(refused.exit_code == 2);
  CHECK(refused.errors == bad + ": line 3: arrivals: expected a number, got \"-6\"\n");
  const std::string zero = folder.write("zero.csv", "arrivals,handle_s,agents\n200,0,14\n").string();
  CHECK(typed("c --intervals " + zero).errors.find("handle_s") != std::string::npos);
  CHECK(typed("c --intervals " + folder.path().string() + "/none.csv").exit_code == 2);
}

TEST_CASE("amounts are read whole or not at all") {
  CHECK(seconds_of("1h30m") == 5'400);
  CHECK(seconds_of("20") == 20);
  CHECK(seconds_of("1.5m") == 90);
  for (const char* wrong : {"", "m", "-3m", "3 m", "1h30", "3mm", "nan", "inf", "0x10", "1e400"})
    CHECK_FALSE(seconds_of(wrong));
  CHECK(share_of("80%") == 0.8);
  CHECK(share_of("0.8") == 0.8);
  for (const char* wrong : {"", "%", "-1%", "80%%", "eighty"})
    CHECK_FALSE(share_of(wrong));
}
