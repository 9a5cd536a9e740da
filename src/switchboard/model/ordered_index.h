// OrderedIndex: a sorted sequence of small plain keys with ranks. Two levels, a row of sorted chunks:
// searching is binary, inserting and erasing move at most one chunk, a rank adds up the chunks before it. For
// the sizes of a contact centre (up to some hundred thousand in one queue) that beats trees by their cache
// misses. Queues are used at their ends: both the newest at the back and the best at the front go in and out
// without moving anything.
#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "base/check.h"

namespace rapport::switchboard {

// A sorted row of keys with room to shrink at the front.
template <class Key>
class SortedRow {
 public:
  std::size_t size() const { return keys_.size() - begin_; }
  bool empty() const { return keys_.size() == begin_; }
  const Key& operator[](std::size_t i) const { return keys_[begin_ + i]; }
  const Key& front() const { return keys_[begin_]; }
  const Key& back() const { return keys_.back(); }

  // How many are less than `key`.
  std::size_t rank(const Key& key) const {
    if (empty() || !(front() < key)) return 0;
    if (back() < key) return size();
    return static_cast<std::size_t>(std::lower_bound(keys_.begin() + offset(begin_), keys_.end(), key) -
                                    keys_.begin()) -
           begin_;
  }
  void insert(const Key& key) {
    const std::size_t at = rank(key);
    if (begin_ > 0 && at < size() / 2) {
      std::move(keys_.begin() + offset(begin_), keys_.begin() + offset(begin_ + at),
                keys_.begin() + offset(begin_ - 1));
      --begin_;
      keys_[begin_ + at] = key;
    } else {
      keys_.insert(keys_.begin() + offset(begin_ + at), key);
    }
  }
  void erase(std::size_t at) {
    if (at >= size() / 2) {
      keys_.erase(keys_.begin() + offset(begin_ + at));
    } else {
      std::move_backward(keys_.begin() + offset(begin_), keys_.begin() + offset(begin_ + at),
                         keys_.begin() + offset(begin_ + at + 1));
      ++begin_;
    }
    if (begin_ > size()) close_gap();
  }
  // The upper half, taken out.
  SortedRow split() {
    SortedRow upper;
    const std::size_t half = size() / 2;
    upper.keys_.assign(keys_.begin() + offset(begin_ + half), keys_.end());
    keys_.resize(begin_ + half);
    return upper;
  }
  void clear() {
    keys_.clear();
    begin_ = 0;
  }
  std::size_t capacity() const { return keys_.capacity(); }

 private:
  static std::ptrdiff_t offset(std::size_t i) { return static_cast<std::ptrdiff_t>(i); }
  void close_gap() {
    keys_.erase(keys_.begin(), keys_.begin() + offset(begin_));
    begin_ = 0;
  }

  std::vector<Key> keys_;
  std::size_t begin_ = 0;
};

template <class Key>
class OrderedIndex {
 public:
  // Where iteration stands. Valid until the next change.
  struct Cursor {
    std::size_t row = 0;
    std::size_t at = 0;
  };

  bool empty() const { return size_ == 0; }
  std::size_t size() const { return size_; }
  const Key& front() const { return first_.front(); }  // REQUIRES: not empty

  Cursor begin() const { return {}; }
  bool is_end(Cursor cursor) const { return cursor.row > more_.size() || (size_ == 0); }
  const Key& at(Cursor cursor) const { return row(cursor.row)[cursor.at]; }
  void advance(Cursor& cursor) const {
    if (++cursor.at < row(cursor.row).size()) return;
    ++cursor.row;
    cursor.at = 0;
  }

  void insert(const Key& key) {
    ++size_;
    const std::size_t r = row_of(key);
    row(r).insert(key);
    if (row(r).size() > row_max) {
      SortedRow<Key> upper = row(r).split();
      more_.insert(more_.begin() + static_cast<std::ptrdiff_t>(r), std::move(upper));
    }
  }
  // REQUIRES: present.
  void erase(const Key& key) {
    const std::size_t r = row_of(key);
    SortedRow<Key>& its = row(r);
    const std::size_t at = its.rank(key);
    RAPPORT_CHECK(at < its.size() && !(key < its[at]));
    its.erase(at);
    --size_;
    if (!its.empty() || more_.empty()) return;
    if (r == 0) first_ = std::move(more_.front());
    more_.erase(more_.begin() + static_cast<std::ptrdiff_t>(r == 0 ? 0 : r - 1));
  }
  // How many are less than `key`.
  std::size_t rank(const Key& key) const {
    const std::size_t r = row_of(key);
    std::size_t before = 0;
    for (std::size_t i = 0; i < r; ++i)
      before += row(i).size();
    return before + row(r).rank(key);
  }
  bool contains(const Key& key) const {
    const SortedRow<Key>& its = row(row_of(key));
    const std::size_t at = its.rank(key);
    return at < its.size() && !(key < its[at]);
  }
  // Small memory is kept for the next time.
  void clear() {
    more_.clear();
    if (first_.capacity() > row_max) first_ = SortedRow<Key>();
    first_.clear();
    size_ = 0;
  }

 private:
  static constexpr std::size_t row_max = 128;

  SortedRow<Key>& row(std::size_t r) { return r == 0 ? first_ : more_[r - 1]; }
  const SortedRow<Key>& row(std::size_t r) const { return r == 0 ? first_ : more_[r - 1]; }

  // The last row that begins at or before `key`; the first when none does.
  std::size_t row_of(const Key& key) const {
    std::size_t low = 0;
    std::size_t high = more_.size() + 1;
    while (high - low > 1) {
      const std::size_t middle = (low + high) / 2;
      if (key < row(middle).front())
        high = middle;
      else
        low = middle;
    }
    return low;
  }

  SortedRow<Key> first_;  // most are no longer than this
  std::vector<SortedRow<Key>> more_;
  std::size_t size_ = 0;
};

}  // namespace rapport::switchboard
