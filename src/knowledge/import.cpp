#include "knowledge/import.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "base/utf8.h"
#include "knowledge/rules.h"
#include "platform/contract/json.h"
#include "platform/markdown/markdown.h"
#include "platform/text/text.h"

namespace rapport::knowledge {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t' || text.front() == '\r'))
    text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r'))
    text.remove_suffix(1);
  return text;
}

std::string_view unquoted(std::string_view text) {
  if (text.size() >= 2 && (text.front() == '"' || text.front() == '\'') && text.back() == text.front())
    return text.substr(1, text.size() - 2);
  return text;
}

std::string_view take_line(std::string_view& rest) {
  const std::size_t end = rest.find('\n');
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  return line;
}

tl::unexpected<Error> wrong_file(const std::string& where, const std::string& what) {
  return fail(ErrorCode::invalid, "bad_file", where + ": " + what, {{where, what}});
}

// "a, b" or "[a, b]".
std::vector<std::string> list_of(std::string_view text) {
  if (text.size() >= 2 && text.front() == '[' && text.back() == ']') text = text.substr(1, text.size() - 2);
  std::vector<std::string> items;
  while (!text.empty()) {
    const std::size_t comma = text.find(',');
    const std::string_view item = unquoted(trimmed(text.substr(0, comma)));
    if (!item.empty()) items.emplace_back(item);
    text.remove_prefix(comma == std::string_view::npos ? text.size() : comma + 1);
  }
  return items;
}

Result<void> set_field(ImportedFile& file, Translation& translation, const std::string& key,
                       std::string_view value, const std::string& where) {
  if (key == "title") {
    translation.title = std::string(value);
  } else if (key == "lang" || key == "language") {
    translation.language = std::string(value);
  } else if (key == "category") {
    file.category = std::string(value);
  } else if (key == "slug") {
    file.fields.slug = std::string(value);
  } else if (key == "tags" || key == "keywords") {
    file.fields.tags = list_of(value);
  } else if (key == "audience") {
    if (value == "public")
      file.fields.audience = Audience::everybody;
    else if (value == "customers")
      file.fields.audience = Audience::customers;
    else if (value == "agents")
      file.fields.audience = Audience::agents;
    else
      return wrong_file(where, "audience is public, customers or agents");
  }
  return {};  // others are somebody else's
}

Result<std::string_view> take_front_matter(ImportedFile& file, Translation& translation,
                                           std::string_view text) {
  std::string_view rest = text;
  if (trimmed(take_line(rest)) != "---") return text;
  std::size_t number = 1;
  std::string last_key;
  while (!rest.empty()) {
    const std::string_view line = take_line(rest);
    ++number;
    const std::string_view words = trimmed(line);
    if (words == "---" || words == "...") return rest;
    if (words.empty() || words.front() == '#') continue;
    if (words.starts_with("- ") && (last_key == "tags" || last_key == "keywords")) {
      file.fields.tags.emplace_back(unquoted(trimmed(words.substr(2))));
      continue;
    }
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos)
      return wrong_file(fmt::format("line {}", number), "expected `key: value`");
    last_key = text::folded(trimmed(line.substr(0, colon)));
    auto set = set_field(file, translation, last_key, unquoted(trimmed(line.substr(colon + 1))),
                         fmt::format("line {}", number));
    if (!set) return tl::unexpected<Error>(set.error());
  }
  return wrong_file("line 1", "the front matter that begins here does not end");
}

bool ends_with_one_of(std::string_view name, std::initializer_list<std::string_view> endings) {
  return std::any_of(endings.begin(), endings.end(),
                     [name](std::string_view each) { return name.ends_with(each); });
}

// The first heading is the title, and then not the body's.
void take_heading(Translation& translation, std::string_view& body) {
  while (!body.empty() && (body.front() == '\n' || body.front() == '\r' || body.front() == ' '))
    body.remove_prefix(1);
  if (!body.starts_with("# ")) return;
  std::string_view rest = body;
  const std::string_view heading = trimmed(take_line(rest).substr(2));
  const std::string plain = markdown::text_of(heading);
  if (translation.title.empty()) translation.title = plain;
  if (translation.title == plain || translation.title == heading) body = rest;
}

std::string base_name(const std::string& name) {
  const std::size_t slash = name.find_last_of("/\\");
  std::string base = slash == std::string::npos ? name : name.substr(slash + 1);
  const std::size_t dot = base.rfind('.');
  return dot == std::string::npos || dot == 0 ? base : base.substr(0, dot);
}

}  // namespace

Result<ImportedFile> import_file(const std::string& name, std::string_view text,
                                 const std::string& language) {
  if (!is_utf8(text)) return wrong_file(name, "this is not UTF-8");
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  const std::string lower = text::folded(name);
  if (!ends_with_one_of(lower, {".md", ".markdown", ".txt", ".html", ".htm"}))
    return wrong_file(name, "expected a file that ends in .md, .markdown, .txt, .html or .htm");
  ImportedFile file;
  Translation translation;
  auto body = take_front_matter(file, translation, text);
  if (!body) return tl::unexpected<Error>(body.error());
  const bool is_html = ends_with_one_of(lower, {".html", ".htm"}) || trimmed(*body).starts_with("<!");
  if (is_html) {
    auto made = markdown::from_html(*body);
    if (!made) return wrong_file(name, made.error().detail);
    if (translation.title.empty()) translation.title = made->title;
    if (translation.language.empty()) translation.language = made->language;
    std::string_view rest = made->markdown;
    take_heading(translation, rest);
    translation.body = std::string(rest);
  } else {
    std::string_view rest = *body;
    take_heading(translation, rest);
    translation.body = std::string(rest);
  }
  if (translation.language.empty()) translation.language = language;
  if (translation.title.empty()) translation.title = base_name(name);
  file.fields.translations.push_back(std::move(translation));
  // As strict as what is sent to the API.
  auto strict = contract::decode<ArticleFields>(contract::encode(file.fields));
  if (!strict) return tl::unexpected<Error>(strict.error());
  if (auto fits = check_fields(file.fields); !fits) return tl::unexpected<Error>(fits.error());
  return file;
}

}  // namespace rapport::knowledge
