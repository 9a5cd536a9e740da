#include "platform/spreadsheet/reader.h"

#include <fmt/format.h>

#include <charconv>
#include <map>
#include <optional>

#include "platform/spreadsheet/date_format.h"
#include "platform/spreadsheet/package.h"
#include "platform/spreadsheet/xml.h"

namespace rapport::spreadsheet {
namespace {

constexpr std::size_t styles_max = 100'000;
constexpr std::int64_t line_max = 1'048'576;

tl::unexpected<Error> broken(const std::string& what) {
  return fail(ErrorCode::invalid, "broken_workbook", what);
}
tl::unexpected<Error> too_large(const std::string& what) {
  return fail(ErrorCode::too_large, "workbook_too_large", what);
}

template <class Number>
std::optional<Number> number_of(std::string_view text) {
  Number value{};
  const auto end = text.data() + text.size();
  const auto [at, code] = std::from_chars(text.data(), end, value);
  if (code != std::errc() || at != end) return std::nullopt;
  return value;
}

// _x000D_ stands for what XML cannot hold.
std::string unescaped(const std::string& text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '_' && i + 6 < text.size() && text[i + 1] == 'x' && text[i + 6] == '_') {
      unsigned code = 0;
      const char* end = text.data() + i + 6;
      const auto [at, failed] = std::from_chars(text.data() + i + 2, end, code, 16);
      if (failed == std::errc() && at == end && code > 0 && code < 128) {
        plain += static_cast<char>(code);
        i += 6;
        continue;
      }
    }
    plain += text[i];
  }
  return plain;
}

// Where the parts are, and what is said about all of them.
struct Book {
  std::string sheet, texts, styles;  // parts; "": none
  bool is_from_1904 = false;
  std::vector<std::string> shared;
  std::vector<bool> is_date;  // by style
};

// "worksheets/sheet1.xml" beside xl/workbook.xml, or "/xl/worksheets/sheet1.xml".
std::string part_of(const std::string& target) {
  return target.starts_with('/') ? target.substr(1) : "xl/" + target;
}

Result<void> read_book(Package& package, Book& book) {
  auto xml = Xml::open(package, "xl/workbook.xml");
  if (!xml) return tl::unexpected<Error>(xml.error());
  std::string sheet;
  for (;;) {
    auto at = xml->next();
    if (!at) return tl::unexpected<Error>(at.error());
    if (*at == Xml::At::over) break;
    if (*at != Xml::At::begin) continue;
    if (xml->name() == "workbookPr") {
      const std::string from = xml->attribute("date1904");
      book.is_from_1904 = from == "1" || from == "true";
    }
    // Its id is in the namespace of relationships: r:id beside sheetId.
    if (xml->name() == "sheet" && sheet.empty()) sheet = xml->attribute("id");
  }
  auto relations = Xml::open(package, "xl/_rels/workbook.xml.rels");
  if (!relations) return tl::unexpected<Error>(relations.error());
  for (;;) {
    auto at = relations->next();
    if (!at) return tl::unexpected<Error>(at.error());
    if (*at == Xml::At::over) break;
    if (*at != Xml::At::begin || relations->name() != "Relationship") continue;
    const std::string type = relations->attribute("Type"), part = part_of(relations->attribute("Target"));
    if (relations->attribute("Id") == sheet) book.sheet = part;
    if (type.ends_with("/sharedStrings")) book.texts = part;
    if (type.ends_with("/styles")) book.styles = part;
  }
  if (book.sheet.empty()) return broken("the workbook has no sheet");
  return {};
}

// The text of <si> or <is>, up to its end: <t> and <r><t>, but not how it is pronounced.
Result<std::string> rich_text(Xml& xml, std::string_view until) {
  std::string text;
  bool is_in_text = false, is_spoken = false;
  for (;;) {
    auto at = xml.next();
    if (!at) return tl::unexpected<Error>(at.error());
    if (*at == Xml::At::over) return broken("a text does not end");
    if (*at == Xml::At::text) {
      if (is_in_text && !is_spoken) text += xml.text();
      if (text.size() > row_bytes_max) return too_large("a cell's text is longer than a row may be");
      continue;
    }
    const bool begins = *at == Xml::At::begin && !xml.is_empty();
    if (xml.name() == "t") is_in_text = begins;
    if (xml.name() == "rPh") is_spoken = begins;
    if (*at == Xml::At::end && xml.name() == until) return unescaped(text);
  }
}

Result<void> read_texts(Package& package, Book& book) {
  if (book.texts.empty() || !package.has(book.texts)) return {};
  auto xml = Xml::open(package, book.texts);
  if (!xml) return tl::unexpected<Error>(xml.error());
  std::size_t bytes = 0;
  for (;;) {
    auto at = xml->next();
    if (!at) return tl::unexpected<Error>(at.error());
    if (*at == Xml::At::over) return {};
    if (*at != Xml::At::begin || xml->name() != "si") continue;
    std::string text;
    if (!xml->is_empty()) {
      auto read = rich_text(*xml, "si");
      if (!read) return tl::unexpected<Error>(read.error());
      text = std::move(*read);
    }
    bytes += text.size() + sizeof(std::string);
    if (bytes > texts_bytes_max)
      return too_large(fmt::format("the workbook's texts take more than {} MiB", texts_bytes_max >> 20));
    book.shared.push_back(std::move(text));
  }
}

Result<void> read_styles(Package& package, Book& book) {
  if (book.styles.empty() || !package.has(book.styles)) return {};
  auto xml = Xml::open(package, book.styles);
  if (!xml) return tl::unexpected<Error>(xml.error());
  std::map<int, bool> own;
  bool is_in_cells = false;
  for (;;) {
    auto at = xml->next();
    if (!at) return tl::unexpected<Error>(at.error());
    if (*at == Xml::At::over) return {};
    if (*at == Xml::At::text) continue;
    const bool begins = *at == Xml::At::begin;
    if (xml->name() == "cellXfs") is_in_cells = begins && !xml->is_empty();
    if (!begins) continue;
    const int id = number_of<int>(xml->attribute("numFmtId")).value_or(0);
    if (own.size() > styles_max || book.is_date.size() > styles_max)
      return too_large(fmt::format("the workbook has more than {} formats", styles_max));
    if (xml->name() == "numFmt") own[id] = is_date_format(std::string_view(xml->attribute("formatCode")));
    if (xml->name() == "xf" && is_in_cells)
      book.is_date.push_back(own.contains(id) ? own[id] : is_date_format(id));
  }
}

// "BC7" -> 54. Nothing when it is no place.
std::optional<std::size_t> column_of(std::string_view place) {
  std::size_t column = 0;
  std::size_t letters = 0;
  for (const char c : place) {
    if (c < 'A' || c > 'Z' || letters == 3) break;
    column = column * 26 + static_cast<std::size_t>(c - 'A') + 1;
    ++letters;
  }
  if (letters == 0) return std::nullopt;
  return column - 1;
}

class SheetReading {
 public:
  SheetReading(const Book& book, const OnRow& on_row) : book_(book), on_row_(on_row) {}

  Result<void> read(Xml& xml) {
    for (;;) {
      auto at = xml.next();
      if (!at) return tl::unexpected<Error>(at.error());
      if (*at == Xml::At::over) return {};
      if (*at == Xml::At::begin && xml.name() == "row") {
        if (auto begun = begin_row(xml); !begun) return begun;
      } else if (*at == Xml::At::begin && xml.name() == "c") {
        if (auto added = add_cell(xml); !added) return added;
      } else if (*at == Xml::At::end && xml.name() == "row") {
        if (!row_.fields.empty() && !on_row_(row_)) return {};
        row_.fields.clear();
      } else if (*at == Xml::At::end && xml.name() == "sheetData") {
        return {};
      }
    }
  }

 private:
  Result<void> begin_row(const Xml& xml) {
    const std::string number = xml.attribute("r");
    const auto line =
        number.empty() ? std::optional<std::int64_t>(line_ + 1) : number_of<std::int64_t>(number);
    if (!line || *line <= line_ || *line > line_max)
      return broken(fmt::format("a row after row {} has no place", line_));
    line_ = *line;
    row_ = {line_, {}};
    bytes_ = 0;
    return {};
  }

  Result<void> add_cell(Xml& xml) {
    const std::string place = xml.attribute("r");
    const auto column = place.empty() ? std::optional<std::size_t>(row_.fields.size()) : column_of(place);
    if (!column || *column < row_.fields.size())
      return broken(fmt::format("a cell of row {} has no place", line_));
    if (*column >= columns_max)
      return too_large(fmt::format("row {} has more than {} columns", line_, columns_max));
    const std::string type = xml.attribute("t");
    const auto style = number_of<std::size_t>(xml.attribute("s")).value_or(0);
    std::string value;
    if (!xml.is_empty()) {
      auto read = read_value(xml, type);
      if (!read) return tl::unexpected<Error>(read.error());
      value = std::move(*read);
    }
    auto text = text_of(type, style, std::move(value));
    if (!text) return tl::unexpected<Error>(text.error());
    if (text->empty()) return {};
    bytes_ += text->size();
    if (bytes_ > row_bytes_max) return too_large(fmt::format("row {} has more than a MiB of text", line_));
    row_.fields.resize(*column);
    row_.fields.push_back(std::move(*text));
    return {};
  }

  // Up to the end of the cell: <v>, or <is> of a text that stands where it is used. Formulas are passed over.
  static Result<std::string> read_value(Xml& xml, const std::string& type) {
    std::string value;
    bool is_in_value = false;
    for (;;) {
      auto at = xml.next();
      if (!at) return tl::unexpected<Error>(at.error());
      if (*at == Xml::At::over) return broken("a cell does not end");
      if (*at == Xml::At::text) {
        if (is_in_value) value += xml.text();
        if (value.size() > row_bytes_max) return too_large("a cell's text is longer than a row may be");
        continue;
      }
      if (*at == Xml::At::end && xml.name() == "c") return value;
      if (xml.name() == "v") is_in_value = *at == Xml::At::begin && !xml.is_empty();
      if (*at == Xml::At::begin && xml.name() == "is" && type == "inlineStr" && !xml.is_empty()) {
        auto text = rich_text(xml, "is");
        if (!text) return text;
        value = std::move(*text);
      }
    }
  }

  Result<std::string> text_of(const std::string& type, std::size_t style, std::string&& value) const {
    if (type == "s") {
      const auto index = number_of<std::size_t>(value);
      if (value.empty()) return std::string();
      if (!index || *index >= book_.shared.size())
        return broken(fmt::format("row {} names a text that the workbook lacks", line_));
      return book_.shared[*index];
    }
    if (type == "b") return std::string(value == "1" ? "true" : value == "0" ? "false" : value);
    if (type == "str") return unescaped(value);
    if (type == "inlineStr" || type == "d" || type == "e") return std::move(value);
    const auto number = number_of<double>(value);
    if (!number) return std::move(value);
    if (style < book_.is_date.size() && book_.is_date[style]) {
      std::string date = date_text(*number, book_.is_from_1904);
      if (!date.empty()) return date;
    }
    return fmt::format("{}", *number);
  }

  const Book& book_;
  const OnRow& on_row_;
  Row row_;
  std::int64_t line_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace

bool looks_like_workbook(std::string_view bytes) {
  return bytes.starts_with("PK\x03\x04") || bytes.starts_with("\xD0\xCF\x11\xE0");
}

Result<void> read(std::string_view bytes, const OnRow& on_row) {
  if (bytes.starts_with("\xD0\xCF\x11\xE0"))
    return fail(
        ErrorCode::invalid, "not_a_workbook",
        "this is a workbook of the older kind (.xls), or one with a password: save it as .xlsx without");
  auto package = Package::open(bytes);
  if (!package) return tl::unexpected<Error>(package.error());
  if (!package->has("xl/workbook.xml"))
    return fail(ErrorCode::invalid, "not_a_workbook", "this archive holds no workbook (.xlsx)");
  Book book;
  if (auto known = read_book(*package, book); !known) return known;
  if (auto known = read_texts(*package, book); !known) return known;
  if (auto known = read_styles(*package, book); !known) return known;
  auto xml = Xml::open(*package, book.sheet);
  if (!xml) return tl::unexpected<Error>(xml.error());
  return SheetReading(book, on_row).read(*xml);
}

}  // namespace rapport::spreadsheet
