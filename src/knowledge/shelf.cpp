#include "knowledge/shelf.h"

#include <algorithm>

#include "platform/contract/json.h"
#include "platform/database/statement.h"

namespace rapport::knowledge {
namespace {

constexpr const char* shelf_columns =
    "select a.id, a.slug, v.version, v.published_us, v.content from article a join article_version v"
    " on v.org = a.org and v.article = a.id and v.version = a.live_version";

template <class... Values>
std::vector<LiveArticle> shelf_rows(database::Session& sql, const ShelfQuestion& question,
                                    const std::string& rest, const Values&... values) {
  std::vector<LiveArticle> all;
  database::each<ArticleId, std::string, std::int32_t, Instant, std::string>(
      sql, std::string(shelf_columns) + rest,
      [&](ArticleId id, std::string slug, std::int32_t version, Instant at, const std::string& content) {
        auto fields = contract::decode<ArticleFields>(content, {.ignores_unknown = true});
        const bool may_read =
            fields && (fields->audience == Audience::everybody ||
                       (question.is_for_customers && fields->audience == Audience::customers));
        if (!may_read || fields->translations.empty()) return;
        all.push_back({id, std::move(slug), version, at, std::move(*fields)});
      },
      values...);
  return all;
}

}  // namespace

Result<std::vector<LiveArticle>> on_shelf(database::Database& database, const ShelfQuestion& question,
                                          std::optional<CategoryId> category) {
  return database.read([&](database::Session& sql) -> Result<std::vector<LiveArticle>> {
    auto all = shelf_rows(sql, question,
                          " where a.org = :org and a.live_version > 0 and a.live_until_us > :now"
                          " and a.audience <= :audience"
                          " and (a.category = :category or cast(:category as bigint) < 0)"
                          " order by v.published_us desc, a.id desc limit :most",
                          question.org, question.now, question.is_for_customers ? 1 : 0,
                          category.value_or(CategoryId{-1}), question.most);
    if (category)
      std::erase_if(all, [&](const LiveArticle& each) { return each.fields.category_id != category; });
    return all;
  });
}

Result<std::vector<LiveArticle>> most_read(database::Database& database, const ShelfQuestion& question,
                                           Instant since) {
  auto read = database.read([&](database::Session& sql) -> Result<std::vector<LiveArticle>> {
    return shelf_rows(sql, question,
                      " join (select article, count(distinct reader) as readers from reader_step"
                      " where org = :org and kind = 1 and at_us >= :since group by article"
                      " order by 2 desc limit 50) r on r.article = a.id"
                      " where a.org = :org and a.live_version > 0 and a.live_until_us > :now"
                      " order by r.readers desc, a.id limit :most",
                      question.org, since, question.now, question.most);
  });
  if (!read || read->size() >= static_cast<std::size_t>(question.most)) return read;
  auto newest = on_shelf(database, question, {});
  if (!newest) return newest;
  for (LiveArticle& each : *newest) {
    const bool is_there = std::any_of(read->begin(), read->end(),
                                      [&](const LiveArticle& known) { return known.id == each.id; });
    if (!is_there && read->size() < static_cast<std::size_t>(question.most)) read->push_back(std::move(each));
  }
  return read;
}

Result<std::vector<Category>> shelves(database::Database& database, const ShelfQuestion& question) {
  return database.read([&](database::Session& sql) -> Result<std::vector<Category>> {
    auto all = categories.list(sql, question.org, {}, Categories::most);
    const auto used = database::all<CategoryId>(
        sql,
        "select distinct category from article where org = :org and live_version > 0 and live_until_us > :now"
        " and audience <= :audience",
        question.org, question.now, question.is_for_customers ? 1 : 0);
    std::erase_if(all, [&](const Category& each) {
      return std::find(used.begin(), used.end(), each.id) == used.end();
    });
    return all;
  });
}

}  // namespace rapport::knowledge
