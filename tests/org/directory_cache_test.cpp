#include "org/directory_cache.h"

#include <atomic>
#include <thread>

#include "org/support/house.h"

namespace rapport::org::testing {

TEST_CASE("what is read of the organisations stays whole while others are changed") {
  in_a_house([](House& house) {
    const Organisation acme = house.organisation("acme", "Asia/Shanghai");
    std::atomic<bool> is_over = false;
    std::atomic<int> reads = 0;
    std::thread reader([&] {
      while (!is_over) {
        for (const OrgId org : house.orgs->directories().all())
          reads += house.orgs->directories().of(org) ? 1 : 0;
      }
    });
    for (int i = 0; i < 50; ++i) {
      QueueFields fields;
      fields.name = "Queue " + std::to_string(i);
      CHECK(house.admin().create_queue({acme.id, {}}, fields).has_value());
    }
    is_over = true;
    reader.join();
    CHECK(reads > 0);
    CHECK(house.orgs->directories().of(acme.id)->queues.size() >= 50);
  });
}

}  // namespace rapport::org::testing
