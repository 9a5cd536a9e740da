#include "program/commands/whatif.h"

#include <doctest/doctest.h>

#include <sstream>

#include "support/temp_folder.h"

using namespace rapport::program;

namespace {

struct WhatIfRan {
  int exit_code = 0;
  std::string output, errors;
};

WhatIfRan whatif_ran(const WhatIfOptions& options) {
  std::ostringstream output, errors;
  const int exit_code = whatif(options, {}, output, errors);
  return {exit_code, output.str(), errors.str()};
}

WhatIfOptions whatif_example() {
  WhatIfOptions options;
  options.scenario = "docs/examples/two_skill_voice.json";
  options.changes = "docs/examples/whatif_skills.json";
  options.precision.max = 3;
  return options;
}

}  // namespace

TEST_CASE("what-if prints both days side by side and says what differs") {
  WhatIfOptions options = whatif_example();
  const WhatIfRan table = whatif_ran(options);
  CHECK(table.exit_code == 0);
  CHECK(table.errors == "");
  CHECK(table.output.find("== six agents learn Cantonese ==") != std::string::npos);
  CHECK(table.output.find("offered of billing 1") != std::string::npos);
  options.is_json = true;
  CHECK(whatif_ran(options).output.find("{\"scenario\":\"Two-skill voice floor\"") == 0);
}

TEST_CASE("a wrong change is named by the changes' file and JSON Pointer") {
  const rapport::tests::TempFolder folder;
  WhatIfOptions options = whatif_example();
  options.changes = folder.write(
      "changes.json",
      R"({"variants":[{"name":"x","changes":[{"kind":"learn_skill","agents":["night"],"skill":"latin"}]}]})");
  WhatIfRan wrong = whatif_ran(options);
  CHECK(wrong.exit_code == 2);
  CHECK(wrong.errors.find("changes.json: /variants/0/changes/0/skill: ") != std::string::npos);
  options.changes = folder.path() / "none.json";
  wrong = whatif_ran(options);
  CHECK(wrong.exit_code == 2);
  CHECK(wrong.errors.find("none.json: cannot be read") != std::string::npos);
}

TEST_CASE("what-if of a scenario without changes says that it needs them") {
  WhatIfOptions options = whatif_example();
  options.changes.clear();
  const WhatIfRan wrong = whatif_ran(options);
  CHECK(wrong.exit_code == 2);
  CHECK(wrong.errors.find("rapport whatif: --changes: expected a file") == 0);
}
