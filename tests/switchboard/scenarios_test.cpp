// Every routing scenario of tests/switchboard/scenarios is a test case of its own name:
// build/dev/test_switchboard -tc="*longest idle*" plays the ones that say so.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include "switchboard/support/play.h"
#include "switchboard/support/words.h"

using namespace rapport::switchboard::scenario;

namespace {

struct Scenarios {
  std::vector<Scenario> all;
  std::string error;
};

const Scenarios& scenarios() {
  static const Scenarios read = [] {
    Scenarios result;
    try {
      result.all = read_scenarios("tests/switchboard/scenarios");
    } catch (const std::exception& error) {
      result.error = error.what();
    }
    return result;
  }();
  return read;
}

void play_current() {
  const std::string name = doctest::getContextOptions()->currentTest->m_name;
  for (const Scenario& scenario : scenarios().all) {
    if (scenario.name != name) continue;
    const std::vector<std::string> problems = play(scenario);
    for (const std::string& problem : problems)
      FAIL_CHECK(problem);
    CHECK(problems.empty());
  }
}

const int registered = [] {
  for (const Scenario& scenario : scenarios().all) {
    doctest::detail::TestCase test(play_current, scenario.file.c_str(), static_cast<unsigned>(scenario.line),
                                   doctest::detail::TestSuite());
    doctest::detail::regTest(test * scenario.name.c_str());
  }
  return 0;
}();

}  // namespace

TEST_CASE("there are at least sixty routing scenarios") {
  CHECK(scenarios().error == "");
  CHECK(scenarios().all.size() >= 60);
  MESSAGE(fmt::format("{} routing scenarios", scenarios().all.size()));
}

TEST_CASE("a scenario that cannot be read says where and why") {
  const auto problems = [](const std::string& text) {
    const std::vector<Scenario> parsed = parse_scenarios("s.txt", text);
    return play(parsed.at(0));
  };
  CHECK(problems("Scenario: a\ngiven\n  queue support wieght=3")
            .at(0)
            .rfind("s.txt:3: a queue has no 'wieght'", 0) == 0);
  CHECK(problems("Scenario: a\ngiven\n  queue support\nevent\n  09:00 chat c1 lands in support")
            .at(0)
            .rfind("s.txt:5: ", 0) == 0);
  CHECK(problems("Scenario: a\ngiven\n  queue q\nevent\n  09:00 chat c1 arrives in p")
            .at(0)
            .rfind("s.txt:5: there is no queue 'p'", 0) == 0);
  CHECK_THROWS_WITH(parse_scenarios("s.txt", "\n  queue support"),
                    "s.txt:2: a line before the first 'Scenario: '");
}

TEST_CASE("a scenario that does not hold says what was expected and what was got") {
  const std::vector<Scenario> parsed = parse_scenarios("s.txt",
                                                       "Scenario: a\n"
                                                       "given\n"
                                                       "  queue support\n"
                                                       "  agent ana queues=support\n"
                                                       "  available ana at 08:00\n"
                                                       "event\n"
                                                       "  09:00  chat c1 arrives in support\n"
                                                       "expect\n"
                                                       "  09:00  c1 is offered to bo\n");
  const std::vector<std::string> problems = play(parsed.at(0));
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].rfind(
            "s.txt:9:\n    expected c1 is offered to bo\n    got      no such thing at 09:00:00", 0) == 0);
  CHECK(problems[0].find("c1 is offered to ana") != std::string::npos);
}
