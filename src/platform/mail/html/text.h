// HTML as readable plain text. Any thread; keeps nothing.
#pragma once

#include <string>
#include <string_view>

namespace rapport::mail {

enum class Quotes { kept, left_out };

// Paragraphs, lists, tables (cells by tab), links with their address where it differs, "> " before what is
// quoted; LF between lines, none at the end. Any HTML, sanitised or not: nothing in the result is HTML.
std::string readable_text(std::string_view html, Quotes quotes = Quotes::kept);

}  // namespace rapport::mail
