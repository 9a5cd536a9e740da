#include "workforce/tables/table_out.h"

#include <fmt/format.h>

#include <fstream>

#include "platform/contract/instant_text.h"
#include "platform/csv/reader.h"

namespace rapport::workforce {
namespace {

std::string field_of(const spreadsheet::Cell& cell) {
  if (const auto* text = std::get_if<std::string>(&cell)) return *text;
  if (const auto* number = std::get_if<double>(&cell)) return fmt::format("{}", *number);
  if (const auto* at = std::get_if<Instant>(&cell)) return contract::format_instant(*at);
  return "";
}

Result<void> write_sheets(spreadsheet::Writer& writer, const std::vector<TableSheet>& sheets) {
  for (std::size_t i = 0; i < sheets.size(); ++i) {
    if (i > 0)
      if (auto begun = writer.begin_sheet(sheets[i].name); !begun) return begun;
    for (const TableLine& line : sheets[i].lines)
      if (auto added = writer.add(line); !added) return added;
  }
  return writer.finish();
}

}  // namespace

spreadsheet::Cell table_moment(Instant at) {
  return contract::format_instant(at);
}

spreadsheet::Cell table_number(const std::optional<double>& value) {
  return value ? spreadsheet::Cell(*value) : spreadsheet::Cell();
}

std::string csv_bytes(const TableSheet& sheet) {
  std::string bytes = "\xEF\xBB\xBF";
  for (const TableLine& line : sheet.lines) {
    std::vector<std::string> fields;
    for (const spreadsheet::Cell& cell : line)
      fields.push_back(field_of(cell));
    bytes += csv::line_of(fields, ',');
  }
  return bytes;
}

Result<std::string> workbook_bytes(const std::filesystem::path& file, const std::vector<TableSheet>& sheets) {
  auto writer = spreadsheet::Writer::create(file, sheets.front().name);
  if (!writer) return tl::unexpected<Error>(std::move(writer.error()));
  auto written = write_sheets(*writer, sheets);
  std::string bytes;
  if (written) {
    std::ifstream in(file, std::ios::binary);
    bytes.assign(std::istreambuf_iterator<char>(in), {});
  }
  std::error_code ignored;
  std::filesystem::remove(file, ignored);
  if (!written) return tl::unexpected<Error>(std::move(written.error()));
  return bytes;
}

Result<http::Response> table_answer(const TableFile& file, const std::vector<TableSheet>& sheets) {
  http::Response response;
  if (file.is_workbook) {
    std::error_code ignored;
    std::filesystem::create_directories(file.folder, ignored);
    auto bytes = workbook_bytes(file.folder / fmt::format("table-{}.xlsx", file.number), sheets);
    if (!bytes) return tl::unexpected<Error>(std::move(bytes.error()));
    response.body = std::move(*bytes);
    response.content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  } else {
    response.body = csv_bytes(sheets.front());
    response.content_type = "text/csv; charset=utf-8";
  }
  response.headers = {{"Cache-Control", "no-store"},
                      {"Content-Disposition", fmt::format("attachment; filename=\"{}.{}\"", file.name,
                                                          file.is_workbook ? "xlsx" : "csv")}};
  return response;
}

}  // namespace rapport::workforce
