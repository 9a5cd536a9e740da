#include "platform/contract/scanner.h"

#include <doctest/doctest.h>

#include <boost/json/parse.hpp>

#include "platform/contract/json.h"

using namespace rapport;

TEST_CASE("Our scanner and Boost.JSON agree on what is JSON") {
  for (const std::string_view text : {
           "null",
           " true ",
           "false",
           "nul",
           "truex",
           "0",
           "-0",
           "-",
           "01",
           "1.",
           ".5",
           "1.5",
           "1e5",
           "1E+5",
           "1e",
           "1e+",
           "-1.25e-3",
           "+1",
           "0x1",
           "\"\"",
           "\"a\"",
           "\"\\u0041\"",
           "\"\\ud83d\\ude00\"",
           "\"\\ud83d\"",
           "\"\\ude00\"",
           "\"\\u12\"",
           "\"\\q\"",
           "\"\t\"",
           "\"\x7f\"",
           "\"",
           "'a'",
           "\"\xC3\xA9\"",
           "\"\xC3\"",
           "\"\xC0\xAF\"",
           "\"\xE2\x82\xAC\"",
           "\"\xE2\x82\"",
           "\"\xED\xA0\x80\"",
           "\"\xE0\x80\x80\"",
           "\"\xF0\x9F\x98\x80\"",
           "\"\xF4\x90\x80\x80\"",
           "\"\xF8\x88\x80\x80\x80\"",
           "[]",
           "[1]",
           "[1,]",
           "[,1]",
           "[1 2]",
           "[",
           "]",
           "[1,[2,[3]]]",
           "{}",
           "{\"a\":1}",
           "{\"a\":1,}",
           "{\"a\"}",
           "{a:1}",
           "{\"a\":1 \"b\":2}",
           "{\"a\":{\"b\":[null]}}",
           "{",
           "}",
           "",
           " ",
           "1 2",
           "[1]]",
           "\xEF\xBB\xBF{}",
           "// x\n1",
           "NaN",
           "Infinity",
           "[1]\n\r\t ",
           "[1]\v",
       }) {
    boost::json::error_code error;
    boost::json::parse(boost::json::string_view(text.data(), text.size()), error);
    CAPTURE(text);
    CHECK(contract::decode<contract::Json>(text).has_value() == !error);
  }
}

TEST_CASE("Escapes mean the same to both") {
  for (const std::string_view text : {R"("\u00e9")", R"("\"\\\/\b\f\n\r\t")", R"("\ud83d\ude00x")",
                                      R"("plain\u4f60plain")", R"("\uFFFD\uffff")"}) {
    CHECK(*contract::decode<std::string>(text) ==
          std::string(boost::json::parse(boost::json::string_view(text.data(), text.size())).as_string()));
  }
}
