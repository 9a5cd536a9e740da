#include <doctest/doctest.h>

#include <fstream>
#include <map>
#include <sstream>

#include "platform/archive/zip_writer.h"
#include "platform/spreadsheet/date_format.h"
#include "platform/spreadsheet/reader.h"
#include "platform/spreadsheet/writer.h"
#include "support/temp_folder.h"

namespace rapport::spreadsheet {
namespace {

std::string content_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::stringstream all;
  all << in.rdbuf();
  return all.str();
}

struct Read {
  std::vector<Row> rows;
  std::string reason, detail;
};
Read all_of(std::string_view bytes) {
  Read made;
  const auto done = read(bytes, [&](Row& row) {
    made.rows.push_back(row);
    return true;
  });
  if (!done) made.reason = done.error().reason;
  if (!done) made.detail = done.error().detail;
  return made;
}

using Parts = std::map<std::string, std::string>;

// A workbook as other programs write them, with these parts instead of the usual.
std::string workbook(const Parts& instead) {
  Parts parts{
      {"xl/workbook.xml",
       R"(<?xml version="1.0"?><workbook xmlns="http://x/main" xmlns:r="http://x/r"><sheets><sheet name="A")"
       R"( sheetId="1" r:id="rId7"/><sheet name="B" sheetId="2" r:id="rId8"/></sheets></workbook>)"},
      {"xl/_rels/workbook.xml.rels",
       R"(<Relationships><Relationship Id="rId8" Type="http://x/worksheet" Target="worksheets/b.xml"/>)"
       R"(<Relationship Id="rId7" Type="http://x/worksheet" Target="/xl/worksheets/a.xml"/>)"
       R"(<Relationship Id="r1" Type="http://x/sharedStrings" Target="sharedStrings.xml"/>)"
       R"(<Relationship Id="r2" Type="http://x/styles" Target="styles.xml"/></Relationships>)"},
      {"xl/sharedStrings.xml",
       R"(<sst><si><t>one</t></si><si><r><t>tw</t></r><r><t xml:space="preserve">o </t></r><rPh><t>x</t></rPh></si>)"
       R"(<si><t>a_x000D_b</t></si><si/></sst>)"},
      {"xl/styles.xml",
       R"(<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd hh:mm"/>)"
       R"(<numFmt numFmtId="165" formatCode="[Red]0.00&quot; days&quot;"/></numFmts>)"
       R"(<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>)"
       R"(<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="14"/></cellXfs></styleSheet>)"},
      {"xl/worksheets/a.xml", "<worksheet><sheetData></sheetData></worksheet>"}};
  for (const auto& [name, content] : instead)
    parts[name] = content;
  const tests::TempFolder folder;
  auto zip = archive::ZipWriter::create(folder.path() / "x.xlsx", 1U << 30);
  REQUIRE(zip.has_value());
  for (const auto& [name, content] : parts)
    if (content != "none") REQUIRE(zip->add(name, content).has_value());
  REQUIRE(zip->finish().has_value());
  return content_of(folder.path() / "x.xlsx");
}
std::string sheet(const std::string& rows) {
  return workbook({{"xl/worksheets/a.xml", "<worksheet><sheetData>" + rows + "</sheetData></worksheet>"}});
}

}  // namespace

TEST_CASE("what is written is read again, and texts stay texts") {
  const tests::TempFolder folder;
  const auto file = folder.path() / "history.xlsx";
  auto writer = Writer::create(file, "历史 history");
  REQUIRE(writer.has_value());
  REQUIRE(writer->add({std::string("start"), std::string("队列"), std::string("contacts")}).has_value());
  REQUIRE(writer->add({Instant{1'772'438'400'000'000}, std::string("=1+1"), 12.5}).has_value());
  REQUIRE(writer->add({}).has_value());
  REQUIRE(writer->add({Cell{}, std::string("<a&b> \n https://x.test"), 1e20}).has_value());
  CHECK(writer->add({std::string(text_length_max + 1, 'x')}).error().reason == "workbook_too_large");
  REQUIRE(writer->finish().has_value());
  const std::string bytes = content_of(file);
  CHECK(looks_like_workbook(bytes));
  const Read read = all_of(bytes);
  INFO(read.detail);
  REQUIRE(read.rows.size() == 3);
  CHECK(read.rows[0].fields == std::vector<std::string>{"start", "队列", "contacts"});
  CHECK(read.rows[1].fields == std::vector<std::string>{"2026-03-02T08:00:00", "=1+1", "12.5"});
  CHECK(read.rows[2].line == 4);
  CHECK(read.rows[2].fields == std::vector<std::string>{"", "<a&b> \n https://x.test", "1e+20"});
}

TEST_CASE("workbooks of other programs: shared and inline texts, dates, holes, formulas") {
  const Read read = all_of(sheet(
      R"(<row r="2"><c r="B2" t="s"><v>0</v></c><c r="D2" t="s"><v>1</v></c><c t="s"><v>2</v></c></row>)"
      R"(<row r="3"/><row r="5"><c r="A5" s="1"><v>46083.34375</v></c><c r="B5" s="3"><v>46083</v></c>)"
      R"(<c r="C5" s="2"><v>3.50</v></c><c r="D5" s="1"><v>0.25</v></c></row>)"
      R"(<row><c t="inlineStr"><is><t>in</t></is></c><c><f>1+1</f><v>2</v></c><c t="b"><v>1</v></c>)"
      R"(<c t="e"><v>#N/A</v></c><c t="str"><f>A1</f><v>text</v></c></row>)"));
  INFO(read.detail);
  REQUIRE(read.reason == "");
  REQUIRE(read.rows.size() == 3);
  CHECK(read.rows[0].line == 2);
  CHECK(read.rows[0].fields == std::vector<std::string>{"", "one", "", "two ", "a\rb"});
  CHECK(read.rows[1].fields ==
        std::vector<std::string>{"2026-03-02T08:15:00", "2026-03-02", "3.5", "06:00:00"});
  CHECK(read.rows[2].line == 6);
  CHECK(read.rows[2].fields == std::vector<std::string>{"in", "2", "true", "#N/A", "text"});
  CHECK(all_of(workbook({{"xl/sharedStrings.xml", "none"}, {"xl/styles.xml", "none"}})).reason == "");
}

TEST_CASE("what counts as a date") {
  CHECK(is_date_format(14));
  CHECK_FALSE(is_date_format(4));
  CHECK(is_date_format(std::string_view("[$-804]yyyy\"年\"m\"月\"d\"日\";@")));
  CHECK(is_date_format(std::string_view("[h]:mm")));
  CHECK_FALSE(is_date_format(std::string_view("General")));
  CHECK_FALSE(is_date_format(std::string_view("#,##0.00\" days\"")));
  CHECK_FALSE(is_date_format(std::string_view("[Magenta]0")));
  CHECK_FALSE(is_date_format(std::string_view("\\d0")));
  CHECK(date_text(1, false) == "1900-01-01");
  CHECK(date_text(61, false) == "1900-03-01");
  CHECK(date_text(44'621, true) == "2026-03-02");
  CHECK(date_text(-1, false) == "");
  CHECK(date_text(3e9, false) == "");
}

TEST_CASE("what is no workbook, or a hostile one, is refused with a reason") {
  CHECK(all_of("start,queue\n").reason == "not_a_workbook");
  CHECK(all_of("\xD0\xCF\x11\xE0\xA1\xB1").detail.find(".xls") != std::string::npos);
  CHECK(all_of(workbook({{"xl/workbook.xml", "none"}})).reason == "not_a_workbook");
  const std::string whole = sheet("<row><c><v>1</v></c></row>");
  CHECK(all_of(std::string_view(whole).substr(0, whole.size() / 2)).reason == "not_a_workbook");
  CHECK(all_of(workbook({{"xl/worksheets/a.xml", "none"}})).reason == "broken_workbook");
  CHECK(all_of(workbook({{"xl/workbook.xml", "<workbook/>"}})).reason == "broken_workbook");
  CHECK(all_of(sheet("<row><c t=\"s\"><v>9</v></c></row>")).reason == "broken_workbook");
  CHECK(all_of(sheet("<row r=\"3\"/><row r=\"3\"/>")).reason == "broken_workbook");
  CHECK(all_of(sheet("<row><c r=\"B1\"><v>1</v></c><c r=\"A1\"><v>1</v></c></row>")).reason ==
        "broken_workbook");
  CHECK(all_of(sheet("<row><c r=\"ZZZ1\"><v>1</v></c></row>")).reason == "workbook_too_large");
  CHECK(all_of(sheet("<row><c></row>")).reason == "broken_workbook");
  const std::string laughs =
      R"(<!DOCTYPE worksheet [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><worksheet><sheetData><row><c><v>&b;</v></c></row></sheetData></worksheet>)";
  const Read refused = all_of(workbook({{"xl/worksheets/a.xml", laughs}}));
  CHECK(refused.rows.empty());
  CHECK(refused.reason == "broken_workbook");
  const std::string file_of_ours =
      R"(<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><sst><si><t>&a;</t></si></sst>)";
  CHECK(all_of(workbook({{"xl/sharedStrings.xml", file_of_ours}})).reason == "broken_workbook");
}

TEST_CASE("a bomb is not unpacked to its end") {
  std::string texts = "<sst>";
  const std::string one = "<si><t>" + std::string(900'000, 'x') + "</t></si>";
  for (std::size_t i = 0; i < texts_bytes_max / 900'000 + 2; ++i)
    texts += one;
  CHECK(all_of(workbook({{"xl/sharedStrings.xml", texts}})).reason == "workbook_too_large");
  CHECK(all_of(sheet("<row><c t=\"str\"><v>" + std::string(row_bytes_max + 1, 'x') + "</v></c></row>"))
            .reason == "workbook_too_large");
}

}  // namespace rapport::spreadsheet
