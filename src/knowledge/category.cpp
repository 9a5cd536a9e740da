#include "knowledge/category.h"

#include <fmt/format.h>

#include "org/entity.h"
#include "platform/database/statement.h"

namespace rapport::knowledge {

contract::Notes contract_notes(contract::Tag<CategoryFields>) {
  return {.fields = {{.name = "name", .min_length = 1, .max_length = 80, .format = contract::Format::line},
                     {.name = "name_zh",
                      .doc = "for readers of Chinese; empty: the other",
                      .max_length = 80,
                      .format = contract::Format::line,
                      .has_default = true}}};
}
contract::Notes contract_notes(contract::Tag<Category>) {
  return {.name = "ArticleCategory"};
}

std::optional<Category> Categories::find(database::Session& sql, OrgId org, CategoryId id) const {
  auto found = list(sql, org, CategoryId{id.value - 1}, 1);
  if (found.empty() || found.front().id != id) return std::nullopt;
  return std::move(found.front());
}

std::vector<Category> Categories::list(database::Session& sql, OrgId org, CategoryId after,
                                       std::int64_t limit) const {
  std::vector<Category> all;
  database::each<CategoryId, std::string, std::string>(
      sql,
      "select id, name, name_zh from article_category where org = :org and id > :after order by id limit "
      ":limit",
      [&all](CategoryId id, std::string name, std::string name_zh) {
        Category category;
        category.id = id;
        category.name = std::move(name);
        category.name_zh = std::move(name_zh);
        all.push_back(std::move(category));
      },
      org, after, limit);
  return all;
}

std::int64_t Categories::count(database::Session& sql, OrgId org) const {
  return *database::first<std::int64_t>(sql, "select count(*) from article_category where org = :org", org);
}

void Categories::insert(org::Change& change, CategoryId id, const CategoryFields& fields) const {
  database::execute(
      change.sql, "insert into article_category (org, id, name, name_zh) values (:org, :id, :name, :name_zh)",
      change.org(), id, fields.name, fields.name_zh);
}

void Categories::update(org::Change& change, CategoryId id, const CategoryFields& fields) const {
  database::execute(
      change.sql,
      "update article_category set name = :name, name_zh = :name_zh where org = :org and id = :id",
      fields.name, fields.name_zh, change.org(), id);
}

Result<void> Categories::remove(org::Change& change, const Category& category) const {
  std::vector<Issue> uses;
  database::each<ArticleId, std::string>(
      change.sql,
      "select id, slug from article where org = :org and category = :category order by id limit 20",
      [&uses](ArticleId id, const std::string& slug) {
        uses.push_back({fmt::format("/articles/{}", id.value), "the article " + slug});
      },
      change.org(), category.id);
  if (!uses.empty()) return org::in_use(kind, std::move(uses));
  database::execute(change.sql, "delete from article_category where org = :org and id = :id", change.org(),
                    category.id);
  return {};
}

}  // namespace rapport::knowledge
