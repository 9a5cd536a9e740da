// Reads the first sheet of an XLSX workbook row by row, every cell as text: numbers as they are written
// shortest, what is formatted as a date as 2026-03-02, 2026-03-02T08:15:00 or 08:15:00, true and false, and
// of formulas what they gave when the file was saved. Hostile files (bombs, document types, circles) are
// refused; in memory are one row and the workbook's table of texts. Pure but for its two libraries. Any
// thread.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace rapport::spreadsheet {

inline constexpr std::size_t unpacked_bytes_max = 512U << 20;  // of all parts that are read
inline constexpr std::size_t texts_bytes_max = 64U << 20;      // of the table of texts
inline constexpr std::size_t columns_max = 500;
inline constexpr std::size_t row_bytes_max = 1U << 20;

struct Row {
  std::int64_t line = 1;  // as the program shows it
  std::vector<std::string> fields;
};

// False: enough, nothing more is read. Rows without a cell are left out.
using OnRow = std::function<bool(Row&)>;

bool looks_like_workbook(std::string_view bytes);
// invalid, not_a_workbook (with what to do), broken_workbook; too_large, workbook_too_large.
Result<void> read(std::string_view bytes, const OnRow& on_row);

}  // namespace rapport::spreadsheet
