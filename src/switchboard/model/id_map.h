// IdMap: 64-bit id -> a small plain value. Open addressing with linear probing; erasing shifts back, so there
// are no tombstones. Never iterated in its own order by anything that decides.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "switchboard/model/slab.h"

namespace rapport::switchboard {

template <class Value>
class IdMap {
 public:
  // Null when absent; 0 is never present. Valid until the next change.
  const Value* find(std::int64_t key) const {
    if (cells_.empty() || key == 0) return nullptr;
    for (std::size_t i = home(key);; i = (i + 1) & mask_) {
      if (cells_[i].key == key) return &cells_[i].value;
      if (cells_[i].key == 0) return nullptr;
    }
  }
  // REQUIRES: key != 0 and absent.
  void insert(std::int64_t key, const Value& value) {
    if ((size_ + 1) * 3 > cells_.size() * 2) grow();
    place(key, value);
    ++size_;
  }
  // REQUIRES: present.
  void erase(std::int64_t key) {
    std::size_t hole = home(key);
    while (cells_[hole].key != key)
      hole = (hole + 1) & mask_;
    for (std::size_t i = (hole + 1) & mask_; cells_[i].key != 0; i = (i + 1) & mask_) {
      // What would no longer be found from its home moves into the hole.
      if (((i - home(cells_[i].key)) & mask_) < ((i - hole) & mask_)) continue;
      cells_[hole] = cells_[i];
      hole = i;
    }
    cells_[hole] = Cell{};
    --size_;
  }
  std::size_t size() const { return size_; }

  // All keys, ascending: for reads and snapshots.
  std::vector<std::int64_t> keys() const {
    std::vector<std::int64_t> found;
    found.reserve(size_);
    for (const Cell& cell : cells_)
      if (cell.key != 0) found.push_back(cell.key);
    std::sort(found.begin(), found.end());
    return found;
  }

 private:
  struct Cell {
    std::int64_t key = 0;
    Value value = {};
  };
  // Eight consecutive ids stay side by side, because what was made together is asked for together; the groups
  // are spread by a multiplication (Knuth, TAOCP 6.4).
  std::size_t home(std::int64_t key) const {
    const auto bits = static_cast<std::uint64_t>(key);
    return static_cast<std::size_t>((bits >> 3) * 0x9e3779b97f4a7c15ULL >> shift_ << 3 | (bits & 7U));
  }
  void place(std::int64_t key, const Value& value) {
    std::size_t i = home(key);
    while (cells_[i].key != 0)
      i = (i + 1) & mask_;
    cells_[i] = {key, value};
  }
  void grow() {
    std::vector<Cell> old = std::move(cells_);
    const std::size_t size = old.empty() ? 16 : old.size() * 2;
    cells_.assign(size, Cell{});
    mask_ = size - 1;
    shift_ = 64;
    for (std::size_t n = size / 8; n > 1; n /= 2)
      --shift_;
    for (const Cell& cell : old)
      if (cell.key != 0) place(cell.key, cell.value);
  }

  std::vector<Cell> cells_;
  std::size_t mask_ = 0;
  int shift_ = 64;
  std::size_t size_ = 0;
};

// Of ids to slots.
class SlotMap : public IdMap<Slot> {
 public:
  // no_slot when absent.
  Slot slot_of(std::int64_t key) const {
    const Slot* slot = find(key);
    return slot == nullptr ? no_slot : *slot;
  }
};

}  // namespace rapport::switchboard
