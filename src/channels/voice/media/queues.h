// The two bounded queues of the plane; neither waits, and neither allocates after it was made.
//   ManyToOne: commands to a media thread, from any thread (after D. Vyukov's bounded queue).
//   OneToOne: events and tap frames from a media thread to the thread that delivers them.
#pragma once

#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <utility>

namespace rapport::media {

template <class T>
class ManyToOne {
 public:
  explicit ManyToOne(std::size_t limit) : mask_(std::bit_ceil(limit) - 1), cells_(new Cell[mask_ + 1]) {
    for (std::size_t i = 0; i <= mask_; ++i)
      cells_[i].turn.store(i, std::memory_order_relaxed);
  }

  // False when full: `value` is untouched.
  bool push(T& value) {
    std::size_t at = head_.load(std::memory_order_relaxed);
    for (;;) {
      Cell& cell = cells_[at & mask_];
      const std::size_t turn = cell.turn.load(std::memory_order_acquire);
      const auto difference = static_cast<std::intptr_t>(turn - at);
      if (difference < 0) return false;
      if (difference > 0) {
        at = head_.load(std::memory_order_relaxed);
      } else if (head_.compare_exchange_weak(at, at + 1, std::memory_order_relaxed)) {
        cell.value = std::move(value);
        cell.turn.store(at + 1, std::memory_order_release);
        return true;
      }
    }
  }

  bool pop(T& out) {
    Cell& cell = cells_[tail_ & mask_];
    if (cell.turn.load(std::memory_order_acquire) != tail_ + 1) return false;
    out = std::move(cell.value);
    cell.value = T();
    cell.turn.store(tail_ + mask_ + 1, std::memory_order_release);
    ++tail_;
    return true;
  }

 private:
  struct Cell {
    std::atomic<std::size_t> turn = 0;
    T value = {};
  };
  std::size_t mask_;
  std::unique_ptr<Cell[]> cells_;
  alignas(64) std::atomic<std::size_t> head_ = 0;
  alignas(64) std::size_t tail_ = 0;
};

// A cell is made when it is first used: a ring that nobody needs takes no memory, only addresses.
template <class T>
class OneToOne {
 public:
  explicit OneToOne(std::size_t limit)
      : mask_(std::bit_ceil(limit) - 1), cells_(std::allocator<T>().allocate(mask_ + 1)) {}
  ~OneToOne() {
    std::destroy_n(cells_, made_);
    std::allocator<T>().deallocate(cells_, mask_ + 1);
  }
  OneToOne(const OneToOne&) = delete;
  OneToOne& operator=(const OneToOne&) = delete;

  // The sender writes into the cell, then publishes it; nullptr when full.
  T* begin_push() {
    const std::size_t head = head_.load(std::memory_order_relaxed);
    if (head - tail_.load(std::memory_order_acquire) > mask_) return nullptr;
    T* cell = &cells_[head & mask_];
    if (head == made_ && made_ <= mask_) {
      ::new (static_cast<void*>(cell)) T;
      ++made_;
    }
    return cell;
  }
  void end_push() { head_.store(head_.load(std::memory_order_relaxed) + 1, std::memory_order_release); }

  // The receiver reads the oldest cell in place, then frees it; nullptr when empty.
  T* front() {
    const std::size_t tail = tail_.load(std::memory_order_relaxed);
    if (tail == head_.load(std::memory_order_acquire)) return nullptr;
    return &cells_[tail & mask_];
  }
  void pop() { tail_.store(tail_.load(std::memory_order_relaxed) + 1, std::memory_order_release); }

 private:
  std::size_t mask_;
  T* cells_;
  std::size_t made_ = 0;  // the sender's
  alignas(64) std::atomic<std::size_t> head_ = 0;
  alignas(64) std::atomic<std::size_t> tail_ = 0;
};

}  // namespace rapport::media
