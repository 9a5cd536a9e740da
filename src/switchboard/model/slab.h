// Slab: values at stable addresses, named by small numbers (slots) that are used again. Owned by the
// switchboard's state. Slot numbers never decide anything: they are not part of a snapshot.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <vector>

namespace rapport::switchboard {

using Slot = std::uint32_t;
inline constexpr Slot no_slot = 0xffffffff;

// Blocks double in size, so a slot is found with one shift and few pointers, and values are made only when
// first used, so growing never stops the turn it happens in.
template <class T>
class Slab {
 public:
  Slab() = default;
  Slab(const Slab&) = delete;
  Slab& operator=(const Slab&) = delete;
  ~Slab() {
    for (std::size_t i = 0; i < made_; ++i)
      std::destroy_at(&(*this)[static_cast<Slot>(i)]);
    for (T* block : blocks_)
      if (block != nullptr) ::operator delete (block, std::align_val_t{alignof(T)});
  }

  T& operator[](Slot slot) { return *at(slot); }
  const T& operator[](Slot slot) const { return *at(slot); }

  // The value is as left by the last take_back, or as T{}.
  Slot make() {
    ++used_;
    if (!free_.empty()) {
      const Slot slot = free_.back();
      free_.pop_back();
      return slot;
    }
    const auto slot = static_cast<Slot>(made_);
    const std::size_t block = block_of(slot);
    if (blocks_[block] == nullptr)
      blocks_[block] =
          static_cast<T*>(::operator new ((first_size << block) * sizeof(T), std::align_val_t{alignof(T)}));
    std::construct_at(at(slot));
    ++made_;
    return slot;
  }
  // REQUIRES: the owner has reset the value.
  void take_back(Slot slot) {
    --used_;
    free_.push_back(slot);
  }
  std::size_t used() const { return used_; }

 private:
  static constexpr std::size_t first_bits = 6;
  static constexpr std::size_t first_size = std::size_t{1} << first_bits;

  // Block b holds the slots from first_size x (2^b - 1) on.
  static std::size_t block_of(Slot slot) {
    return static_cast<std::size_t>(std::bit_width((slot >> first_bits) + 1)) - 1;
  }
  T* at(Slot slot) const {
    const std::size_t block = block_of(slot);
    return blocks_[block] + (slot - (first_size << block) + first_size);
  }

  std::array<T*, 32 - first_bits> blocks_ = {};
  std::vector<Slot> free_;
  std::size_t made_ = 0;
  std::size_t used_ = 0;
};

}  // namespace rapport::switchboard
