#include <doctest/doctest.h>

#include <random>

#include "switchboard/flow/expression.h"

using namespace rapport::switchboard::flow;

namespace {

const Scope scope{{{"age", ValueType::integer, {}},
                   {"is_vip", ValueType::boolean, {}},
                   {"topic", ValueType::choice, {"sales", "support"}},
                   {"order", ValueType::text, {}}},
                  {{"channel", ValueType::choice, {"voice", "chat"}}}};
const std::vector<std::int64_t> numbers = {30, 1, 1, 7};
const std::vector<std::string> words = {"", "", "", " AB-4711 "};
const std::vector<std::int64_t> facts(fact_count, 1);

Value value_of(std::string_view source, Expected expected) {
  const auto code = compile(source, scope, expected);
  REQUIRE_MESSAGE(code.has_value(), source, ": ", code ? "" : code.error().detail);
  const Evaluated result = evaluate(code->code, {numbers, words, facts.data()});
  REQUIRE_MESSAGE(result.fault == Fault::none, source);
  return result.value;
}
bool holds(std::string_view source) {
  return std::get<std::int64_t>(value_of(source, {ValueType::boolean, {}})) == 1;
}
std::int64_t number(std::string_view source) {
  return std::get<std::int64_t>(value_of(source, {ValueType::integer, {}}));
}
std::string text(std::string_view source) {
  return std::get<std::string>(value_of(source, {ValueType::text, {}}));
}
std::string wrong(std::string_view source, Expected expected = {ValueType::boolean, {}}) {
  const auto code = compile(source, scope, expected);
  return code ? "" : code.error().detail;
}
Fault fault(std::string_view source) {
  const auto code = compile(source, scope, {ValueType::integer, {}});
  REQUIRE(code.has_value());
  return evaluate(code->code, {numbers, words, facts.data()}).fault;
}

}  // namespace

TEST_CASE("expressions compare, reckon and combine as written") {
  CHECK(number("1 + 2 * 3 - -4") == 11);
  CHECK(number("(1 + 2) * 3 % 4") == 1);
  CHECK(number("min(age, 7) + max(1, 2)") == 9);
  CHECK(holds("age >= 18 and is_vip"));
  CHECK(holds("not (age < 18) or 1 / 0 == 1"));
  CHECK_FALSE(holds("age != 30 and 1 / 0 == 1"));
  CHECK(holds("age in (1, 30, 5)"));
  CHECK(holds("age not in (1, 2)"));
  CHECK(holds("topic == 'support'"));
  CHECK(holds("\"support\" == topic and topic != 'sales'"));
  CHECK(holds("topic in ('sales', 'support')"));
  CHECK(holds("channel == 'chat'"));
}

TEST_CASE("expressions work on words") {
  CHECK(text("trim(order)") == "AB-4711");
  CHECK(text("lower(trim(order)) + '/' + digits(order)") == "ab-4711/4711");
  CHECK(number("number(digits(order), 0) + 1") == 4712);
  CHECK(number("number(order, -1)") == -1);
  CHECK(number("length('退货')") == 2);
  CHECK(holds("contains(order, '47') and starts_with(trim(order), 'AB') and ends_with(trim(order), '11')"));
  CHECK(holds("order != ''"));
  CHECK(text("text(age) + upper('x')") == "30X");
}

TEST_CASE("only expressions that work on words are private") {
  CHECK_FALSE(compile("age > 3 and topic == 'sales'", scope, {ValueType::boolean, {}})->is_private);
  CHECK(compile("age > 3 and order == ''", scope, {ValueType::boolean, {}})->is_private);
}

TEST_CASE("an expression that makes no sense says where and why") {
  CHECK(wrong("age >") == "at 6: expected a value, found the end");
  CHECK(wrong("age = 3") == "at 5: '=' says nothing here; '==' compares");
  CHECK(wrong("ages > 3") == "at 1: there is no attribute 'ages'");
  CHECK(wrong("topic == 'slaes'") == "at 10: 'slaes' is none of: sales, support");
  CHECK(wrong("age == 'x'") == "at 8: expected a number, this is a text");
  CHECK(wrong("age + is_vip > 1") == "at 7: expected a number, this is true or false");
  CHECK(wrong("age") == "at 1: expected true or false, this is a number");
  CHECK(wrong("topic == channel") == "at 10: these are choices between different things");
  CHECK(wrong("length(age) > 1") == "at 8: expected a text, this is a number");
  CHECK(wrong("length(order, order) > 1") == "at 1: length() takes 1 value");
  CHECK(wrong("run(1)") == "at 1: there is no function 'run'");
  CHECK(wrong("is_vip and 'x") == "at 12: this text has no end");
  CHECK(wrong("is_vip is_vip") == "at 8: expected the end, found 'is_vip'");
  CHECK(wrong("age > 1.5") == "at 8: numbers are whole");
  CHECK(wrong("age > 99999999999999999999") == "at 7: this number is too large");
  CHECK(wrong("is_vip; is_vip") == "at 7: ';' is no sign of this language");
  CHECK(wrong(std::string(100, '(') + "1" + std::string(100, ')')) == "at 33: nested too deeply");
  CHECK(wrong(std::string(2'000, ' ')) == "at 1001: this expression is too long");
}

TEST_CASE("what leaves the numbers is a fault and never undefined") {
  CHECK(fault("1 / (age - 30)") == Fault::division_by_zero);
  CHECK(fault("1 % (age - 30)") == Fault::division_by_zero);
  CHECK(fault("9223372036854775807 + age") == Fault::overflow);
  CHECK(fault("(-9223372036854775807 - 1) / (age - 31)") == Fault::overflow);
  CHECK(number("(-9223372036854775807 - 1) % (age - 31)") == 0);
  CHECK(fault("-(-9223372036854775807 - 1)") == Fault::overflow);
}

TEST_CASE("code that nobody compiled gives a value or a fault") {
  std::mt19937_64 random(7);
  for (int i = 0; i < 20'000; ++i) {
    Code code;
    code.texts = {"a", "b"};
    for (std::uint64_t n = random() % 12; n > 0; --n)
      code.instructions.push_back({static_cast<Op>(random() % static_cast<std::uint64_t>(op_count)),
                                   static_cast<std::int64_t>(random() % 8) - 2});
    (void)evaluate(code, {numbers, words, facts.data()});
  }
}
