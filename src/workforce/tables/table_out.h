// Tables on their way out: CSV (the first sheet, with a byte order mark: spreadsheets take it for UTF-8) or a
// workbook. Texts that look like formulas are harmless in both. Blocks on the disk for workbooks.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "platform/contract/describe.h"
#include "platform/http/message.h"
#include "platform/spreadsheet/writer.h"

namespace rapport::workforce {

using TableLine = std::vector<spreadsheet::Cell>;
struct TableSheet {
  std::string name;  // at most 31 characters without []:*?/\ .
  std::vector<TableLine> lines;
};

inline constexpr std::size_t table_lines_max = 500'000;  // of what an operation gives at once

// As text, RFC 3339 in UTC: what can be read again. An absent number is an empty cell.
spreadsheet::Cell table_moment(Instant at);
spreadsheet::Cell table_number(const std::optional<double>& value);

struct TableFile {
  std::string name;  // without its ending
  bool is_workbook = false;
  std::filesystem::path folder;  // of the file that a workbook is made in
  std::int64_t number = 0;       // told apart by it from others there
};
// REQUIRES: a sheet.
Result<http::Response> table_answer(const TableFile& file, const std::vector<TableSheet>& sheets);

// In memory; the file that is made on the way is gone.
Result<std::string> workbook_bytes(const std::filesystem::path& file, const std::vector<TableSheet>& sheets);
std::string csv_bytes(const TableSheet& sheet);

}  // namespace rapport::workforce
