#include <doctest/doctest.h>

#include "platform/csv/charset.h"
#include "platform/csv/reader.h"

namespace rapport::csv {
namespace {

std::vector<Row> rows_of(std::string_view text, char delimiter = ',') {
  std::vector<Row> rows;
  const auto keep = [&rows](Row& row) {
    rows.push_back(std::move(row));
    return true;
  };
  Reader reader(delimiter);
  reader.feed(text, keep);
  reader.finish(keep);
  return rows;
}

using Fields = std::vector<std::string>;

std::string decoded(const std::string& charset, std::string_view bytes) {
  auto decoder = Decoder::open(charset);
  REQUIRE(decoder.has_value());
  std::string out;
  for (const char& byte : bytes)  // one at a time: no character is cut
    decoder->decode({&byte, 1}, &byte == &bytes.back(), out);
  return out;
}

}  // namespace

TEST_CASE("rows are read with any line end, quotes, and delimiters and lines inside quotes") {
  const auto rows = rows_of("a,b\r\n\"x, \"\"y\"\"\",\"two\nlines\"\n\n,\rlast");
  REQUIRE(rows.size() == 4);
  CHECK(rows[0].fields == Fields{"a", "b"});
  CHECK(rows[1].fields == Fields{"x, \"y\"", "two\nlines"});
  CHECK(rows[1].line == 2);
  CHECK(rows[2].fields == Fields{"", ""});
  CHECK(rows[2].line == 5);
  CHECK(rows[3].fields == Fields{"last"});
  CHECK(rows[3].line == 6);
  CHECK(rows_of("a;b", ';')[0].fields == Fields{"a", "b"});
  CHECK(rows_of("").empty());
}

TEST_CASE("a broken row says what is wrong, and the next one is read") {
  const auto rows = rows_of("a \"b\",c\n\"a\"b,c\nfine\n\"never ends\nx");
  REQUIRE(rows.size() == 4);
  CHECK(rows[0].problem == "a quotation mark inside a field that is not quoted");
  CHECK(rows[1].problem == "something stands behind a closing quotation mark");
  CHECK(rows[2].problem.empty());
  CHECK(rows[3].problem == "the file ends inside quotation marks");
  const auto wide = rows_of(std::string(600, ',') + "\n" + std::string(2'000'000, 'x') + "\nfine");
  REQUIRE(wide.size() == 3);
  CHECK(wide[0].problem == "more than 500 fields");
  CHECK(wide[1].problem.starts_with("the row is longer"));
  CHECK(wide[1].fields.front().size() <= row_bytes_max);
  CHECK(wide[2].problem.empty());
}

TEST_CASE("what a spreadsheet would run is written as text, and numbers stay numbers") {
  for (const char* formula :
       {"=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3", "\t=1", "\r=1", "＝1", "'=1"}) {
    std::string out;
    append_field(out, formula, ',');
    CHECK(out.starts_with("\"'"));
    CHECK(without_guard(rows_of(out).front().fields.front()) == formula);
  }
  CHECK(without_guard("'tis") == "'tis");
  CHECK(line_of({"-12.50", "+49 30 123", "plain", "a,b", "a\"b", " x", ""}, ',') ==
        "-12.50,+49 30 123,plain,\"a,b\",\"a\"\"b\",\" x\",\r\n");
  CHECK(rows_of(line_of({"a,b", "c\"d", "e\r\nf"}, ','))[0].fields == Fields{"a,b", "c\"d", "e\r\nf"});
}

TEST_CASE("the delimiter and the charset are found") {
  CHECK(likely_delimiter("name;\"a,b,c\";x\nq,q,q") == ';');
  CHECK(likely_delimiter("姓名\t电话") == '\t');
  CHECK(likely_delimiter("one") == ',');
  CHECK(likely_charset("\xEF\xBB\xBFname") == "UTF-8");
  CHECK(likely_charset("姓名,电话").substr(0, 5) == "UTF-8");
  CHECK(likely_charset(std::string_view("姓名").substr(0, 5)) == "UTF-8");
  CHECK(likely_charset(std::string_view("\xFF\xFE"
                                        "a\0",
                                        4)) == "UTF-16LE");
  // 姓名,电话 in GB18030, and 姓名,電話 in Big5.
  CHECK(decoded("GB18030", "\xD0\xD5\xC3\xFB,\xB5\xE7\xBB\xB0") == "姓名,电话");
  CHECK(decoded("Big5", "\xA9\x6D\xA6\x57,\xB9\x71\xB8\xDC") == "姓名,電話");
  CHECK(decoded("UTF-16LE", std::string_view("\xFF\xFE"
                                             "a\0\x3d\xd8\x00\xde",
                                             8)) == "a😀");
  CHECK(decoded("UTF-8",
                "\xEF\xBB\xBF"
                "a\xFF") == "a\xEF\xBF\xBD");
  CHECK_FALSE(Decoder::open("KOI8-R").has_value());
}

}  // namespace rapport::csv
