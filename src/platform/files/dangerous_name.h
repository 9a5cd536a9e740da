// File names by which a computer would run what it opens. What is in a file is looked at by content_type.h; a
// text that is called "invoice.bat" is a text there. Pure.
#pragma once

#include <string_view>

namespace rapport::files {

// By its last ending, whatever stands before it and however it is written ("Invoice.PDF.Exe ", "a.js.").
bool is_dangerous_name(std::string_view name);

}  // namespace rapport::files
