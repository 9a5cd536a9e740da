// `rapport erlang b|c|a`: queueing formulas from the command line; figures at a size, or the least size that
// keeps a target, or a day by intervals with what each leaves to the next.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <map>
#include <string>

namespace CLI {
class App;
}

namespace rapport::program {

struct ErlangOptions {
  char formula = 'c';                             // or 'b', 'a'
  std::map<std::string, std::string> given = {};  // "--aht": "3m"
  std::filesystem::path intervals = {};           // a CSV file: the day instead of one load
  bool is_json = false;
};

// Exit code: 0, or 2 when an argument is missing or nonsense (a line each, by its name).
int erlang(const ErlangOptions& options, std::ostream& output, std::ostream& errors);

// Adds the sub-command; `exit_code` is set once it has run.
void add_erlang(CLI::App& app, int& exit_code);

}  // namespace rapport::program
