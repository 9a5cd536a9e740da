#include "program/commands/schedule.h"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <sstream>

#include "support/temp_folder.h"

using namespace rapport::program;

namespace {

struct Scheduled {
  int exit_code = 0;
  std::string output;
  std::string errors;
};

Scheduled scheduled(ScheduleOptions options) {
  options.time_limit = "2s";
  std::ostringstream output, errors;
  const int exit_code = schedule(options, {}, output, errors);
  return {exit_code, output.str(), errors.str()};
}

std::string example() {
  std::ifstream file("docs/examples/schedule.json", std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string with(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE(
    "a schedule is planned from a file, refused with places, and impossible with the rules in conflict") {
  const Scheduled planned = scheduled({.problem = "docs/examples/schedule.json"});
  CHECK(planned.errors == "");
  CHECK(planned.exit_code == 0);
  CHECK(planned.output.find("violations: none") != std::string::npos);

  rapport::tests::TempFolder folder;
  const auto file = folder.path() / "problem.json";
  std::ofstream(file) << with(example(), R"("contract": "full time")", R"("contract": "no such")");
  const Scheduled wrong = scheduled({.problem = file});
  CHECK(wrong.exit_code == 2);
  CHECK(wrong.errors.find("/agents/0/contract") != std::string::npos);

  std::ofstream(file) << with(example(), R"("paid_week_max_s": 144000)",
                              R"("paid_week_max_s": 144000, "days_week_max": 2)");
  const Scheduled impossible = scheduled({.problem = file, .is_json = true});
  CHECK(impossible.exit_code == 3);
  CHECK(impossible.errors.find("days_week_max") != std::string::npos);
  CHECK(impossible.errors.find("paid_week_min") != std::string::npos);
}
