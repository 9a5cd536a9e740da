#include "switchboard/model/id_map.h"

#include <doctest/doctest.h>

#include <map>
#include <random>

namespace rapport::switchboard {
namespace {

TEST_CASE("an id map finds what was put in and nothing else") {
  // Ids that count up, ids a time stamp apart, ids all over.
  for (const std::int64_t stride : {std::int64_t{1}, std::int64_t{1} << 22, std::int64_t{0}}) {
    std::mt19937_64 random(7);
    SlotMap slots;
    std::map<std::int64_t, Slot> naive;
    std::int64_t last = 1'000;
    for (int i = 0; i < 30'000; ++i) {
      const bool is_growing = i / 5'000 % 2 == 0;
      if (random() % 10 < (is_growing ? 7 : 3)) {
        last = stride == 0 ? static_cast<std::int64_t>(random() >> 1) : last + stride;
        if (naive.emplace(last, static_cast<Slot>(i)).second) slots.insert(last, static_cast<Slot>(i));
      } else if (!naive.empty()) {
        auto found = naive.lower_bound(last - static_cast<std::int64_t>(random() % 1'000) * stride);
        if (found == naive.end()) found = naive.begin();
        slots.erase(found->first);
        REQUIRE(slots.slot_of(found->first) == no_slot);
        naive.erase(found);
      }
    }
    REQUIRE(slots.size() == naive.size());
    std::vector<std::int64_t> keys;
    for (const auto& [id, slot] : naive) {
      REQUIRE(slots.slot_of(id) == slot);
      keys.push_back(id);
    }
    CHECK(slots.keys() == keys);
    CHECK(slots.slot_of(0) == no_slot);
  }
}

TEST_CASE("a slab keeps addresses and uses slots again") {
  Slab<std::vector<int>> slab;
  std::vector<Slot> slots;
  for (int i = 0; i < 1'000; ++i) {
    slots.push_back(slab.make());
    slab[slots.back()].assign(3, i);
  }
  const std::vector<int>* first = &slab[slots.front()];
  for (int i = 0; i < 1'000; ++i)
    CHECK(slab[slots[static_cast<std::size_t>(i)]].at(2) == i);
  slab[slots[500]].clear();
  slab.take_back(slots[500]);
  CHECK(slab.used() == 999);
  CHECK(slab.make() == slots[500]);
  CHECK(&slab[slots.front()] == first);
}

}  // namespace
}  // namespace rapport::switchboard
