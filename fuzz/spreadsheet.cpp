// Workbooks of strangers: bytes as they are, and as the sheet of a workbook that is whole but for it.
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/check.h"
#include "platform/archive/zip_writer.h"
#include "platform/spreadsheet/reader.h"

namespace {

void look_at(std::string_view bytes) {
  std::int64_t line = 0;
  (void)rapport::spreadsheet::read(bytes, [&line](rapport::spreadsheet::Row& row) {
    RAPPORT_CHECK(row.line > line && !row.fields.empty());
    RAPPORT_CHECK(row.fields.size() <= rapport::spreadsheet::columns_max);
    line = row.line;
    return true;
  });
}

std::string workbook_with(std::string_view part) {
  static const std::filesystem::path file =
      std::filesystem::temp_directory_path() / ("fuzz_spreadsheet_" + std::to_string(::getpid()));
  auto zip = rapport::archive::ZipWriter::create(file, 1U << 24);
  RAPPORT_CHECK(zip.has_value());
  const auto add = [&zip](const char* name, std::string_view content) {
    RAPPORT_CHECK(zip->add(name, content).has_value());
  };
  add("xl/workbook.xml", R"(<workbook xmlns:r="r"><sheets><sheet r:id="a"/></sheets></workbook>)");
  add("xl/_rels/workbook.xml.rels",
      R"(<R><Relationship Id="a" Target="s.xml"/><Relationship Type="/sharedStrings" Target="t.xml"/>)"
      R"(<Relationship Type="/styles" Target="u.xml"/></R>)");
  add("xl/t.xml", "<sst><si><t>one</t></si></sst>");
  add("xl/u.xml", R"(<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="22"/></cellXfs></styleSheet>)");
  add("xl/s.xml", part);
  RAPPORT_CHECK(zip->finish().has_value());
  std::ifstream in(file, std::ios::binary);
  std::stringstream all;
  all << in.rdbuf();
  std::filesystem::remove(file);
  return all.str();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  look_at(bytes);
  look_at(workbook_with(bytes));
  return 0;
}
