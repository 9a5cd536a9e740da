// Tables of strangers: cut anywhere they give the same rows, and what is written of a row is read back.
#include <cstddef>
#include <cstdint>

#include "base/check.h"
#include "platform/csv/reader.h"

namespace {

using rapport::csv::Reader;
using rapport::csv::Row;

std::vector<Row> rows_of(std::string_view text, std::size_t cut) {
  std::vector<Row> rows;
  const auto keep = [&rows](Row& row) {
    rows.push_back(std::move(row));
    return true;
  };
  Reader reader(',');
  reader.feed(text.substr(0, cut), keep);
  reader.feed(text.substr(cut), keep);
  reader.finish(keep);
  return rows;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto rows = rows_of(text, size / 2);
  const auto whole = rows_of(text, size);
  RAPPORT_CHECK(rows.size() == whole.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    RAPPORT_CHECK(rows[i].fields == whole[i].fields && rows[i].line == whole[i].line);
    RAPPORT_CHECK(rows[i].problem == whole[i].problem && rows[i].fields.size() <= rapport::csv::fields_max);
    std::string line;
    for (std::size_t f = 0; f < rows[i].fields.size(); ++f) {
      line += f > 0 ? "," : "";
      rapport::csv::append_field(line, rows[i].fields[f], ',');
    }
    const auto again = rows_of(line + "\n", 0);
    RAPPORT_CHECK(again.size() <= 1 && (again.empty() || again[0].problem.empty()));
    if (!again.empty()) RAPPORT_CHECK(again[0].fields.size() == rows[i].fields.size());
  }
  return 0;
}
