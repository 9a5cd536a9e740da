// Shelf: published articles as readers find them without searching: of a category, most read, all. Reads
// only. Worker threads. What an article says about itself (category, audience, titles) is taken from what is
// live; only which rows are looked at goes by the row, so that an article whose draft moves to another
// category is on no shelf until the draft is published.
#pragma once

#include <optional>
#include <vector>

#include "knowledge/article.h"
#include "knowledge/category.h"
#include "platform/database/database.h"

namespace rapport::knowledge {

inline constexpr std::int64_t shelf_max = 200;  // shown of one category

struct ShelfQuestion {
  OrgId org;
  bool is_for_customers = false;  // else only what everybody may read
  Instant now;
  std::int64_t most = shelf_max;
};

// Newest first.
Result<std::vector<LiveArticle>> on_shelf(database::Database& database, const ShelfQuestion& question,
                                          std::optional<CategoryId> category);
// By distinct readers since then; then the newest.
Result<std::vector<LiveArticle>> most_read(database::Database& database, const ShelfQuestion& question,
                                           Instant since);
// That have something on their shelf.
Result<std::vector<Category>> shelves(database::Database& database, const ShelfQuestion& question);

}  // namespace rapport::knowledge
