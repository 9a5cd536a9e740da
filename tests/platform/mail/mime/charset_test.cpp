#include "platform/mail/mime/charset.h"

#include <doctest/doctest.h>

#include <string>

#include "platform/mail/mime/words.h"

namespace rapport::mail {

TEST_CASE("labels mean what senders mean by them") {
  struct Line {
    const char* label;
    std::string bytes;
    std::string text;
    bool is_guessed;
  };
  for (const Line& line : {
           Line{"gb2312", "\xD6\xD0\xCE\xC4", "中文", false},
           Line{"gb2312", "\x96\x7C\xE9\x46", "東镕", false},  // GBK's own, sent as gb2312
           Line{"\"GBK\"", "\xD6\xD0\xCE\xC4", "中文", false},
           Line{"gb18030", "\x82\x35\x8F\x33", "\xE9\xBE\xA6", false},  // four bytes
           Line{"big5", "\xA4\xA4\xA4\xE5", "中文", false},
           Line{"iso-2022-jp", "\x1B$BF|K\\\x1B(B", "日本", false},
           Line{"shift_jis", "\x93\xFA\x96\x7B\x87\x40", "日本①", false},
           Line{"euc-kr", "\xC7\xD1\xB1\xDB", "한글", false},
           Line{"iso-8859-1", "\x93quoted\x94", "“quoted”", false},
           Line{"koi8-r", "\xF0\xD2\xC9\xD7\xC5\xD4", "Привет", false},
           Line{"utf-8", "caf\xC3\xA9", "café", false},
           // Lies and silence.
           Line{"", "caf\xC3\xA9", "café", true},
           Line{"us-ascii", "caf\xC3\xA9", "café", true},
           Line{"gb2312", "这是一封用UTF-8写的信", "这是一封用UTF-8写的信", true},
           Line{"iso-8859-1", "这是一封用UTF-8写的信", "这是一封用UTF-8写的信", true},
           Line{"x-unknown", "\xD6\xD0\xB9\xFA\xC8\xCB\xC3\xF1\xD2\xF8\xD0\xD0", "中国人民银行", true},
           Line{"utf-8", "\xC4\xFA\xBA\xC3\xA3\xAC\xCE\xD2\xB5\xC4\xB6\xA9\xB5\xA5\xC3\xBB\xD3\xD0\xB5\xBD",
                "您好，我的订单没有到", true},
           Line{"utf-8", "我的订单没有到货\xFF请查", "我的订单没有到货\xEF\xBF\xBD请查", true},
       }) {
    CAPTURE(std::string(line.label));
    CAPTURE(line.text);
    const Converted converted = to_utf8(line.bytes, line.label);
    CHECK(converted.text == line.text);
    CHECK(converted.is_guessed == line.is_guessed);
  }
}

TEST_CASE("encoded words come out whole, however they were cut") {
  struct Line {
    const char* field;
    const char* text;
  };
  for (const Line& line : {
           Line{"plain words", "plain words"}, Line{"=?UTF-8?B?5Lit5paH?=", "中文"},
           Line{"a =?utf-8?q?b_c?= d", "a b c d"},
           Line{"=?utf-8?Q?=E4=B8?=\r\n =?utf-8?Q?=AD=E6=96=87?=", "中文"},  // a character in two
           Line{"=?utf-8?B?5Lg=?= =?utf-8?B?reaWhw==?=", "中文"},
           Line{"=?gb2312?B?1tA=?= =?gbk?B?zsQ=?=", "中文"}, Line{"=?gb2312*zh?B?1tDOxA==?=", "中文"},
           Line{"=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=", "日本"},
           Line{"=?utf-8?Q?with blanks inside?=", "with blanks inside"},
           Line{"\"=?utf-8?B?5Lit5paH?=\"", "\"中文\""},
           Line{"=?utf-8?B?5Lit5paH?= =?big5?B?pKSk5Q==?=", "中文中文"},
           Line{"=?utf-8?X?abc?=", "=?utf-8?X?abc?="}, Line{"=?utf-8?Q?no end", "=?utf-8?Q?no end"},
           Line{"5 =? 6", "5 =? 6"}, Line{"=?nonsense?Q?caf=C3=A9?=", "café"},
           Line{"\xE4\xB8\xAD\xE6\x96\x87", "中文"},
           Line{"\xC4\xFA\xBA\xC3\xA3\xAC\xCE\xD2\xB5\xC4\xB6\xA9\xB5\xA5",
                "您好，我的订单"},  // no label at all
       }) {
    CAPTURE(std::string(line.field));
    CHECK(decoded_words(line.field) == line.text);
  }
  CHECK(decoded_words("\xA4\xA4\xA4\xE5", "big5") == "中文");  // by the body's charset
}

TEST_CASE("control characters do not come through") {
  CHECK(plain_line(std::string_view("a\0b\r\n\tc\x1B[0m ", 11)) == "a b c [0m");
  CHECK(plain_lines(std::string_view("a\r\nb\rc\0d\x07", 9)) == "a\nb\ncd");
}

}  // namespace rapport::mail
