#include "knowledge/search/room.h"

#include <algorithm>

namespace rapport::knowledge::search {

void Room::put(std::int64_t row, const DocumentFacts& facts) {
  remove(row);
  if (static_cast<std::size_t>(row) >= facts_.size()) facts_.resize(static_cast<std::size_t>(row) + 1);
  facts_[static_cast<std::size_t>(row)] = facts;
  ++count_;
  title_length_ += facts.title_length;
  body_length_ += facts.body_length;
}

void Room::remove(std::int64_t row) {
  if (find(row) == nullptr) return;
  DocumentFacts& facts = facts_[static_cast<std::size_t>(row)];
  --count_;
  title_length_ -= facts.title_length;
  body_length_ -= facts.body_length;
  facts = {};
}

const DocumentFacts* Room::find(std::int64_t row) const {
  if (row <= 0 || static_cast<std::size_t>(row) >= facts_.size()) return nullptr;
  const DocumentFacts& facts = facts_[static_cast<std::size_t>(row)];
  return facts.article != 0 ? &facts : nullptr;
}

Averages Room::averages() const {
  const double count = std::max<double>(1, static_cast<double>(count_));
  return {count, std::max(1.0, title_length_ / count), std::max(1.0, body_length_ / count)};
}

std::uint16_t Room::language_number(const std::string& language) {
  const auto found = std::find(languages_.begin(), languages_.end(), language);
  if (found != languages_.end()) return static_cast<std::uint16_t>(found - languages_.begin());
  languages_.push_back(language);
  return static_cast<std::uint16_t>(languages_.size() - 1);
}

bool Room::admits(std::int64_t row, const Query& query) const {
  const DocumentFacts* facts = find(row);
  if (facts == nullptr) return false;
  if (((query.audiences >> facts->audience) & 1U) == 0 || ((query.states >> facts->state) & 1U) == 0)
    return false;
  if (query.category != 0 && facts->category != query.category) return false;
  return !query.language || languages_[facts->language] == *query.language;
}

}  // namespace rapport::knowledge::search
