#include "switchboard/support/table.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "switchboard/support/words.h"

namespace rapport::switchboard::scenario {
namespace {

[[noreturn]] void wrong(const std::string& file, int line, const std::string& what) {
  throw ScenarioError(fmt::format("{}:{}: {}", file, line, what));
}

bool is_block_name(const std::string& text, BlockKind& kind) {
  if (text == "given") kind = BlockKind::given;
  if (text == "event") kind = BlockKind::event;
  if (text == "expect") kind = BlockKind::expect;
  return text == "given" || text == "event" || text == "expect";
}

void add_line(Scenario& scenario, const std::string& file, Line line) {
  if (scenario.blocks.empty()) wrong(file, line.number, "a line before 'given'");
  std::vector<Line>& lines = scenario.blocks.back().lines;
  if (line.text.rfind("step ", 0) != 0) {
    lines.push_back(std::move(line));
  } else {
    if (lines.empty()) wrong(file, line.number, "a step of nothing");
    lines.back().steps.push_back(std::move(line));
  }
}

}  // namespace

std::vector<Scenario> parse_scenarios(const std::string& file, const std::string& text) {
  std::vector<Scenario> scenarios;
  int number = 0;
  for (const std::string& raw : split(text, '\n')) {
    ++number;
    const std::string line = trimmed(raw.substr(0, raw.find('#')));
    BlockKind kind = BlockKind::given;
    if (line.empty()) continue;
    if (line.rfind("Scenario: ", 0) == 0) {
      scenarios.push_back({file, number, line.substr(10), {}});
    } else if (scenarios.empty()) {
      wrong(file, number, "a line before the first 'Scenario: '");
    } else if (is_block_name(line, kind)) {
      scenarios.back().blocks.push_back({kind, {}});
    } else {
      add_line(scenarios.back(), file, {number, line, {}});
    }
  }
  return scenarios;
}

std::vector<Scenario> read_scenarios(const std::string& folder) {
  if (!std::filesystem::is_directory(folder))
    throw ScenarioError("no folder " + folder + "; run from the top of the tree");
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    if (entry.path().extension() == ".txt") files.push_back(entry.path());
  std::sort(files.begin(), files.end());

  std::vector<Scenario> all;
  std::set<std::string> names;
  for (const auto& file : files) {
    std::ifstream in(file);
    const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    for (Scenario& scenario : parse_scenarios(file.string(), text)) {
      if (!names.insert(scenario.name).second)
        wrong(scenario.file, scenario.line, "a second scenario of this name");
      all.push_back(std::move(scenario));
    }
  }
  return all;
}

}  // namespace rapport::switchboard::scenario
