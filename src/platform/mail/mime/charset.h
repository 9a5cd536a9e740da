// Texts of any charset become UTF-8 (ICU). Pure; any thread.
#pragma once

#include <string>
#include <string_view>

namespace rapport::mail {

struct Converted {
  std::string text;         // well-formed UTF-8
  bool is_guessed = false;  // the label was missing, unknown or wrong
};

// `label` as in a Content-Type ("GB2312", "" for none); `hint` is what to try first when it does not serve.
// Labels mean what senders mean by them: gb2312 is GB18030, big5 has Hong Kong's characters, iso-8859-1 is
// windows-1252.
Converted to_utf8(std::string_view bytes, std::string_view label, std::string_view hint = {});

// The name that ICU and iconv know for what senders mean by `label`; "" when nobody knows it.
std::string meant_charset(std::string_view label);

// Without NUL and other control characters but tab and line feed; CRLF and CR become LF. Well-formed UTF-8
// in, and out.
std::string plain_lines(std::string_view text);

// The same for one line: every run of control characters becomes a blank.
std::string plain_line(std::string_view text);

}  // namespace rapport::mail
