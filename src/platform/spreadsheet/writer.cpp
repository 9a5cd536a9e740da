#include "platform/spreadsheet/writer.h"

#include <fmt/format.h>
#include <xlsxwriter.h>

#include <cmath>

namespace rapport::spreadsheet {
namespace {

constexpr double serial_of_1970 = 25'569;
constexpr double us_a_day = 86'400e6;
constexpr double moment_width = 20;

tl::unexpected<Error> cannot_write(const std::filesystem::path& file, lxw_error code) {
  return fail(ErrorCode::unavailable, "cannot_write",
              fmt::format("{}: {}", file.string(), lxw_strerror(code)));
}

}  // namespace

struct Writer::Impl {
  std::filesystem::path file;
  lxw_workbook* workbook = nullptr;
  lxw_worksheet* sheet = nullptr;
  lxw_format* moment = nullptr;
  std::size_t rows = 0;

  ~Impl() {
    if (workbook != nullptr) lxw_workbook_free(workbook);
  }
  lxw_error put(lxw_col_t column, const Cell& cell) {
    const auto row = static_cast<lxw_row_t>(rows);
    if (const auto* text = std::get_if<std::string>(&cell))
      return text->empty() ? LXW_NO_ERROR
                           : worksheet_write_string(sheet, row, column, text->c_str(), nullptr);
    if (const auto* number = std::get_if<double>(&cell))
      return std::isfinite(*number) ? worksheet_write_number(sheet, row, column, *number, nullptr)
                                    : LXW_NO_ERROR;
    if (const auto* at = std::get_if<Instant>(&cell))
      return worksheet_write_number(sheet, row, column,
                                    static_cast<double>(at->us) / us_a_day + serial_of_1970, moment);
    return LXW_NO_ERROR;
  }
};

Writer::Writer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Writer::~Writer() = default;
Writer::Writer(Writer&& other) noexcept = default;

Result<Writer> Writer::create(const std::filesystem::path& file, const std::string& sheet) {
  auto impl = std::make_unique<Impl>();
  impl->file = file;
  lxw_workbook_options options{};
  options.constant_memory = LXW_TRUE;
  impl->workbook = workbook_new_opt(file.c_str(), &options);
  if (impl->workbook == nullptr) return cannot_write(file, LXW_ERROR_CREATING_TMPFILE);
  lxw_doc_properties properties{};
  properties.created = 315'532'800;  // 1980, as zip archives do: the same content gives the same bytes
  workbook_set_properties(impl->workbook, &properties);
  impl->moment = workbook_add_format(impl->workbook);
  format_set_num_format(impl->moment, "yyyy-mm-dd hh:mm:ss");
  Writer writer(std::move(impl));
  if (auto begun = writer.begin_sheet(sheet); !begun) return tl::unexpected<Error>(std::move(begun.error()));
  return writer;
}

Result<void> Writer::begin_sheet(const std::string& name) {
  impl_->sheet = workbook_add_worksheet(impl_->workbook, name.c_str());
  if (impl_->sheet == nullptr) return cannot_write(impl_->file, LXW_ERROR_CREATING_TMPFILE);
  worksheet_set_column(impl_->sheet, 0, 0, moment_width, nullptr);
  impl_->rows = 0;
  return {};
}

Result<void> Writer::add(const std::vector<Cell>& row) {
  if (impl_->rows >= rows_max)
    return fail(ErrorCode::too_large, "workbook_too_large",
                fmt::format("a sheet has at most {} rows", rows_max));
  for (std::size_t i = 0; i < row.size(); ++i) {
    const lxw_error code = impl_->put(static_cast<lxw_col_t>(i), row[i]);
    if (code == LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED)
      return fail(ErrorCode::too_large, "workbook_too_large",
                  fmt::format("a cell has at most {} characters", text_length_max));
    if (code != LXW_NO_ERROR) return cannot_write(impl_->file, code);
  }
  ++impl_->rows;
  return {};
}

Result<void> Writer::finish() {
  lxw_workbook* workbook = std::exchange(impl_->workbook, nullptr);
  const lxw_error code = workbook_close(workbook);  // frees it, too
  if (code != LXW_NO_ERROR) return cannot_write(impl_->file, code);
  return {};
}

}  // namespace rapport::spreadsheet
