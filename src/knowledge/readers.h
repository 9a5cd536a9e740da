// Readers: what somebody at one browser looked for and read before they reached us, and who they turned out
// to be. A reader is the digest of a cookie of the public pages, never a name; steps are forgotten after
// reader_days. The only SQL for these tables. Any thread that may block.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "knowledge/article.h"
#include "knowledge/readings.h"
#include "live/id_source.h"
#include "platform/database/database.h"

namespace rapport::knowledge {

inline constexpr int reader_days = 90;

enum class ReaderStepKind : std::uint8_t { search, read };
BOOST_DESCRIBE_ENUM(ReaderStepKind, search, read)

struct ReaderStep {
  ReaderStepKind kind = ReaderStepKind::read;
  Instant at;
  std::string words;         // of a search, as typed; at most search_words_max bytes
  SearchId search;           // of a search; of a read the one that led there; 0: none
  ArticleId article;         // of a read
  std::string language;      // of the article, or the words
  std::int64_t results = 0;  // of a search
  bool is_fresh = false;     // the first of its browser, which had no cookie: may be a machine
};

struct TriedStep {
  ReaderStepKind kind = ReaderStepKind::read;
  Instant at;
  std::string words;
  std::int64_t results = 0;
  std::optional<ArticleId> article_id;
  std::string slug, title;  // of the article, as published; "" when it is not there any more
};
BOOST_DESCRIBE_STRUCT(TriedStep, (), (kind, at, words, results, article_id, slug, title))
contract::Notes contract_notes(contract::Tag<TriedStep>);

// An article that a person read, for their thread.
struct PersonReading {
  std::int64_t id = 0;
  Instant at;
  ArticleId article;
  std::string title, language;  // the title as it is now, of a draft too; "" when the article is gone
};
// Behind this one; id 0: from the newest.
struct PersonReadingMark {
  Instant at;
  std::int64_t id = 0;
};

std::vector<database::Migration> reader_migrations();

class Readers {
 public:
  Readers(database::Database& database, live::IdSource& ids) : database_(database), ids_(ids) {}

  // Does not wait for the write: a page is shown whether or not its step is kept.
  void note(OrgId org, const std::string& reader, const ReaderStep& step);
  // Its cookie came back: no machine that keeps none. Does not wait for the write either.
  void returned(OrgId org, const std::string& reader);
  // They have shown who they are: signed in, or wrote to us.
  Result<void> known_as(OrgId org, const std::string& reader, CustomerId customer, Instant at);
  // They reached us: a chat, a form.
  Result<void> contacted(OrgId org, const std::string& reader, InteractionId interaction, Instant at);

  // What was tried in the day before that interaction arrived, newest first, the same thing once; nothing
  // when nobody knows its reader.
  Result<std::vector<TriedStep>> tried_before(OrgId org, InteractionId interaction, std::size_t most);
  // What the person of these rows read, newest first. A browser that was somebody else's as well is nobody's.
  // `words`: in the title, among the last of each browser's readings.
  static std::vector<PersonReading> read_by(database::Session& sql, OrgId org,
                                            const std::vector<CustomerId>& rows,
                                            const PersonReadingMark& behind, const std::string& words,
                                            std::int64_t most);
  // Steps older than reader_days go.
  Result<void> forget(Instant now);

 private:
  database::Database& database_;
  live::IdSource& ids_;
};

}  // namespace rapport::knowledge
