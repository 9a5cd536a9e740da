// Articles: what the company knows, in words for customers and agents. An article has one draft, which people
// work on, and numbered versions, of which at most one is live: what readers and the search see. Values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/instant.h"
#include "platform/contract/describe.h"

namespace rapport {
using ArticleId = Id<struct ArticleTag>;
}

namespace rapport::knowledge {

using rapport::ArticleId;
using CategoryId = Id<struct CategoryTag>;

inline constexpr std::int64_t articles_max = 200'000;  // of an organisation
inline constexpr std::size_t body_length_max = 100'000;
inline constexpr std::size_t translations_max = 20;
inline constexpr std::size_t tags_max = 20;
inline constexpr std::size_t title_length_max = 200;
inline constexpr std::size_t versions_shown_max = 200;

enum class ArticleState : std::uint8_t {
  draft,      // somebody works on it; an earlier version may be live
  review,     // waits for somebody who may publish
  published,  // the draft is what is live
  expired,    // nothing of it is live
};
BOOST_DESCRIBE_ENUM(ArticleState, draft, review, published, expired)

enum class Audience : std::uint8_t { everybody, customers, agents };
BOOST_DESCRIBE_ENUM(Audience, everybody, customers, agents)
contract::Notes contract_notes(contract::Tag<Audience>);

struct Translation {
  std::string language;
  std::string title;
  std::string body;  // Markdown
};
BOOST_DESCRIBE_STRUCT(Translation, (), (language, title, body))
contract::Notes contract_notes(contract::Tag<Translation>);

// What people write.
struct ArticleFields {
  std::optional<std::string> slug;  // absent: made from the title
  std::optional<CategoryId> category_id;
  Audience audience = Audience::everybody;
  std::vector<std::string> tags;
  std::vector<Translation> translations;
  std::optional<Instant> review_by;   // somebody should look at it again
  std::optional<Instant> expires_at;  // then nobody sees it any more
};
BOOST_DESCRIBE_STRUCT(ArticleFields, (),
                      (slug, category_id, audience, tags, translations, review_by, expires_at))
contract::Notes contract_notes(contract::Tag<ArticleFields>);

struct ArticleTitle {
  std::string language;
  std::string title;
};
BOOST_DESCRIBE_STRUCT(ArticleTitle, (), (language, title))

struct ArticleSummary {
  ArticleId id;
  std::string slug;
  ArticleState state = ArticleState::draft;
  std::int64_t revision = 0;                 // of the draft
  std::optional<std::int32_t> live_version;  // absent: readers see nothing of it
  std::optional<CategoryId> category_id;
  Audience audience = Audience::everybody;
  std::vector<ArticleTitle> titles;  // of the draft
  Instant changed_at;
  std::optional<UserId> changed_by;
  std::optional<Instant> review_by, expires_at;
  std::int64_t helpful = 0, not_helpful = 0, uses = 0;
};
BOOST_DESCRIBE_STRUCT(ArticleSummary, (),
                      (id, slug, state, revision, live_version, category_id, audience, titles, changed_at,
                       changed_by, review_by, expires_at, helpful, not_helpful, uses))

struct ArticleVersion {
  std::int32_t version = 0;
  std::string note;
  std::optional<UserId> by;
  Instant published_at;
  bool is_live = false;
};
BOOST_DESCRIBE_STRUCT(ArticleVersion, (), (version, note, by, published_at, is_live))

struct ArticleWhole : ArticleSummary {
  ArticleFields draft;
  std::vector<ArticleVersion> versions;  // newest first
};
BOOST_DESCRIBE_STRUCT(ArticleWhole, (ArticleSummary), (draft, versions))

// A version that readers see.
struct LiveArticle {
  ArticleId id;
  std::string slug;
  std::int32_t version = 0;
  Instant published_at;
  ArticleFields fields;
};

}  // namespace rapport::knowledge
