// Index: finds articles by words, in a SQLite file of its own (FTS5) beside the data, whatever the database
// is. It holds nothing that cannot be made again from the articles: a missing or broken file is begun anew,
// and whoever keeps the articles puts them back in (knowledge/indexing.h). Any thread that may block.
//
// A search goes in two steps, because every matched row costs about a microsecond: FTS5 ranks what the rarer
// words of the query match, a few thousand rows at most; the best of those are ranked again with everything
// the query says (rank.h).
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "knowledge/search/query.h"
#include "knowledge/search/rank.h"
#include "knowledge/search/weights.h"
#include "platform/log/log.h"

namespace rapport::knowledge::search {

inline constexpr std::size_t indexed_bytes_max = 60'000;  // of a body; what follows is not found

// One language of one article.
struct Document {
  std::int64_t article = 0;
  std::string language;
  std::string title;
  std::string body;  // plain text
  std::vector<std::string> tags;
  std::uint8_t audience = 0;
  std::uint8_t state = 0;
  std::int64_t category = 0;
};

// A stretch of text, and whether it is what was searched for.
struct Piece {
  std::string text;
  bool is_match = false;
};

struct Hit {
  std::int64_t article = 0;
  std::string language;
  std::vector<Piece> title, snippet;
  std::uint8_t audience = 0, state = 0;
  std::int64_t category = 0;
  double score = 0;
  Cover cover;
};

class Index {
 public:
  // Begins the file anew when it cannot be read.
  static Result<std::unique_ptr<Index>> open(const std::filesystem::path& file, log::Log& log);
  ~Index();

  // All of what an article is, in every language; `stamp` says which moment of it. Empty: it goes.
  struct Entry {
    std::int64_t article = 0;
    std::int64_t stamp = 0;
    std::vector<Document> documents;
  };
  Result<void> put(OrgId org, const std::vector<Entry>& entries);
  // What is in it: article -> stamp.
  Result<std::map<std::int64_t, std::int64_t>> stamps(OrgId org);
  std::size_t size(OrgId org);  // documents

  // Best first; an article once, in the language that fits best. An empty query finds nothing.
  Result<std::vector<Hit>> find(OrgId org, const Query& query, const Weights& weights = {});

 private:
  struct Impl;
  explicit Index(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace rapport::knowledge::search
