// Importing files of Markdown and HTML. Each file becomes a draft or an error that says where; a file is in
// whole or not at all.
#include <fmt/format.h>

#include "knowledge/category.h"
#include "knowledge/import.h"
#include "knowledge/knowledge.h"
#include "platform/database/statement.h"
#include "platform/text/text.h"

namespace rapport::knowledge {

using api::Call;
using contract::Notes;
using contract::Tag;

struct ImportFile {
  std::string name;
  std::string text;
};
BOOST_DESCRIBE_STRUCT(ImportFile, (), (name, text))
Notes contract_notes(Tag<ImportFile>) {
  return {.name = "ArticleFile",
          .fields = {{.name = "name",
                      .doc = "ends in .md, .markdown, .txt, .html or .htm",
                      .min_length = 1,
                      .max_length = 200,
                      .format = contract::Format::line},
                     {.name = "text", .max_length = 4 << 20}}};
}
struct ImportArticles {
  std::string language;
  std::vector<ImportFile> files;
};
BOOST_DESCRIBE_STRUCT(ImportArticles, (), (language, files))
Notes contract_notes(Tag<ImportArticles>) {
  return {.fields = {{.name = "language",
                      .doc = "of files that do not say theirs",
                      .format = contract::Format::language},
                     {.name = "files", .min_items = 1, .max_items = 200}}};
}
struct ImportOutcome {
  std::string name;
  std::optional<ArticleId> article_id;
  std::string error;
};
BOOST_DESCRIBE_STRUCT(ImportOutcome, (), (name, article_id, error))
Notes contract_notes(Tag<ImportOutcome>) {
  return {.fields = {{.name = "article_id", .doc = "the new draft; absent: nothing of the file was taken"},
                     {.name = "error", .doc = "what is wrong and where; empty: nothing"}}};
}
struct ImportReport {
  std::vector<ImportOutcome> items;
};
BOOST_DESCRIBE_STRUCT(ImportReport, (), (items))

namespace {

constexpr std::size_t import_bytes_max = 32 << 20;

std::optional<CategoryId> category_named(org::Change& change, const std::string& name) {
  const std::string wanted = text::folded(name);
  for (const Category& category : categories.list(change.sql, change.org(), {}, Categories::most))
    if (text::folded(category.name) == wanted || text::folded(category.name_zh) == wanted) return category.id;
  return std::nullopt;
}

Result<ArticleId> import_one(Knowledge& knowledge, const Call& call, const ImportFile& file,
                             const std::string& language) {
  auto read = import_file(file.name, file.text, language);
  if (!read) return tl::unexpected<Error>(read.error());
  const ArticleId id = knowledge.needs.ids.next<ArticleId>();
  auto added =
      knowledge.needs.changes.make<void>(org::by(call), "", [&](org::Change& change) -> Result<void> {
        ArticleFields fields = read->fields;
        if (read->category) {
          fields.category_id = category_named(change, *read->category);
          if (!fields.category_id)
            return fail(ErrorCode::invalid, "unknown_category",
                        fmt::format("there is no category {}", *read->category));
        }
        return knowledge.store.add(change, id, fields);
      });
  if (!added) return tl::unexpected<Error>(added.error());
  knowledge.indexing.bring(call.org(), {id});
  return id;
}

}  // namespace

void add_import_operations(api::Api& api, Knowledge& knowledge) {
  api::Operation operation;
  operation.path = "/api/v1/knowledge/import";
  operation.id = "importArticles";
  operation.tag = "knowledge";
  operation.summary = "Makes a draft of each file of Markdown or HTML; says what is wrong with the others.";
  operation.any_of = knowledge_writers;
  operation.status = 200;
  operation.body_bytes_max = import_bytes_max;
  api.post<ImportArticles, ImportReport>(
      operation, [&knowledge](const Call& call, const ImportArticles& wanted) -> Result<ImportReport> {
        ImportReport report;
        for (const ImportFile& file : wanted.files) {
          auto made = import_one(knowledge, call, file, wanted.language);
          if (!made && made.error().code == ErrorCode::unavailable && report.items.empty())
            return tl::unexpected<Error>(made.error());
          report.items.push_back({file.name, made ? std::optional<ArticleId>(*made) : std::nullopt,
                                  made ? std::string() : made.error().detail});
        }
        return report;
      });
}

}  // namespace rapport::knowledge
