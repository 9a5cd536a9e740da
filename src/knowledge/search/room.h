// Room: what the index keeps in memory of one organisation: what a document is besides its words, so that
// filters cost no reading; how many documents have a word; which words there are. Not thread-safe: its owner
// locks.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "knowledge/search/query.h"
#include "knowledge/search/rank.h"

namespace rapport::knowledge::search {

struct DocumentFacts {
  std::int64_t article = 0;  // 0: none under this number any more
  std::int64_t category = 0;
  std::uint8_t audience = 0, state = 0;
  std::uint16_t language = 0;
  std::uint32_t title_length = 0, body_length = 0;  // tokens
};

class Room {
 public:
  void put(std::int64_t row, const DocumentFacts& facts);
  void remove(std::int64_t row);
  std::int64_t next_row() const { return static_cast<std::int64_t>(facts_.size()); }
  const DocumentFacts* find(std::int64_t row) const;
  std::size_t size() const { return count_; }
  Averages averages() const;

  std::uint16_t language_number(const std::string& language);
  const std::string& language(std::uint16_t number) const { return languages_[number]; }

  bool admits(std::int64_t row, const Query& query) const;

  // How many documents have a term, as long as nothing changes.
  std::unordered_map<std::string, std::int64_t> documents_with;
  // Every Latin word that is in the lexicon.
  std::unordered_set<std::string> words;

 private:
  std::vector<DocumentFacts> facts_ = std::vector<DocumentFacts>(1);  // by row
  std::vector<std::string> languages_;
  std::size_t count_ = 0;
  double title_length_ = 0, body_length_ = 0;
};

}  // namespace rapport::knowledge::search
