// Markdown (CommonMark with tables and strike-through): what people write as rich text, made into HTML that
// is safe whoever wrote it, into plain text, and made from HTML. Pure functions; any thread. Nothing here
// throws.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.h"

namespace rapport::markdown {

inline constexpr std::size_t markdown_bytes_max = 400'000;
inline constexpr std::size_t html_bytes_max = 4 << 20;

// invalid: too_large beyond markdown_bytes_max; too_deep when a line nests more than a hundred lists and
// quotations (reading it would take long).
Result<void> check(std::string_view markdown);

// Raw HTML inside is left out; links lead to http, https, mailto, tel or within the site, pictures come from
// http, https or the site; the rest loses its address. "" for what check() refuses.
std::string html_of(std::string_view markdown);
// The words: a block a line, without marks and addresses. "" for what check() refuses.
std::string text_of(std::string_view markdown);

struct FromHtml {
  std::string title;     // of <title>, else of the first <h1>
  std::string language;  // of <html lang>
  std::string markdown;
};
// Headings, paragraphs, lists, links, pictures, tables, quotations and code; scripts, styles and forms are
// dropped, all else gives its text. Errors: too_large; invalid, not_html when there is nothing to read.
Result<FromHtml> from_html(std::string_view html);

}  // namespace rapport::markdown
