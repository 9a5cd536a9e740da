// OrderedIndex: a sorted sequence of small plain keys with ranks. Two levels, a row of sorted chunks:
// searching is binary, inserting and erasing move at most one chunk, a rank adds up the chunks before it. For
// the sizes of a contact centre (up to some hundred thousand in one queue) that beats trees by their cache
// misses.
#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "base/check.h"

namespace rapport::switchboard {

template <class Key>
class OrderedIndex {
 public:
  // Where iteration stands. Valid until the next change.
  struct Cursor {
    std::size_t chunk = 0;
    std::size_t at = 0;
  };

  bool empty() const { return size_ == 0; }
  Cursor begin() const { return {}; }
  std::size_t size() const { return size_; }
  const Key& front() const { return chunks_.front().front(); }  // REQUIRES: not empty

  bool is_end(Cursor cursor) const { return cursor.chunk >= chunks_.size(); }
  const Key& at(Cursor cursor) const { return chunks_[cursor.chunk][cursor.at]; }
  void advance(Cursor& cursor) const {
    if (++cursor.at < chunks_[cursor.chunk].size()) return;
    ++cursor.chunk;
    cursor.at = 0;
  }

  void insert(const Key& key) {
    ++size_;
    if (chunks_.empty()) {
      chunks_.emplace_back().push_back(key);
      return;
    }
    const std::size_t c = chunk_of(key);
    std::vector<Key>& chunk = chunks_[c];
    if (chunk.back() < key)
      chunk.push_back(key);
    else
      chunk.insert(std::lower_bound(chunk.begin(), chunk.end(), key), key);
    if (chunk.size() > chunk_max) split(c);
  }
  // REQUIRES: present.
  void erase(const Key& key) {
    const std::size_t c = chunk_of(key);
    std::vector<Key>& chunk = chunks_[c];
    const auto found = std::lower_bound(chunk.begin(), chunk.end(), key);
    RAPPORT_CHECK(found != chunk.end() && !(key < *found));
    chunk.erase(found);
    --size_;
    if (!chunk.empty()) return;
    chunks_.erase(chunks_.begin() + static_cast<std::ptrdiff_t>(c));
  }
  // How many are less than `key`.
  std::size_t rank(const Key& key) const {
    if (chunks_.empty()) return 0;
    const std::size_t c = chunk_of(key);
    std::size_t before = 0;
    for (std::size_t i = 0; i < c; ++i)
      before += chunks_[i].size();
    const std::vector<Key>& chunk = chunks_[c];
    return before +
           static_cast<std::size_t>(std::lower_bound(chunk.begin(), chunk.end(), key) - chunk.begin());
  }
  bool contains(const Key& key) const {
    if (chunks_.empty()) return false;
    const std::vector<Key>& chunk = chunks_[chunk_of(key)];
    return std::binary_search(chunk.begin(), chunk.end(), key);
  }
  void clear() {
    chunks_.clear();
    size_ = 0;
  }

 private:
  static constexpr std::size_t chunk_max = 128;

  // The last chunk that begins at or before `key`; the first when none does.
  std::size_t chunk_of(const Key& key) const {
    std::size_t low = 0;
    std::size_t high = chunks_.size();
    while (high - low > 1) {
      const std::size_t middle = (low + high) / 2;
      if (key < chunks_[middle].front())
        high = middle;
      else
        low = middle;
    }
    return low;
  }
  void split(std::size_t c) {
    const std::size_t half = chunk_max / 2;
    std::vector<Key> upper(chunks_[c].begin() + static_cast<std::ptrdiff_t>(half), chunks_[c].end());
    chunks_[c].resize(half);
    chunks_.insert(chunks_.begin() + static_cast<std::ptrdiff_t>(c) + 1, std::move(upper));
  }

  std::vector<std::vector<Key>> chunks_;
  std::size_t size_ = 0;
};

}  // namespace rapport::switchboard
