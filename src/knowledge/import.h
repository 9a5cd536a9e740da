// Import: one file of Markdown or HTML, as others export it, into an article's fields. Front matter between
// "---" lines at the top may say title, lang, category, slug, tags and audience. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "knowledge/article.h"

namespace rapport::knowledge {

struct ImportedFile {
  ArticleFields fields;
  std::optional<std::string> category;  // by name
};

// `name` decides: .md, .markdown, .txt are Markdown; .html, .htm HTML; what begins with "<" is taken for
// HTML. invalid, with the place in the file ("line 3"); too_large.
Result<ImportedFile> import_file(const std::string& name, std::string_view text, const std::string& language);

}  // namespace rapport::knowledge
