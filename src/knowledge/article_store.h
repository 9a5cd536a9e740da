// Article store: the only SQL for articles, their versions, categories and synonyms. Any thread that may
// block; what takes a Change runs on the writer's.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "knowledge/article.h"
#include "knowledge/rules.h"
#include "org/changes.h"
#include "platform/database/database.h"

namespace rapport::knowledge {

std::vector<database::Migration> knowledge_migrations();

struct ArticleFilter {
  std::optional<ArticleState> state;
  std::optional<CategoryId> category;
  std::optional<Audience> audience;
  std::optional<std::string> language;  // has a translation into it
  std::string text;                     // in title, slug or tags
  std::optional<Instant> due_before;    // to be looked at again by then
};

// Where a page of the list goes on: newest change first.
struct ArticlePlace {
  Instant changed_at;
  ArticleId id;
};
BOOST_DESCRIBE_STRUCT(ArticlePlace, (), (changed_at, id))

// What the search has to know of one: what is live, else the draft.
struct IndexedArticle {
  ArticleId id;
  std::int64_t stamp = 0;  // changes with every change of what the search should know
  ArticleState state = ArticleState::draft;
  ArticleFields fields;
};

class ArticleStore {
 public:
  explicit ArticleStore(database::Database& database) : database_(database) {}

  Result<std::vector<ArticleSummary>> list(OrgId org, const ArticleFilter& filter,
                                           const std::optional<ArticlePlace>& after, std::int64_t most);
  Result<ArticleWhole> find(OrgId org, ArticleId id);
  // `version` 0: the draft.
  Result<ArticleFields> content(OrgId org, ArticleId id, std::int32_t version);
  // not_found when nothing of it is live at `now`.
  Result<LiveArticle> live(OrgId org, ArticleId id, Instant now);
  Result<LiveArticle> live(OrgId org, const std::string& slug, Instant now);

  Result<void> add(org::Change& change, ArticleId id, const ArticleFields& fields) const;
  // conflict / stale when the draft is not at `revision` any more.
  Result<void> save(org::Change& change, ArticleId id, std::int64_t revision,
                    const ArticleFields& fields) const;
  Result<void> submit(org::Change& change, ArticleId id) const;
  Result<void> send_back(org::Change& change, ArticleId id, const std::string& why) const;
  Result<std::int32_t> publish(org::Change& change, ArticleId id, const std::string& note) const;
  // What `version` said becomes the draft and is published as a new version.
  Result<std::int32_t> roll_back(org::Change& change, ArticleId id, std::int32_t version) const;
  Result<void> expire(org::Change& change, ArticleId id) const;
  Result<void> remove(org::Change& change, ArticleId id) const;

  // Live ones whose end has come.
  static std::vector<ArticleId> over(database::Session& sql, OrgId org, Instant now, std::int64_t most);
  static std::vector<OrgId> organisations(database::Session& sql);

  struct Named {
    std::string slug;
    std::vector<ArticleTitle> titles;  // of the draft
  };
  static std::optional<Named> named(database::Session& sql, OrgId org, ArticleId id);

  Result<std::vector<std::pair<ArticleId, std::int64_t>>> stamps(OrgId org);
  // Of these, those that are there.
  Result<std::vector<IndexedArticle>> indexed(OrgId org, const std::vector<ArticleId>& ids);

  // Of these, those that are there: what they are called in addresses.
  Result<std::vector<std::pair<ArticleId, std::string>>> slugs(OrgId org, const std::vector<ArticleId>& ids);

  Result<std::vector<std::vector<std::string>>> synonyms(OrgId org);
  void set_synonyms(org::Change& change, const std::vector<std::vector<std::string>>& groups) const;

 private:
  Result<std::int32_t> publish(org::Change& change, ArticleId id, const std::string& note,
                               const ArticleFields& fields) const;
  database::Database& database_;
};

bool is_article(database::Session& sql, OrgId org, ArticleId id);

}  // namespace rapport::knowledge
