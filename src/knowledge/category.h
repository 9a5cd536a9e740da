// Categories: where articles stand on the shelf. A store as org/entity.h wants it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "knowledge/article.h"
#include "org/changes.h"

namespace rapport::knowledge {

struct CategoryFields {
  std::string name;
  std::string name_zh;
};
BOOST_DESCRIBE_STRUCT(CategoryFields, (), (name, name_zh))
contract::Notes contract_notes(contract::Tag<CategoryFields>);
struct Category : CategoryFields {
  CategoryId id;
};
BOOST_DESCRIBE_STRUCT(Category, (CategoryFields), (id))
contract::Notes contract_notes(contract::Tag<Category>);

struct Categories {
  using Key = CategoryId;
  using Fields = CategoryFields;
  using Whole = Category;
  static constexpr const char* kind = "article_category";
  static constexpr const char* what = "knowledge";
  static constexpr std::int64_t most = 500;

  std::optional<Category> find(database::Session& sql, OrgId org, CategoryId id) const;
  std::vector<Category> list(database::Session& sql, OrgId org, CategoryId after, std::int64_t limit) const;
  std::int64_t count(database::Session& sql, OrgId org) const;
  Result<void> check(org::Change&, CategoryId, const Category*, const CategoryFields&) const { return {}; }
  void insert(org::Change& change, CategoryId id, const CategoryFields& fields) const;
  void update(org::Change& change, CategoryId id, const CategoryFields& fields) const;
  Result<void> remove(org::Change& change, const Category& category) const;  // refuses what is in use
};
inline constexpr Categories categories{};

}  // namespace rapport::knowledge
