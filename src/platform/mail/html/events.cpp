#include "platform/mail/html/events.h"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include <memory>
#include <mutex>

#include "base/utf8.h"

namespace rapport::mail {
namespace {

struct ContextDone {
  void operator()(htmlParserCtxt* context) const { htmlFreeParserCtxt(context); }
};

struct HtmlReading {
  HtmlListener& listener;
  htmlParserCtxt* context = nullptr;
  std::size_t depth = 0;
  bool is_cut = false;
};

std::string_view view_of(const xmlChar* text) {
  return text == nullptr ? std::string_view() : std::string_view(reinterpret_cast<const char*>(text));
}

void on_open(void* reading_of, const xmlChar* name, const xmlChar** attributes) {
  auto& reading = *static_cast<HtmlReading*>(reading_of);
  if (reading.is_cut) return;
  if (++reading.depth > html_depth_max) {
    reading.is_cut = true;
    xmlStopParser(reading.context);
    return;
  }
  HtmlAttributes read;
  for (; attributes != nullptr && attributes[0] != nullptr && read.size() < 100; attributes += 2)
    read.emplace_back(view_of(attributes[0]), view_of(attributes[1]));
  reading.listener.open(view_of(name), read);
}

void on_close(void* reading_of, const xmlChar* name) {
  auto& reading = *static_cast<HtmlReading*>(reading_of);
  if (reading.depth > 0) --reading.depth;
  reading.listener.close(view_of(name));
}

void on_text(void* reading_of, const xmlChar* text, int length) {
  auto& reading = *static_cast<HtmlReading*>(reading_of);
  if (length > 0 && !reading.is_cut)
    reading.listener.text({reinterpret_cast<const char*>(text), static_cast<std::size_t>(length)});
}

}  // namespace

bool read_html(std::string_view html, HtmlListener& listener) {
  static std::once_flag once;
  std::call_once(once, [] { xmlInitParser(); });
  const std::string_view front = utf8_front(html, html_bytes_max);
  if (front.empty()) return true;
  // Texts outside of a body would be put into paragraphs that nobody wrote.
  const std::string whole = "<body>" + std::string(front);
  const std::unique_ptr<htmlParserCtxt, ContextDone> context(
      htmlCreateMemoryParserCtxt(whole.data(), static_cast<int>(whole.size())));
  if (!context) return false;
  HtmlReading reading{listener, context.get()};
  htmlCtxtUseOptions(context.get(), HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                        HTML_PARSE_NONET | HTML_PARSE_NODEFDTD | HTML_PARSE_IGNORE_ENC);
  if (xmlCharEncodingHandlerPtr utf8 = xmlFindCharEncodingHandler("UTF-8"); utf8 != nullptr)
    xmlSwitchToEncoding(context.get(), utf8);
  xmlSAXHandler& events = *context->sax;
  events = xmlSAXHandler{};
  events.startElement = &on_open;
  events.endElement = &on_close;
  events.characters = &on_text;
  events.ignorableWhitespace = &on_text;
  events.cdataBlock = &on_text;
  context->userData = &reading;
  htmlParseDocument(context.get());
  return !reading.is_cut && front.size() == html.size();
}

}  // namespace rapport::mail
