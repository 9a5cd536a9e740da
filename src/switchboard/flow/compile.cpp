// From an expression's text over a tree to code: lexer and parser here, types and code in the same visit of
// the tree.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>

#include "switchboard/flow/expression.h"

namespace rapport::switchboard::flow {
namespace {

struct Trouble {
  std::size_t at;
  std::string what;
};

enum class Sort : std::uint8_t { end, number, words, name, sign };
struct Token {
  Sort sort = Sort::end;
  std::string text;
  std::int64_t number = 0;
  std::size_t at = 0;
};

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

class Lexer {
 public:
  explicit Lexer(std::string_view source) : source_(source) {}

  Token next() {
    while (at_ < source_.size() && (source_[at_] == ' ' || source_[at_] == '\t' || source_[at_] == '\n'))
      ++at_;
    Token token;
    token.at = at_;
    if (at_ == source_.size()) return token;
    const char c = source_[at_];
    if (is_digit(c)) return number(std::move(token));
    if (is_letter(c)) {
      while (at_ < source_.size() && (is_letter(source_[at_]) || is_digit(source_[at_])))
        token.text += source_[at_++];
      token.sort = Sort::name;
      return token;
    }
    if (c == '"' || c == '\'') return words(std::move(token), c);
    token.sort = Sort::sign;
    token.text = source_.substr(at_, 2);
    static constexpr std::array<std::string_view, 4> pairs = {"==", "!=", "<=", ">="};
    if (std::find(pairs.begin(), pairs.end(), token.text) == pairs.end()) token.text.resize(1);
    static constexpr std::string_view single = "<>+-*/%(),";
    if (token.text.size() == 1 && single.find(c) == std::string_view::npos) {
      if (c == '=') throw Trouble{at_, "'=' says nothing here; '==' compares"};
      throw Trouble{at_, static_cast<unsigned char>(c) < 0x80 && c > ' '
                             ? fmt::format("'{}' is no sign of this language", c)
                             : std::string("a character that is no sign of this language")};
    }
    at_ += token.text.size();
    return token;
  }

 private:
  Token number(Token token) {
    token.sort = Sort::number;
    for (; at_ < source_.size() && is_digit(source_[at_]); ++at_) {
      if (__builtin_mul_overflow(token.number, std::int64_t{10}, &token.number) ||
          __builtin_add_overflow(token.number, std::int64_t{source_[at_] - '0'}, &token.number))
        throw Trouble{token.at, "this number is too large"};
    }
    if (at_ < source_.size() && (source_[at_] == '.' || is_letter(source_[at_])))
      throw Trouble{at_, "numbers are whole"};
    return token;
  }
  Token words(Token token, char quote) {
    token.sort = Sort::words;
    for (++at_; at_ < source_.size(); ++at_) {
      if (source_[at_] == quote) {
        ++at_;
        return token;
      }
      if (source_[at_] == '\\' && at_ + 1 < source_.size()) ++at_;
      token.text += source_[at_];
    }
    throw Trouble{token.at, "this text has no end"};
  }

  std::string_view source_;
  std::size_t at_ = 0;
};

struct Node;
using NodePtr = std::unique_ptr<Node>;
enum class NodeKind : std::uint8_t { number, boolean, words, name, unary, binary, logic, one_of, call };
struct Node {
  NodeKind kind = NodeKind::number;
  std::size_t at = 0;
  std::string text;  // name, words, the sign or the function
  std::int64_t number = 0;
  std::vector<NodePtr> parts;
};

class Parser {
 public:
  explicit Parser(std::string_view source) : lexer_(source) { step(); }

  NodePtr whole() {
    NodePtr node = either();
    if (token_.sort != Sort::end) throw Trouble{token_.at, "expected the end, found " + shown()};
    return node;
  }

 private:
  void step() { token_ = lexer_.next(); }
  std::string shown() const {
    switch (token_.sort) {
      case Sort::end:
        return "the end";
      case Sort::number:
        return "a number";
      case Sort::words:
        return "a text";
      default:
        return "'" + token_.text + "'";
    }
  }
  bool is(std::string_view text) const {
    return (token_.sort == Sort::name || token_.sort == Sort::sign) && token_.text == text;
  }
  void expect(std::string_view text) {
    if (!is(text)) throw Trouble{token_.at, fmt::format("expected '{}', found {}", text, shown())};
    step();
  }
  NodePtr node(NodeKind kind) const {
    auto made = std::make_unique<Node>();
    made->kind = kind;
    made->at = token_.at;
    made->text = token_.text;
    made->number = token_.number;
    return made;
  }
  // Every way down goes through here.
  struct Deeper {
    explicit Deeper(Parser& parser) : parser_(parser) {
      if (++parser_.depth_ > depth_max) throw Trouble{parser_.token_.at, "nested too deeply"};
    }
    ~Deeper() { --parser_.depth_; }
    Deeper(const Deeper&) = delete;
    Deeper& operator=(const Deeper&) = delete;
    Parser& parser_;
  };

  template <class Next>
  NodePtr chain(NodeKind kind, std::initializer_list<std::string_view> signs, Next next) {
    NodePtr left = next();
    while (std::any_of(signs.begin(), signs.end(), [this](std::string_view sign) { return is(sign); })) {
      NodePtr joined = node(kind);
      step();
      joined->parts.push_back(std::move(left));
      joined->parts.push_back(next());
      left = std::move(joined);
    }
    return left;
  }

  NodePtr either() {
    const Deeper deeper(*this);
    return chain(NodeKind::logic, {"or"},
                 [this] { return chain(NodeKind::logic, {"and"}, [this] { return negation(); }); });
  }
  NodePtr negation() {
    if (!is("not")) return comparison();
    const Deeper deeper(*this);
    NodePtr made = node(NodeKind::unary);
    step();
    made->parts.push_back(negation());
    return made;
  }
  NodePtr comparison() {
    NodePtr left = sum();
    for (const std::string_view sign : {"==", "!=", "<", "<=", ">", ">="}) {
      if (!is(sign)) continue;
      NodePtr made = node(NodeKind::binary);
      step();
      made->parts.push_back(std::move(left));
      made->parts.push_back(sum());
      return made;
    }
    const bool is_negated = is("not");
    if (!is_negated && !is("in")) return left;
    NodePtr outer = node(NodeKind::unary);
    if (is_negated) step();
    NodePtr made = node(NodeKind::one_of);
    expect("in");
    expect("(");
    made->parts.push_back(std::move(left));
    do {
      made->parts.push_back(sum());
    } while (is(",") && (step(), true));
    expect(")");
    if (!is_negated) return made;
    outer->text = "not";
    outer->parts.push_back(std::move(made));
    return outer;
  }
  NodePtr sum() {
    return chain(NodeKind::binary, {"+", "-"}, [this] {
      return chain(NodeKind::binary, {"*", "/", "%"}, [this] { return signed_value(); });
    });
  }
  NodePtr signed_value() {
    if (!is("-")) return value();
    const Deeper deeper(*this);
    NodePtr made = node(NodeKind::unary);
    step();
    made->parts.push_back(signed_value());
    return made;
  }
  NodePtr value() {
    if (is("(")) {
      step();
      NodePtr inner = either();
      expect(")");
      return inner;
    }
    NodePtr made = node(NodeKind::number);
    if (token_.sort == Sort::number) {
      step();
      return made;
    }
    if (token_.sort == Sort::words) {
      made->kind = NodeKind::words;
      step();
      return made;
    }
    static constexpr std::array<std::string_view, 4> reserved = {"or", "and", "not", "in"};
    if (token_.sort != Sort::name ||
        std::find(reserved.begin(), reserved.end(), token_.text) != reserved.end())
      throw Trouble{token_.at, "expected a value, found " + shown()};
    step();
    if (made->text == "true" || made->text == "false") {
      made->kind = NodeKind::boolean;
      made->number = made->text == "true" ? 1 : 0;
      return made;
    }
    made->kind = NodeKind::name;
    if (!is("(")) return made;
    made->kind = NodeKind::call;
    const Deeper deeper(*this);
    step();
    if (!is(")")) {
      do {
        made->parts.push_back(either());
      } while (is(",") && (step(), true));
    }
    expect(")");
    return made;
  }

  Lexer lexer_;
  Token token_;
  std::size_t depth_ = 0;
};

struct Kind {
  ValueType type = ValueType::integer;
  const std::vector<std::string>* choices = nullptr;
};

struct Function {
  std::string_view name;
  Op op;
  ValueType gives;
  std::vector<ValueType> takes;
};
const std::vector<Function>& functions() {
  using enum ValueType;
  static const std::vector<Function> all = {
      {"length", Op::length, integer, {text}},
      {"lower", Op::lower, text, {text}},
      {"upper", Op::upper, text, {text}},
      {"trim", Op::trim, text, {text}},
      {"digits", Op::digits, text, {text}},
      {"contains", Op::contains, boolean, {text, text}},
      {"starts_with", Op::starts_with, boolean, {text, text}},
      {"ends_with", Op::ends_with, boolean, {text, text}},
      {"number", Op::to_number, integer, {text, integer}},
      {"text", Op::to_text, text, {integer}},
      {"min", Op::smallest, integer, {integer, integer}},
      {"max", Op::largest, integer, {integer, integer}},
  };
  return all;
}

std::string_view said(ValueType type) {
  switch (type) {
    case ValueType::boolean:
      return "true or false";
    case ValueType::integer:
      return "a number";
    case ValueType::choice:
      return "a choice";
    case ValueType::text:
      return "a text";
  }
  return "?";
}

class Writer {
 public:
  explicit Writer(const Scope& scope) : scope_(scope) {}

  Kind write(const Node& node, std::optional<Kind> wanted) {
    switch (node.kind) {
      case NodeKind::number:
        emit(node, Op::number, node.number);
        return {ValueType::integer, nullptr};
      case NodeKind::boolean:
        emit(node, Op::number, node.number);
        return {ValueType::boolean, nullptr};
      case NodeKind::words:
        return literal(node, wanted);
      case NodeKind::name:
        return name(node);
      case NodeKind::unary:
        return unary(node);
      case NodeKind::binary:
        return binary(node);
      case NodeKind::logic:
        return logic(node);
      case NodeKind::one_of:
        return one_of(node);
      case NodeKind::call:
        return call(node);
    }
    return {};
  }
  void expect(const Node& node, const Kind& got, const Kind& wanted) const {
    if (got.type != wanted.type)
      throw Trouble{node.at, fmt::format("expected {}, this is {}", said(wanted.type), said(got.type))};
    if (got.type == ValueType::choice && *got.choices != *wanted.choices)
      throw Trouble{node.at, "these are choices between different things"};
  }
  Compiled take() { return std::move(made_); }

 private:
  void emit(const Node& node, Op op, std::int64_t value = 0) {
    if (made_.code.instructions.size() >= instructions_max)
      throw Trouble{node.at, "this expression is too long"};
    made_.code.instructions.push_back({op, value});
  }
  Kind literal(const Node& node, const std::optional<Kind>& wanted) {
    if (wanted && wanted->type == ValueType::choice) {
      const std::vector<std::string>& choices = *wanted->choices;
      const auto found = std::find(choices.begin(), choices.end(), node.text);
      if (found == choices.end())
        throw Trouble{node.at, fmt::format("'{}' is none of: {}", node.text, fmt::join(choices, ", "))};
      emit(node, Op::number, found - choices.begin());
      return *wanted;
    }
    emit(node, Op::words, static_cast<std::int64_t>(made_.code.texts.size()));
    made_.code.texts.push_back(node.text);
    made_.is_private = true;
    return {ValueType::text, nullptr};
  }
  Kind name(const Node& node) {
    for (std::size_t i = 0; i < scope_.attributes.size(); ++i)
      if (scope_.attributes[i].name == node.text) return named(node, Op::attribute, i, scope_.attributes[i]);
    for (std::size_t i = 0; i < scope_.facts.size(); ++i)
      if (scope_.facts[i].name == node.text) return named(node, Op::fact, i, scope_.facts[i]);
    throw Trouble{node.at, fmt::format("there is no attribute '{}'", node.text)};
  }
  Kind named(const Node& node, Op op, std::size_t at, const Name& name) {
    const bool is_text = name.type == ValueType::text;
    emit(node, is_text ? Op::saying : op, static_cast<std::int64_t>(at));
    if (is_text) made_.is_private = true;
    return {name.type, &name.choices};
  }
  Kind unary(const Node& node) {
    const bool is_not = node.text == "not";
    const Kind wanted{is_not ? ValueType::boolean : ValueType::integer, nullptr};
    expect(*node.parts[0], write(*node.parts[0], wanted), wanted);
    emit(node, is_not ? Op::opposite : Op::negate);
    return wanted;
  }
  // A literal takes its meaning from the other side, so the other side is looked at first.
  Kind pair(const Node& left, const Node& right) {
    if (left.kind != NodeKind::words) {
      const Kind kind = write(left, std::nullopt);
      expect(right, write(right, kind), kind);
      return kind;
    }
    const Kind kind = kind_of(right);
    expect(left, write(left, kind), kind);
    expect(right, write(right, kind), kind);
    return kind;
  }
  Kind kind_of(const Node& node) {
    Writer other(scope_);
    return other.write(node, std::nullopt);
  }
  Kind binary(const Node& node) {
    const Node& left = *node.parts[0];
    const Node& right = *node.parts[1];
    const Kind kind = pair(left, right);
    const std::string& sign = node.text;
    if (sign == "==" || sign == "!=") {
      emit(node, sign == "==" ? Op::equal : Op::unequal);
      return {ValueType::boolean, nullptr};
    }
    if (sign == "+" && kind.type == ValueType::text) {
      emit(node, Op::join);
      return kind;
    }
    if (kind.type != ValueType::integer)
      throw Trouble{node.at, fmt::format("'{}' works on numbers, this is {}", sign, said(kind.type))};
    static constexpr std::array<std::pair<std::string_view, Op>, 9> signs = {{{"<", Op::less},
                                                                              {"<=", Op::less_equal},
                                                                              {">", Op::greater},
                                                                              {">=", Op::greater_equal},
                                                                              {"+", Op::add},
                                                                              {"-", Op::subtract},
                                                                              {"*", Op::multiply},
                                                                              {"/", Op::divide},
                                                                              {"%", Op::remainder}}};
    for (const auto& known : signs) {
      if (known.first != sign) continue;
      emit(node, known.second);
      return {sign[0] == '<' || sign[0] == '>' ? ValueType::boolean : ValueType::integer, nullptr};
    }
    throw Trouble{node.at, "an unknown sign"};
  }
  Kind logic(const Node& node) {
    const Kind boolean{ValueType::boolean, nullptr};
    expect(*node.parts[0], write(*node.parts[0], boolean), boolean);
    const std::size_t skip = made_.code.instructions.size();
    emit(node, node.text == "and" ? Op::skip_false : Op::skip_true);
    expect(*node.parts[1], write(*node.parts[1], boolean), boolean);
    made_.code.instructions[skip].value =
        static_cast<std::int64_t>(made_.code.instructions.size() - skip - 1);
    return boolean;
  }
  Kind one_of(const Node& node) {
    const Kind kind = write(*node.parts[0], std::nullopt);
    for (std::size_t i = 1; i < node.parts.size(); ++i)
      expect(*node.parts[i], write(*node.parts[i], kind), kind);
    emit(node, Op::one_of, static_cast<std::int64_t>(node.parts.size() - 1));
    return {ValueType::boolean, nullptr};
  }
  Kind call(const Node& node) {
    for (const Function& function : functions()) {
      if (function.name != node.text) continue;
      if (function.takes.size() != node.parts.size())
        throw Trouble{node.at, fmt::format("{}() takes {} value{}", function.name, function.takes.size(),
                                           function.takes.size() == 1 ? "" : "s")};
      for (std::size_t i = 0; i < node.parts.size(); ++i) {
        const Kind wanted{function.takes[i], nullptr};
        expect(*node.parts[i], write(*node.parts[i], wanted), wanted);
      }
      emit(node, function.op);
      if (function.gives == ValueType::text) made_.is_private = true;
      return {function.gives, nullptr};
    }
    throw Trouble{node.at, fmt::format("there is no function '{}'", node.text)};
  }

  const Scope& scope_;
  Compiled made_;
};

}  // namespace

const std::vector<std::string>& fact_names() {
  static const std::vector<std::string> names = {"channel",  "language", "customer_known", "waited_s",
                                                 "position", "wait_s",   "tries"};
  return names;
}

Result<Compiled> compile(std::string_view source, const Scope& scope, const Expected& expected) {
  try {
    if (source.size() > source_bytes_max) throw Trouble{source_bytes_max, "this expression is too long"};
    const NodePtr tree = Parser(source).whole();
    Writer writer(scope);
    const Kind wanted{expected.type, &expected.choices};
    writer.expect(*tree, writer.write(*tree, wanted), wanted);
    Compiled made = writer.take();
    made.type = expected.type;
    made.choices = expected.choices;
    return made;
  } catch (const Trouble& trouble) {
    return fail(ErrorCode::invalid, "bad_expression", fmt::format("at {}: {}", trouble.at + 1, trouble.what));
  }
}

}  // namespace rapport::switchboard::flow
