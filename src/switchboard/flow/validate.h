// Validation: everything that can be wrong with a flow is found when it is published, and said with the step
// and the field where it stands. What passes becomes a Program.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "switchboard/flow/definition.h"
#include "switchboard/flow/program.h"

namespace rapport::switchboard::flow {

struct Problem {
  std::string step;   // "": of the flow itself
  std::string field;  // "exits/timeout", "options/2/label", "" for the whole
  std::string what;
  friend bool operator==(const Problem&, const Problem&) = default;
};

struct Checked {
  std::vector<Problem> problems;  // none: `program` is there; at most problems_max
  std::optional<Program> program;
};
inline constexpr std::size_t problems_max = 200;

// Does not know which queues, hours and agents exist; the capability asks for those. Tests are only checked
// for what they name, see rehearsal.h.
Checked check_flow(const Flow& flow);

// The names an expression of this flow may use.
Scope scope_of(const Flow& flow);

// What a text names in braces: {order}. Fails with what is wrong with its braces.
Result<std::vector<std::string>> names_in(const std::string& text);
// REQUIRES: names_in(text) is fine. `value` gives what stands for a name.
template <class ValueOf>
std::string filled(const std::string& text, ValueOf value) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '{' && i + 1 < text.size() && text[i + 1] == '{') {
      out += '{';
      ++i;
    } else if (text[i] == '{') {
      const std::size_t end = text.find('}', i);
      if (end == std::string::npos) return out;
      out += value(text.substr(i + 1, end - i - 1));
      i = end;
    } else {
      out += text[i];
      if (text[i] == '}' && i + 1 < text.size() && text[i + 1] == '}') ++i;
    }
  }
  return out;
}

}  // namespace rapport::switchboard::flow
