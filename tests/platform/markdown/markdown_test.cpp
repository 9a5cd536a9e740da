#include "platform/markdown/markdown.h"

#include <doctest/doctest.h>

#include <string>

namespace rapport::markdown {
namespace {

struct Case {
  const char* given;
  const char* expected;
};

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("Markdown becomes HTML") {
  const Case table[] = {
      {"", ""},
      {"# 退款", "<h1>退款</h1>\n"},
      {"a **b** ~~c~~", "<p>a <strong>b</strong> <del>c</del></p>\n"},
      {"[x](https://example.com/a?b=1)", "<p><a href=\"https://example.com/a?b=1\">x</a></p>\n"},
      {"[x](/help/2#top)", "<p><a href=\"/help/2#top\">x</a></p>\n"},
      {"[x](tel:95500)", "<p><a href=\"tel:95500\">x</a></p>\n"},
  };
  for (const Case& row : table) {
    CAPTURE(row.given);
    CHECK(html_of(row.given) == row.expected);
  }
  CHECK(has(html_of("|a|b|\n|-|-|\n|1|2|"), "<td>2</td>"));
}

TEST_CASE("hostile Markdown becomes harmless HTML") {
  const char* hostile[] = {
      "<script>alert(1)</script>",
      "a <img src=x onerror=alert(1)> b",
      "<iframe src='https://evil.example'></iframe>",
      "[x](javascript:alert(1))",
      "[x](JaVaScRiPt:alert(1))",
      "[x](&#106;avascript:alert(1))",
      "[x](<java\nscript:alert(1)>)",
      "[x](\x01javascript:alert(1))",
      "[x]( javascript:alert(1))",
      "[x](data:text/html;base64,PHNjcmlwdD4=)",
      "![x](data:image/svg+xml;base64,PHN2Zz4=)",
      "![x](javascript:alert(1))",
      "<javascript:alert(1)>",
      "[x]: javascript:alert(1)\n\n[x]",
      "[x](vbscript:msgbox)",
      "[x](https://a \"onmouseover=alert(1)\")",
      "<a href=\"javascript:alert(1)\">x</a>",
      "`<script>`",
  };
  for (const char* given : hostile) {
    const std::string html = html_of(given);
    CAPTURE(given);
    CAPTURE(html);
    CHECK_FALSE(has(html, "<script"));
    CHECK_FALSE(has(html, "<iframe"));
    CHECK_FALSE(has(html, "<img src=x"));
    CHECK_FALSE(has(html, "href=\"javascript"));
    CHECK_FALSE(has(html, "href=\"vbscript"));
    CHECK_FALSE(has(html, "=\"data:"));
    CHECK_FALSE(has(html, "src=\"javascript"));
    CHECK_FALSE(has(html, "\" onmouseover"));
  }
}

TEST_CASE("what would take long to read is refused") {
  CHECK(check("# fine\n\n- a\n  - b\n").has_value());
  CHECK(check(std::string(80, '-')).has_value());
  const auto deep = check("a\n" + std::string(500, '>') + "a");
  REQUIRE_FALSE(deep.has_value());
  CHECK(deep.error().reason == "too_deep");
  CHECK(deep.error().detail == "line 2 nests too deep");
  CHECK(html_of(std::string(markdown_bytes_max + 1, 'a')).empty());
  // Known to be slow in some readers; here they only must come back.
  for (const char* piece : {"[", "*a_ ", "![[]()", "`a``", "<!--", "|", "a**b ", "&", "\\"}) {
    std::string many;
    while (many.size() < 20'000)
      many += piece;
    CHECK_FALSE(html_of(many).empty());
  }
}

TEST_CASE("the words of a text") {
  CHECK(text_of("# 退款\n\n多久 **到账**？\n- a\n- [b](https://x)\n\n```\ncode\n```\n") ==
        "退款\n多久 到账？\na\nb\ncode");
  CHECK(text_of("|a|b|\n|-|-|\n|1|2|") == "a\nb\n1\n2");
  CHECK(text_of("").empty());
}

TEST_CASE("HTML becomes Markdown that says the same") {
  const Case table[] = {
      {"<h1>Refunds</h1><p>How <b>long</b> it\n takes</p>", "# Refunds\n\nHow **long** it takes"},
      {"<ul><li>a</li><li>b<ol><li>c</li></ol></li></ul>", "- a\n- b\n\n  1. c"},
      {"<p>a<br>b</p>", "a\\\nb"},
      {"<a href='https://example.com/'>x</a>", "[x](<https://example.com/>)"},
      {"<a href='javascript:alert(1)'>x</a>", "x"},
      {"<pre>a &lt; b\n</pre>", "```\na < b\n```"},
      {"<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"},
      {"<table><tr><th>a</th><th>b</th></tr><tr><td>1</td></tr></table>",
       "| a | b |\n| --- | --- |\n| 1 |  |"},
      {"<p>2 * 3 &lt;script&gt; # no</p>", "2 \\* 3 \\<script\\> \\# no"},
      {"<p>退款<script>alert(1)</script>到账</p><style>p{}</style>", "退款到账"},
  };
  for (const Case& row : table) {
    CAPTURE(row.given);
    const auto made = from_html(row.given);
    REQUIRE(made.has_value());
    CHECK(made->markdown == row.expected);
  }
}

TEST_CASE("a page tells its title and language, and nothing of it becomes markup again") {
  const auto made = from_html(
      "<!doctype html><html lang=\"zh-CN\"><head><title>退款 多久</title></head><body><p onclick=x()>到账 "
      "&lt;img src=x onerror=alert(1)&gt;<svg onload=alert(1)></svg><img src='data:image/svg+xml,x' "
      "alt='a'></body></html>");
  REQUIRE(made.has_value());
  CHECK(made->title == "退款 多久");
  CHECK(made->language == "zh-CN");
  const std::string html = html_of(made->markdown);
  CHECK_FALSE(has(html, "<img"));
  CHECK_FALSE(has(html, "<svg"));
  CHECK(has(html, "&lt;img src=x"));
}

TEST_CASE("HTML that is none, too large or too deep does no harm") {
  CHECK_FALSE(from_html("").has_value());
  CHECK_FALSE(from_html("<html></html>").has_value());
  CHECK_FALSE(from_html(std::string(html_bytes_max + 1, 'a')).has_value());
  std::string deep;
  for (int i = 0; i < 20'000; ++i)
    deep += "<div><b>";
  (void)from_html(deep + "x");
  CHECK(from_html("<p>\xFF\xFE ok").has_value());
}

}  // namespace rapport::markdown
