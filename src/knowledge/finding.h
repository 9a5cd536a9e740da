// Finding: a search as people ask it: the organisation's synonyms, the index, the line in the search log, and
// what is suggested for a conversation. Worker threads.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "conversations/message_store.h"
#include "conversations/record_store.h"
#include "knowledge/article_store.h"
#include "knowledge/indexing.h"
#include "knowledge/readings.h"
#include "knowledge/reranker.h"
#include "live/id_source.h"

namespace rapport::knowledge {

struct TextPiece {
  std::string text;
  bool is_match = false;
};
BOOST_DESCRIBE_STRUCT(TextPiece, (), (text, is_match))

struct FoundArticle {
  ArticleId article_id;
  std::string slug;
  std::string language;
  std::vector<TextPiece> title, snippet;
  Audience audience = Audience::everybody;
  ArticleState state = ArticleState::published;
  std::optional<CategoryId> category_id;
};
BOOST_DESCRIBE_STRUCT(FoundArticle, (),
                      (article_id, slug, language, title, snippet, audience, state, category_id))
contract::Notes contract_notes(contract::Tag<FoundArticle>);

struct FoundArticles {
  std::optional<SearchId> search_id;
  std::vector<FoundArticle> items;
  bool is_complete = true;
};
BOOST_DESCRIBE_STRUCT(FoundArticles, (), (search_id, items, is_complete))
contract::Notes contract_notes(contract::Tag<FoundArticles>);

struct Asked {
  std::string text;
  Searcher who = Searcher::agent;
  bool is_typing = false;     // not kept in the log
  bool is_suggested = false;  // nobody has searched: not kept either, and rather nothing than a guess
  std::size_t limit = 10;
  std::vector<Audience> audiences;    // none: all
  std::optional<ArticleState> state;  // none: what is published
  std::optional<CategoryId> category;
  std::optional<std::string> language, preferred;
};

class Finding {
 public:
  // Borrows all.
  Finding(ArticleStore& store, Readings& readings, search::Index& index, const Indexing& indexing,
          Reranker& reranker, live::IdSource& ids, std::function<Instant()> clock)
      : store_(store),
        readings_(readings),
        index_(index),
        indexing_(indexing),
        reranker_(reranker),
        ids_(ids),
        clock_(std::move(clock)) {}

  Result<FoundArticles> find(OrgId org, const Asked& asked);

  // Published articles for readers that say what these words ask, best first: by the same search, and only
  // what has at least half of the words that tell articles apart. Cautious: rather none than a wrong one. Not
  // kept in the log. unavailable while the index is being made.
  Result<std::vector<ArticleId>> answers(OrgId org, const std::string& words);

 private:
  ArticleStore& store_;
  Readings& readings_;
  search::Index& index_;
  const Indexing& indexing_;
  Reranker& reranker_;
  live::IdSource& ids_;
  std::function<Instant()> clock_;
};

// What the customer said last, as something to search for.
std::string last_words_of(const std::vector<conversations::Message>& messages);

}  // namespace rapport::knowledge
