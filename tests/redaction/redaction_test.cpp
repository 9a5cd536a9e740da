#include "redaction/redaction.h"

#include <doctest/doctest.h>

namespace rapport::redaction {
namespace {

std::string cards(std::string_view text) {
  return redact(text, {true, false}).text;
}
std::string ids(std::string_view text) {
  return redact(text, {false, true}).text;
}

}  // namespace

TEST_CASE("of a card number the last four digits stay, however it is written") {
  CHECK(cards("4111111111111111") == "•••• 1111");
  CHECK(cards("my card is 4111 1111 1111 1111, thanks") == "my card is •••• 1111, thanks");
  CHECK(cards("4111-1111-1111-1111") == "•••• 1111");
  CHECK(cards("5555 - 5555 - 5555 - 4444") == "•••• 4444");
  CHECK(cards("卡号４１１１１１１１１１１１１１１１。") == "卡号•••• 1111。");
  CHECK(cards("• 4111 1111 1111 1111") == "• •••• 1111");
  CHECK(cards("3782 822463 10005") == "•••• 0005");    // 15 digits
  CHECK(cards("30569309025904") == "•••• 5904");       // 14
  CHECK(cards("6212345678900000003") == "•••• 0003");  // 19, UnionPay
}

TEST_CASE("what follows a card number is not taken for a part of it") {
  CHECK(cards("4111 1111 1111 1111 12/27") == "•••• 1111 12/27");
  CHECK(cards("4111111111111111 123") == "•••• 1111 123");
  CHECK(cards("4111111111111111 5555555555554444") == "•••• 1111 •••• 4444");
  CHECK(redact("4111111111111111 5555555555554444", {true, false}).count == 2);
}

TEST_CASE("numbers that are no cards stay") {
  for (const char* text :
       {"4111111111111112", "+49 4111 1111 1111 1111", "order 41111111111111111111111111", "13800138000",
        "1772000000000000", "0000000000000000", "call 010-6555-1234 or 010-6555-4321", "411111", ""})
    CHECK(cards(text) == text);
  CHECK(redact("4111111111111111", {false, false}).text == "4111111111111111");
}

TEST_CASE(
    "of a resident identity number the last four characters stay, when its checksum and its day are right") {
  CHECK(ids("11010519491231002X") == "•••• 002X");
  CHECK(ids("身份证11010519491231002x，谢谢") == "身份证•••• 002X，谢谢");
  CHECK(ids("440524 18800101 0014") == "•••• 0014");
  CHECK(ids("110105194912310021") == "110105194912310021");    // checksum
  CHECK(ids("11010519491331002X") == "11010519491331002X");    // month 13
  CHECK(ids("11010519491231002Xy") == "11010519491231002Xy");  // a word
  CHECK(cards("11010519491231002X") == "11010519491231002X");
}

TEST_CASE("a second time changes nothing") {
  const Redacted once = redact("4111 1111 1111 1111 and 11010519491231002X", {true, true});
  CHECK(once.count == 2);
  const Redacted again = redact(once.text, {true, true});
  CHECK(again.text == once.text);
  CHECK(again.count == 0);
}

}  // namespace rapport::redaction
