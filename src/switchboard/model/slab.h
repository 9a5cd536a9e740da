// Slab: values at stable addresses, named by small numbers (slots) that are used again. Owned by the
// switchboard's state. Slot numbers never decide anything: they are not part of a snapshot.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace rapport::switchboard {

using Slot = std::uint32_t;
inline constexpr Slot no_slot = 0xffffffff;

template <class T>
class Slab {
 public:
  T& operator[](Slot slot) { return blocks_[slot / block_size][slot % block_size]; }
  const T& operator[](Slot slot) const { return blocks_[slot / block_size][slot % block_size]; }

  // The value is as left by the last take_back, or as T{}.
  Slot make() {
    ++used_;
    if (!free_.empty()) {
      const Slot slot = free_.back();
      free_.pop_back();
      return slot;
    }
    if (made_ == blocks_.size() * block_size) blocks_.push_back(std::make_unique<T[]>(block_size));
    return static_cast<Slot>(made_++);
  }
  // REQUIRES: the owner has reset the value.
  void take_back(Slot slot) {
    --used_;
    free_.push_back(slot);
  }
  std::size_t used() const { return used_; }

 private:
  static constexpr std::size_t block_size = 256;
  std::vector<std::unique_ptr<T[]>> blocks_;
  std::vector<Slot> free_;
  std::size_t made_ = 0;
  std::size_t used_ = 0;
};

}  // namespace rapport::switchboard
