// ArmedTimers: which of the switchboard's timers are to fire. They are numbered upwards, so whole pages of
// old ones are given back.
#pragma once

#include <bitset>
#include <cstddef>
#include <memory>
#include <vector>

#include "switchboard/model/rules.h"

namespace rapport::twin {

class ArmedTimers {
 public:
  void arm(switchboard::TimerId timer) {
    const auto number = static_cast<std::size_t>(timer.value);
    if (number / page_size >= pages_.size()) pages_.resize(number / page_size + 1);
    std::unique_ptr<Page>& page = pages_[number / page_size];
    if (!page) page = std::make_unique<Page>();
    if (page->bits.test(number % page_size)) return;
    page->bits.set(number % page_size);
    ++page->armed;
  }
  // Whether it was armed; it no longer is.
  bool disarm(switchboard::TimerId timer) {
    if (!is_armed(timer)) return false;
    const auto number = static_cast<std::size_t>(timer.value);
    std::unique_ptr<Page>& page = pages_[number / page_size];
    page->bits.reset(number % page_size);
    if (--page->armed == 0) page.reset();
    return true;
  }
  bool is_armed(switchboard::TimerId timer) const {
    const auto number = static_cast<std::size_t>(timer.value);
    const std::size_t at = number / page_size;
    return at < pages_.size() && pages_[at] && pages_[at]->bits.test(number % page_size);
  }

 private:
  static constexpr std::size_t page_size = 4096;
  struct Page {
    std::bitset<page_size> bits;
    std::size_t armed = 0;
  };
  std::vector<std::unique_ptr<Page>> pages_;
};

}  // namespace rapport::twin
