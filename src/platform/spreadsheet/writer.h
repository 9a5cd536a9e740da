// Writer: a workbook, written to a file sheet by sheet and row by row; of what is written one row is in
// memory. A text is a text: nothing becomes a formula or a link, whatever it begins with. The only user of
// libxlsxwriter. One thread at a time; its calls block on the disk.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "base/instant.h"
#include "base/result.h"

namespace rapport::spreadsheet {

inline constexpr std::size_t rows_max = 1'048'576;      // the format's own
inline constexpr std::size_t text_length_max = 32'767;  // of a cell; the format's own

// monostate: empty. An Instant is shown as date and time, in UTC.
using Cell = std::variant<std::monostate, std::string, double, Instant>;

class Writer {
 public:
  // The file is made when it is finished; until then rows are in an unnamed temporary one. `sheet`: at most
  // 31 characters without []:*?/\ .
  static Result<Writer> create(const std::filesystem::path& file, const std::string& sheet);
  ~Writer();
  Writer(Writer&& other) noexcept;
  Writer& operator=(Writer&&) = delete;

  // Rows go to a new sheet from now on; `name` as of the first, and of no other.
  Result<void> begin_sheet(const std::string& name);
  // too_large, workbook_too_large: rows_max or text_length_max passed.
  Result<void> add(const std::vector<Cell>& row);
  Result<void> finish();  // unavailable, cannot_write

 private:
  struct Impl;
  explicit Writer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace rapport::spreadsheet
