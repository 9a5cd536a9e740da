#include "platform/contract/quote.h"

#include "platform/contract/utf8.h"

namespace rapport::contract {
namespace {

void escape_to(std::string& out, unsigned char c) {
  switch (c) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    case '\b':
      out += "\\b";
      return;
    case '\f':
      out += "\\f";
      return;
    default:
      break;
  }
  constexpr char digits[] = "0123456789abcdef";
  out += "\\u00";
  out += digits[c >> 4];
  out += digits[c & 15];
}

}  // namespace

void quote_to(std::string& out, std::string_view text) {
  out += '"';
  const char* from = text.data();  // start of what is not written yet
  const char* at = from;
  const char* const end = at + text.size();
  while (at < end) {
    at = plain_run_end(at, end);
    if (at == end) break;
    const auto c = static_cast<unsigned char>(*at);
    if (c >= 0x80) {
      const std::size_t length = utf8_sequence(at, end);
      if (length > 0) {
        at += length;
        // Text in Chinese goes on as it began.
        while (end - at >= 3 && static_cast<unsigned char>(*at) >= 0xE1 && utf8_sequence(at, end) == 3)
          at += 3;
        continue;
      }
    }
    out.append(from, at);
    if (c >= 0x80)
      out += "\xEF\xBF\xBD";
    else
      escape_to(out, c);
    from = ++at;
  }
  out.append(from, end);
  out += '"';
}

std::string quote(std::string_view text) {
  std::string out;
  quote_to(out, text);
  return out;
}

}  // namespace rapport::contract
