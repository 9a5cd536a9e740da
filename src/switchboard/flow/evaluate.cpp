// The stack machine of expressions. Jumps only go forward, so it takes at most as many steps as there are
// instructions.
#include <algorithm>

#include "switchboard/flow/expression.h"

namespace rapport::switchboard::flow {
namespace {

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}
std::int64_t code_points(const std::string& text) {
  return std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; });
}
char lower_of(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
char upper_of(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}
std::string trimmed(const std::string& text) {
  std::size_t from = 0;
  std::size_t to = text.size();
  while (from < to && is_space(text[from]))
    ++from;
  while (to > from && is_space(text[to - 1]))
    --to;
  return text.substr(from, to - from);
}
std::string digits_of(const std::string& text) {
  std::string digits;
  for (const char c : text)
    if (c >= '0' && c <= '9') digits += c;
  return digits;
}
// "42", "-7", with spaces around; anything else is `otherwise`.
std::int64_t number_of(const std::string& said, std::int64_t otherwise) {
  const std::string text = trimmed(said);
  const bool is_negative = !text.empty() && text[0] == '-';
  const std::size_t first = is_negative ? 1 : 0;
  if (text.size() == first || text.size() > first + 18) return otherwise;
  std::int64_t number = 0;
  for (std::size_t i = first; i < text.size(); ++i) {
    if (text[i] < '0' || text[i] > '9') return otherwise;
    number = number * 10 + (text[i] - '0');
  }
  return is_negative ? -number : number;
}

class Machine {
 public:
  Machine(const Code& code, const Reading& reading) : code_(code), reading_(reading) {}

  Evaluated run() {
    const std::vector<Instruction>& instructions = code_.instructions;
    for (std::size_t at = 0; at < instructions.size() && fault_ == Fault::none; ++at) {
      const Instruction& instruction = instructions[at];
      if (instruction.op == Op::skip_false || instruction.op == Op::skip_true) {
        const std::int64_t left = pop_number();
        if (fault_ != Fault::none) break;
        if ((left != 0) != (instruction.op == Op::skip_true)) continue;
        const auto rest = static_cast<std::int64_t>(instructions.size() - at - 1);
        if (instruction.value < 0 || instruction.value > rest) return {0, Fault::bad_code};
        push(left != 0 ? 1 : 0);
        at += static_cast<std::size_t>(instruction.value);
        continue;
      }
      step(instruction);
    }
    if (fault_ == Fault::none && stack_.size() != 1) fault_ = Fault::bad_code;
    if (fault_ != Fault::none) return {0, fault_};
    return {std::move(stack_.back()), Fault::none};
  }

 private:
  void push(std::int64_t number) { stack_.emplace_back(number); }
  void push(std::string words) {
    if (words.size() > text_bytes_max) fault_ = Fault::too_long;
    stack_.emplace_back(std::move(words));
  }
  Value pop() {
    if (stack_.empty()) {
      fault_ = Fault::bad_code;
      return std::int64_t{0};
    }
    Value top = std::move(stack_.back());
    stack_.pop_back();
    return top;
  }
  std::int64_t pop_number() {
    const Value top = pop();
    if (const auto* number = std::get_if<std::int64_t>(&top)) return *number;
    fault_ = Fault::bad_code;
    return 0;
  }
  std::string pop_words() {
    Value top = pop();
    if (auto* words = std::get_if<std::string>(&top)) return std::move(*words);
    fault_ = Fault::bad_code;
    return {};
  }

  void step(const Instruction& instruction) {
    switch (instruction.op) {
      case Op::number:
        return push(instruction.value);
      case Op::attribute:
        return attribute(instruction.value);
      case Op::saying:
        return saying(instruction.value);
      case Op::fact:
        if (reading_.facts == nullptr || instruction.value < 0 ||
            instruction.value >= static_cast<std::int64_t>(fact_count))
          return bad();
        return push(reading_.facts[instruction.value]);
      case Op::words:
        if (instruction.value < 0 || static_cast<std::size_t>(instruction.value) >= code_.texts.size())
          return bad();
        return push(code_.texts[static_cast<std::size_t>(instruction.value)]);
      case Op::negate:
      case Op::opposite:
        return alone(instruction.op);
      case Op::equal:
      case Op::unequal: {
        const Value right = pop();
        const Value left = pop();
        if (left.index() != right.index()) return bad();
        return push((left == right) == (instruction.op == Op::equal) ? 1 : 0);
      }
      case Op::one_of:
        return one_of(instruction.value);
      case Op::join: {
        const std::string right = pop_words();
        return push(pop_words() + right);
      }
      case Op::length:
        return push(code_points(pop_words()));
      case Op::lower:
      case Op::upper: {
        std::string words = pop_words();
        std::transform(words.begin(), words.end(), words.begin(),
                       instruction.op == Op::lower ? lower_of : upper_of);
        return push(std::move(words));
      }
      case Op::trim:
        return push(trimmed(pop_words()));
      case Op::digits:
        return push(digits_of(pop_words()));
      case Op::contains:
      case Op::starts_with:
      case Op::ends_with:
        return search(instruction.op);
      case Op::to_number: {
        const std::int64_t otherwise = pop_number();
        return push(number_of(pop_words(), otherwise));
      }
      case Op::to_text:
        return push(std::to_string(pop_number()));
      case Op::skip_false:
      case Op::skip_true:
        return bad();
      default:
        return arithmetic(instruction.op);
    }
  }
  void bad() { fault_ = Fault::bad_code; }

  void attribute(std::int64_t at) {
    const auto place = static_cast<std::size_t>(at);
    if (at < 0 || place >= reading_.attributes.size()) return bad();
    push(reading_.attributes[place]);
  }
  void saying(std::int64_t at) {
    const auto place = static_cast<std::size_t>(at);
    if (at < 0 || place >= reading_.words.size()) return bad();
    push(reading_.words[place]);
  }
  void alone(Op op) {
    const std::int64_t value = pop_number();
    if (op == Op::opposite) return push(value == 0 ? 1 : 0);
    std::int64_t negated = 0;
    if (__builtin_sub_overflow(std::int64_t{0}, value, &negated)) fault_ = Fault::overflow;
    push(negated);
  }
  void one_of(std::int64_t candidates) {
    if (candidates < 1 || static_cast<std::size_t>(candidates) >= stack_.size()) return bad();
    const std::size_t from = stack_.size() - static_cast<std::size_t>(candidates);
    const Value& wanted = stack_[from - 1];
    const bool is_there =
        std::find(stack_.begin() + static_cast<std::ptrdiff_t>(from), stack_.end(), wanted) != stack_.end();
    stack_.resize(from - 1);
    push(is_there ? 1 : 0);
  }
  void search(Op op) {
    const std::string wanted = pop_words();
    const std::string words = pop_words();
    if (op == Op::contains) return push(words.find(wanted) != std::string::npos ? 1 : 0);
    if (wanted.size() > words.size()) return push(0);
    const std::size_t at = op == Op::starts_with ? 0 : words.size() - wanted.size();
    push(words.compare(at, wanted.size(), wanted) == 0 ? 1 : 0);
  }
  void arithmetic(Op op) {
    const std::int64_t right = pop_number();
    const std::int64_t left = pop_number();
    std::int64_t result = 0;
    bool overflows = false;
    switch (op) {
      case Op::add:
        overflows = __builtin_add_overflow(left, right, &result);
        break;
      case Op::subtract:
        overflows = __builtin_sub_overflow(left, right, &result);
        break;
      case Op::multiply:
        overflows = __builtin_mul_overflow(left, right, &result);
        break;
      case Op::divide:
      case Op::remainder:
        if (right == 0) {
          fault_ = Fault::division_by_zero;
        } else if (right == -1) {  // the one quotient that does not fit
          overflows = __builtin_sub_overflow(std::int64_t{0}, left, &result);
          if (op == Op::remainder) {
            overflows = false;
            result = 0;
          }
        } else {
          result = op == Op::divide ? left / right : left % right;
        }
        break;
      case Op::less:
        result = left < right ? 1 : 0;
        break;
      case Op::less_equal:
        result = left <= right ? 1 : 0;
        break;
      case Op::greater:
        result = left > right ? 1 : 0;
        break;
      case Op::greater_equal:
        result = left >= right ? 1 : 0;
        break;
      case Op::smallest:
        result = std::min(left, right);
        break;
      case Op::largest:
        result = std::max(left, right);
        break;
      default:
        return bad();
    }
    if (overflows) fault_ = Fault::overflow;
    push(result);
  }

  const Code& code_;
  const Reading& reading_;
  std::vector<Value> stack_;
  Fault fault_ = Fault::none;
};

}  // namespace

Evaluated evaluate(const Code& code, const Reading& reading) {
  return Machine(code, reading).run();
}

}  // namespace rapport::switchboard::flow
