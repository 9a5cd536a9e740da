// Window: numbered things that come one after the other and are forgotten one by one, in any order. Memory
// follows how many are remembered at once, not how many there ever were. Their numbers count from 0.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace rapport::twin {

template <class T>
class Window {
 public:
  std::size_t append(T value) {
    if (size_ % page_size == 0) pages_.push_back(std::make_unique<Page>());
    Page& page = *pages_.back();
    page.slots[size_ % page_size] = std::move(value);
    ++page.remembered;
    return size_++;
  }
  // nullptr: forgotten, or never there. Valid until it is forgotten.
  T* find(std::size_t number) {
    if (number >= size_ || !pages_[number / page_size]) return nullptr;
    std::optional<T>& slot = pages_[number / page_size]->slots[number % page_size];
    return slot ? &*slot : nullptr;
  }
  void forget(std::size_t number) {
    if (find(number) == nullptr) return;
    std::unique_ptr<Page>& page = pages_[number / page_size];
    page->slots[number % page_size].reset();
    const bool is_last = number / page_size + 1 == pages_.size() && size_ % page_size != 0;
    if (--page->remembered == 0 && !is_last) page.reset();
  }
  template <class Visit>
  void each(Visit visit) const {  // by number
    for (const std::unique_ptr<Page>& page : pages_)
      if (page)
        for (const std::optional<T>& slot : page->slots)
          if (slot) visit(*slot);
  }
  std::size_t size() const { return size_; }  // the forgotten too

 private:
  static constexpr std::size_t page_size = 256;
  struct Page {
    std::array<std::optional<T>, page_size> slots;
    std::size_t remembered = 0;
  };
  std::vector<std::unique_ptr<Page>> pages_;
  std::size_t size_ = 0;
};

}  // namespace rapport::twin
