#include <doctest/doctest.h>

#include <algorithm>

#include "platform/contract/instant_text.h"
#include "support/temp_folder.h"
#include "workforce/tables/table_in.h"
#include "workforce/tables/table_out.h"

namespace rapport::workforce {
namespace {

using Rows = std::vector<std::vector<std::string>>;

Rows rows_of(const std::string& bytes) {
  Rows rows;
  const auto read = read_table(bytes, [&](std::int64_t, std::vector<std::string>& fields) -> Result<void> {
    rows.push_back(fields);
    return {};
  });
  INFO((read ? "" : read.error().detail));
  CHECK(read.has_value());
  return rows;
}

const std::vector<TableSheet> sheets{
    {"first",
     {{std::string("start"), std::string("name")},
      {table_moment(Instant{1'772'438'400'000'000}), std::string("=cmd|'/c calc'!A1")},
      {table_number(2.5), std::string("-3")},
      {table_number({}), std::string("中文, \"quoted\"")}}},
    {"second", {{std::string("other")}}}};
const Rows as_read{{"start", "name"},
                   {contract::format_instant(Instant{1'772'438'400'000'000}), "=cmd|'/c calc'!A1"},
                   {"2.5", "-3"},
                   {"", "中文, \"quoted\""}};

}  // namespace

TEST_CASE("a table goes out as CSV without formulas, and comes back as it was") {
  const auto answer = table_answer({"shifts", false, "", 1}, sheets);
  REQUIRE(answer.has_value());
  CHECK(answer->body.find("'=cmd") != std::string::npos);
  CHECK(answer->body.find("other") == std::string::npos);
  CHECK(rows_of(answer->body) == as_read);
}

TEST_CASE("a workbook has every sheet, no formula, and leaves no file") {
  const tests::TempFolder folder;
  const auto answer = table_answer({"shifts", true, folder.path() / "tables", 1}, sheets);
  REQUIRE(answer.has_value());
  CHECK(rows_of(answer->body) == as_read);
  CHECK(std::filesystem::is_empty(folder.path() / "tables"));
  CHECK(std::any_of(answer->headers.begin(), answer->headers.end(), [](const auto& header) {
    return header.second.find("shifts.xlsx") != std::string::npos;
  }));
}

TEST_CASE("a sheet's name that cannot be, and a row that is none, are errors") {
  const tests::TempFolder folder;
  CHECK_FALSE(workbook_bytes(folder.path() / "a.xlsx", {{"a", {}}, {"a", {}}}).has_value());
  CHECK(std::filesystem::is_empty(folder.path()));
  const auto stopped = read_table("a\nb\nc\n", [](std::int64_t line, std::vector<std::string>&) {
    return line < 2 ? Result<void>{} : fail(ErrorCode::invalid, "enough", "line 2");
  });
  REQUIRE_FALSE(stopped.has_value());
  CHECK(stopped.error().reason == "enough");
}

}  // namespace rapport::workforce
