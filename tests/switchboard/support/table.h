// A scenario file as text: scenarios of given, event and expect blocks, with the lines they stand on.
//
//   Scenario: a chat goes to the longest idle of two agents
//   given
//     queue support
//     agent ana queues=support
//     available ana at 08:00
//   event
//     09:00:00  chat c1 arrives in support
//   expect
//     09:00:00  c1 is offered to ana
//
// `#` begins a comment. Events and expectations alternate as often as needed. The words are in README.md.
#pragma once

#include <string>
#include <vector>

namespace rapport::switchboard::scenario {

enum class BlockKind { given, event, expect };

struct Line {
  int number = 0;
  std::string text;
  std::vector<Line> steps;  // the `step` lines below it
};

struct Block {
  BlockKind kind = BlockKind::given;
  std::vector<Line> lines;
};

struct Scenario {
  std::string file;
  int line = 0;
  std::string name;
  std::vector<Block> blocks;
};

// All scenarios of a folder's *.txt files, by file name. Throws ScenarioError with file:line.
std::vector<Scenario> read_scenarios(const std::string& folder);
std::vector<Scenario> parse_scenarios(const std::string& file, const std::string& text);

}  // namespace rapport::switchboard::scenario
