#include "base/json_text.h"

#include <doctest/doctest.h>

#include "base/utf8.h"

namespace rapport {

TEST_CASE("A JSON string is valid whatever bytes go in") {
  std::string out;
  append_json_string(out, std::string_view("a\"\\\n\0\x7f\xff\xc3\xa9\xe4\xbd\xa0", 12));
  CHECK(out == "\"a\\\"\\\\\\u000a\\u0000\\u007f\xEF\xBF\xBD\xc3\xa9\xe4\xbd\xa0\"");
}

TEST_CASE("Overlong forms, surrogates, lone and cut sequences are not UTF-8") {
  CHECK(is_utf8("plain \xe4\xbd\xa0\xe5\xa5\xbd \xf0\x9f\x98\x80"));
  for (const char* bad : {"\xc0\xaf", "\xe0\x80\xaf", "\xf0\x80\x80\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80",
                          "\x80", "\xe4\xbd", "\xff"})
    CHECK_FALSE(is_utf8(bad));
}

TEST_CASE("A front of a text never cuts a character") {
  CHECK(utf8_front("\xe4\xbd\xa0\xe5\xa5\xbd", 5) == "\xe4\xbd\xa0");
  CHECK(utf8_front("\xe4\xbd\xa0\xe5\xa5\xbd", 6) == "\xe4\xbd\xa0\xe5\xa5\xbd");
  CHECK(utf8_front("abc", 2) == "ab");
}

}  // namespace rapport
