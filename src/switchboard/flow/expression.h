// Expressions: the small language of conditions and values in flows. An author's text is parsed, checked for
// types and turned into code for a stack machine that can only run forward, so it always ends.
//
//   or  and  not  == != < <= > >=  in (a, b)  + - * / %  -x  (x)  true false 42 "text"
//   length(t) lower(t) upper(t) trim(t) digits(t) contains(t, u) starts_with(t, u) ends_with(t, u)
//   number(t, otherwise) text(n) min(a, b) max(a, b)
//
// Integers are 64 bits; what leaves them, and a division by zero, is a fault of the expression. Words are
// texts; an expression that works on one `is_private`: the switchboard does not have the words and asks for
// the answer. Pure; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"

namespace rapport::switchboard::flow {

enum class ValueType : std::uint8_t { boolean, integer, choice, text };

// What is known of an interaction without being declared.
enum class Fact : std::uint8_t { channel, language, customer_known, waited_s, position, wait_s, tries };
inline constexpr std::size_t fact_count = 7;

// Something an expression can name. A choice is one of `choices`, held as its place among them; a text is
// held as the number under which the words lie elsewhere (0: none).
struct Name {
  std::string name;
  ValueType type = ValueType::integer;
  std::vector<std::string> choices;
};
// Names[i] is attribute i; facts are named by fact_names().
struct Scope {
  std::vector<Name> attributes;
  std::vector<Name> facts;  // by Fact
};

enum class Op : std::uint8_t {
  number,     // push value
  attribute,  // push attribute `value`
  saying,     // push the words of attribute `value`
  fact,       // push fact `value`
  words,      // push texts[value]
  negate,
  opposite,
  add,
  subtract,
  multiply,
  divide,
  remainder,
  equal,
  unequal,
  less,
  less_equal,
  greater,
  greater_equal,
  one_of,      // value candidates on top of what is looked for
  skip_false,  // false stays and the next `value` instructions are passed over; true is dropped
  skip_true,
  smallest,
  largest,
  join,
  length,
  lower,
  upper,
  trim,
  digits,
  contains,
  starts_with,
  ends_with,
  to_number,
  to_text,
};
inline constexpr std::int64_t op_count = 34;

struct Instruction {
  Op op = Op::number;
  std::int64_t value = 0;
  friend bool operator==(const Instruction&, const Instruction&) = default;
};

struct Code {
  std::vector<Instruction> instructions;
  std::vector<std::string> texts;
  friend bool operator==(const Code&, const Code&) = default;
};

inline constexpr std::size_t source_bytes_max = 1'000;
inline constexpr std::size_t instructions_max = 250;
inline constexpr std::size_t depth_max = 32;
inline constexpr std::size_t text_bytes_max = 4'000;  // of a value made; longer is a fault

struct Compiled {
  Code code;
  ValueType type = ValueType::integer;
  std::vector<std::string> choices;  // of a choice
  bool is_private = false;           // works on words, so the switchboard has to ask
};

// What the text is meant for: decides what a literal in quotes is.
struct Expected {
  ValueType type = ValueType::boolean;
  std::vector<std::string> choices;  // of a choice
};

// Fails with `invalid` and a detail such as "at 7: expected a value, found ')'" (places count from 1).
Result<Compiled> compile(std::string_view source, const Scope& scope, const Expected& expected);

// A value while expressions run: a number (boolean 0 or 1, choice its place) or words.
using Value = std::variant<std::int64_t, std::string>;

// What an expression reads. Facts and numbers by place; `words` of text attributes, empty where nobody has
// them.
struct Reading {
  const std::vector<std::int64_t>& attributes;
  const std::vector<std::string>& words;
  const std::int64_t* facts = nullptr;  // fact_count of them
};

enum class Fault : std::uint8_t { none, division_by_zero, overflow, too_long, bad_code };
struct Evaluated {
  Value value;
  Fault fault = Fault::none;
};
// Total: any code, also one that compile() never made, gives a value or a fault.
Evaluated evaluate(const Code& code, const Reading& reading);

const std::vector<std::string>& fact_names();

}  // namespace rapport::switchboard::flow
