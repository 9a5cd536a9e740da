#include "knowledge/import.h"

#include <doctest/doctest.h>

namespace rapport::knowledge {

TEST_CASE("a Markdown file tells its title, language and more in front") {
  const auto made =
      import_file("docs/refund.md",
                  "---\ntitle: \"退款多久到账\"\nlang: zh-CN\ncategory: 退款\ntags: [退款, '到账']\n"
                  "audience: agents\nlayout: post\n---\n\n# 退款多久到账\n\n三天。\n",
                  "en");
  REQUIRE(made.has_value());
  REQUIRE(made->fields.translations.size() == 1);
  CHECK(made->fields.translations[0].title == "退款多久到账");
  CHECK(made->fields.translations[0].language == "zh-CN");
  CHECK(made->fields.translations[0].body == "\n三天。\n");
  CHECK(made->category == "退款");
  CHECK(made->fields.tags == std::vector<std::string>{"退款", "到账"});
  CHECK(made->fields.audience == Audience::agents);
}

TEST_CASE("without front matter the first heading is the title, else the file's name") {
  const auto headed = import_file("a.md", "\xEF\xBB\xBF# Refunds\nSoon.", "en");
  REQUIRE(headed.has_value());
  CHECK(headed->fields.translations[0].title == "Refunds");
  CHECK(headed->fields.translations[0].body == "Soon.");
  CHECK(headed->fields.translations[0].language == "en");
  const auto bare = import_file("folder\\How to pay.txt", "With money.", "en");
  REQUIRE(bare.has_value());
  CHECK(bare->fields.translations[0].title == "How to pay");
}

TEST_CASE("hostile HTML becomes words") {
  const auto made =
      import_file("x.html",
                  "<html lang=en><title>T</title><body><script>alert(1)</script><h1>T</h1><p "
                  "onclick='x()'>A <a href='javascript:alert(1)'>b</a><iframe src=x></iframe></p>",
                  "zh-CN");
  REQUIRE(made.has_value());
  CHECK(made->fields.translations[0].title == "T");
  CHECK(made->fields.translations[0].language == "en");
  CHECK(made->fields.translations[0].body.find("A b") != std::string::npos);
  for (const char* bad : {"alert", "javascript", "iframe", "<"})
    CHECK(made->fields.translations[0].body.find(bad) == std::string::npos);
}

TEST_CASE("a file that cannot be read says where") {
  struct Row {
    const char* name;
    std::string text;
    const char* said;
  };
  const Row table[] = {
      {"a.pdf", "x", "a.pdf: expected a file that ends"},
      {"a.md", "\xFF", "a.md: this is not UTF-8"},
      {"a.md", "---\ntitle: x\n", "line 1: the front matter"},
      {"a.md", "---\ntitle x\n---\n", "line 2: expected"},
      {"a.md", "---\naudience: dogs\n---\n", "line 2: audience is"},
      {"a.md", "---\nlang: not a language\n---\nx", "language"},
      {"a.md", "---\nslug: Not A Slug\n---\nx", "slug"},
      {"a.md", std::string(500, '>'), "nests too deep"},
      {"a.html", "<html></html>", "a.html: there"},
  };
  for (const Row& row : table) {
    CAPTURE(row.name);
    CAPTURE(row.text);
    const auto made = import_file(row.name, row.text, "en");
    REQUIRE_FALSE(made.has_value());
    CAPTURE(made.error().detail);
    CHECK(made.error().detail.find(row.said) != std::string::npos);
  }
}

}  // namespace rapport::knowledge
