// Tables on their way in: CSV in any charset and with any delimiter, or the first sheet of an XLSX workbook.
// Any thread.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/result.h"

namespace rapport::workforce {

// The line as the file's program shows it. An error ends the reading and is its answer.
using OnTableRow = std::function<Result<void>(std::int64_t line, std::vector<std::string>& fields)>;

// invalid, bad_table (a row that is none), and what spreadsheet::read says.
Result<void> read_table(const std::string& bytes, const OnTableRow& on_row);

}  // namespace rapport::workforce
