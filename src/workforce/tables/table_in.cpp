#include "workforce/tables/table_in.h"

#include <fmt/format.h>

#include "platform/csv/charset.h"
#include "platform/csv/reader.h"
#include "platform/spreadsheet/reader.h"

namespace rapport::workforce {
namespace {

constexpr std::size_t charset_bytes = 1U << 16;  // enough to tell by

Result<void> read_lines(const std::string& bytes, const OnTableRow& on_row) {
  auto decoder = csv::Decoder::open(csv::likely_charset(std::string_view(bytes).substr(0, charset_bytes)));
  if (!decoder) return tl::unexpected<Error>(decoder.error());
  std::string text;
  decoder->decode(bytes, true, text);
  Result<void> outcome;
  const auto take = [&](csv::Row& row) {
    for (std::string& field : row.fields)
      field = std::string(csv::without_guard(field));
    outcome = row.problem.empty()
                  ? on_row(row.line, row.fields)
                  : fail(ErrorCode::invalid, "bad_table", fmt::format("line {}: {}", row.line, row.problem));
    return outcome.has_value();
  };
  csv::Reader reader(csv::likely_delimiter(text.substr(0, text.find('\n'))));
  if (reader.feed(text, take)) reader.finish(take);
  return outcome;
}

}  // namespace

Result<void> read_table(const std::string& bytes, const OnTableRow& on_row) {
  if (!spreadsheet::looks_like_workbook(bytes)) return read_lines(bytes, on_row);
  Result<void> outcome;
  auto done = spreadsheet::read(bytes, [&](spreadsheet::Row& row) {
    outcome = on_row(row.line, row.fields);
    return outcome.has_value();
  });
  return done ? outcome : done;
}

}  // namespace rapport::workforce
