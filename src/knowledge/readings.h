// Readings: what became of articles and searches: who found one helpful, which conversations and cases used
// it, what was looked for and not found. The only SQL for these tables. Of a search it keeps folded words,
// never who asked. Any thread that may block.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "cases/case.h"
#include "knowledge/article.h"
#include "platform/database/database.h"

namespace rapport::knowledge {

using FeedbackId = Id<struct FeedbackTag>;
using SearchId = Id<struct SearchTag>;

inline constexpr std::size_t search_words_max = 200;  // bytes, of what is kept

struct Feedback {
  FeedbackId id;
  std::int32_t version = 0;
  std::string language;
  bool is_helpful = true;
  std::string words;
  std::optional<UserId> user_id;  // absent: a reader from outside
  Instant at;
};
BOOST_DESCRIBE_STRUCT(Feedback, (), (id, version, language, is_helpful, words, user_id, at))
contract::Notes contract_notes(contract::Tag<Feedback>);

enum class UsedAs : std::uint8_t { link, text, by_hand };
BOOST_DESCRIBE_ENUM(UsedAs, link, text, by_hand)
contract::Notes contract_notes(contract::Tag<UsedAs>);
struct ArticleUse {
  ArticleId article_id;
  std::optional<InteractionId> interaction_id;  // one of the two
  std::optional<CaseId> case_id;
  std::optional<UserId> user_id;
  UsedAs way = UsedAs::link;
  Instant at;
};
BOOST_DESCRIBE_STRUCT(ArticleUse, (), (article_id, interaction_id, case_id, user_id, way, at))

enum class Searcher : std::uint8_t { agent, reader };  // reader: from outside
struct SearchLine {
  SearchId id;
  std::string words;
  std::string language;
  Searcher who = Searcher::agent;
  std::int64_t results = 0;
  Instant at;
};

// Searches for the same words.
struct Gap {
  std::string words;
  std::string language;
  std::int64_t searches = 0;
  std::int64_t without_result = 0;
  std::int64_t without_opening = 0;  // there were results, and nobody opened one
  Instant last_at;
};
BOOST_DESCRIBE_STRUCT(Gap, (), (words, language, searches, without_result, without_opening, last_at))

std::vector<database::Migration> case_use_migrations();

class Readings {
 public:
  explicit Readings(database::Database& database) : database_(database) {}

  Result<void> add_feedback(OrgId org, ArticleId article, const Feedback& feedback);
  // Newest first.
  Result<std::vector<Feedback>> feedback(OrgId org, ArticleId article, FeedbackId before, std::int64_t most);

  // Again for the same conversation or case: the last way counts.
  Result<void> add_use(OrgId org, const ArticleUse& use);
  Result<std::vector<ArticleUse>> uses(OrgId org, ArticleId article, std::int64_t most);  // newest first
  // Of these cases and conversations, newest first.
  static std::vector<ArticleUse> used_for(database::Session& sql, OrgId org, const std::vector<CaseId>& cases,
                                          const std::vector<InteractionId>& interactions);
  // In any of these cases. not_found: it is not linked to one.
  Result<void> remove_use(OrgId org, ArticleId article, const std::vector<CaseId>& cases);

  // Does not wait for the write: a search is answered whether or not its line is kept.
  void add_search(OrgId org, const SearchLine& line);
  Result<void> set_opened(OrgId org, SearchId search, ArticleId article);  // not_found
  // Since then; most often in vain first.
  Result<std::vector<Gap>> gaps(OrgId org, Instant since, std::int64_t most);

 private:
  database::Database& database_;
};

}  // namespace rapport::knowledge
