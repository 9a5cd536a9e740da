#include "platform/spreadsheet/xml.h"

#include <fmt/format.h>
#include <libxml/xmlreader.h>

#include "platform/spreadsheet/reader.h"

namespace rapport::spreadsheet {
namespace {

int read_part(void* package, char* into, int size) {
  return static_cast<Package*>(package)->read(into, size);
}
void pass_over(void*, const char*, xmlParserSeverities, xmlTextReaderLocatorPtr) {}

std::string_view viewed(const xmlChar* text) {
  return text == nullptr ? std::string_view() : std::string_view(reinterpret_cast<const char*>(text));
}

}  // namespace

struct Xml::Impl {
  Package* package = nullptr;
  std::string part;
  xmlTextReaderPtr reader = nullptr;
  ~Impl() {
    if (reader != nullptr) xmlFreeTextReader(reader);
  }
};

Xml::Xml(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Xml::~Xml() = default;
Xml::Xml(Xml&& other) noexcept = default;

Result<Xml> Xml::open(Package& package, const std::string& part) {
  if (auto begun = package.begin(part); !begun) return tl::unexpected<Error>(begun.error());
  auto impl = std::make_unique<Impl>();
  impl->package = &package;
  impl->part = part;
  impl->reader =
      xmlReaderForIO(read_part, nullptr, &package, nullptr, nullptr,
                     XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_COMPACT);
  if (impl->reader == nullptr) return fail(ErrorCode::internal, "no_memory", "no memory for reading XML");
  xmlTextReaderSetErrorHandler(impl->reader, pass_over, nullptr);
  return Xml(std::move(impl));
}

Result<Xml::At> Xml::next() {
  for (;;) {
    const int more = xmlTextReaderRead(impl_->reader);
    if (more == 0) return At::over;
    if (more < 0) {
      if (impl_->package->is_too_large())
        return fail(ErrorCode::too_large, "workbook_too_large",
                    fmt::format("the workbook unpacks to more than {} MiB", unpacked_bytes_max >> 20));
      return fail(ErrorCode::invalid, "broken_workbook",
                  fmt::format("the workbook's part {} is not XML, in line {}", impl_->part,
                              xmlTextReaderGetParserLineNumber(impl_->reader)));
    }
    switch (xmlTextReaderNodeType(impl_->reader)) {
      case XML_READER_TYPE_ELEMENT:
        return At::begin;
      case XML_READER_TYPE_END_ELEMENT:
        return At::end;
      case XML_READER_TYPE_TEXT:
      case XML_READER_TYPE_CDATA:
      case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
        return At::text;
      case XML_READER_TYPE_DOCUMENT_TYPE:
      case XML_READER_TYPE_ENTITY_REFERENCE:
        return fail(
            ErrorCode::invalid, "broken_workbook",
            fmt::format("the workbook's part {} declares a document type, as no workbook does", impl_->part));
      default:
        break;
    }
  }
}

std::string_view Xml::name() const {
  return viewed(xmlTextReaderConstLocalName(impl_->reader));
}

bool Xml::is_empty() const {
  return xmlTextReaderIsEmptyElement(impl_->reader) == 1;
}

std::string Xml::attribute(const char* name) const {
  std::string found;
  while (xmlTextReaderMoveToNextAttribute(impl_->reader) == 1)
    if (viewed(xmlTextReaderConstLocalName(impl_->reader)) == name)
      found = std::string(viewed(xmlTextReaderConstValue(impl_->reader)));
  xmlTextReaderMoveToElement(impl_->reader);
  return found;
}

std::string_view Xml::text() const {
  return viewed(xmlTextReaderConstValue(impl_->reader));
}

}  // namespace rapport::spreadsheet
