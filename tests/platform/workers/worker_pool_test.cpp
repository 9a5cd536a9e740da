#include "platform/workers/worker_pool.h"

#include <doctest/doctest.h>

#include <atomic>
#include <future>
#include <stdexcept>
#include <string>
#include <vector>

namespace rapport::workers {

TEST_CASE("Work that was taken is finished before the pool is gone") {
  std::atomic<int> done = 0;
  int taken = 0;
  {
    WorkerPool pool(3, 1000);
    for (int i = 0; i < 500; ++i)
      taken += pool.post([&done] { ++done; });
  }
  CHECK(taken == 500);
  CHECK(done == 500);
}

TEST_CASE("A full queue refuses and a stopped pool refuses") {
  WorkerPool pool(1, 2);
  std::promise<void> started, release;
  REQUIRE(pool.post([&] {
    started.set_value();
    release.get_future().wait();
  }));
  started.get_future().wait();
  CHECK(pool.post([] {}));
  CHECK(pool.post([] {}));
  CHECK_FALSE(pool.post([] {}));
  release.set_value();
  pool.stop();
  CHECK_FALSE(pool.post([] {}));
}

TEST_CASE("Work starts in the order it was posted") {
  std::vector<int> order;
  {
    WorkerPool pool(1, 100);
    for (int i = 0; i < 50; ++i)
      REQUIRE(pool.post([&order, i] { order.push_back(i); }));
  }
  for (int i = 0; i < 50; ++i)
    CHECK(order[static_cast<std::size_t>(i)] == i);
}

TEST_CASE("An exception in work is reported and the worker goes on") {
  std::promise<std::string> heard;
  std::promise<void> after;
  WorkerPool pool(1, 10, [&](std::string_view what) { heard.set_value(std::string(what)); });
  REQUIRE(pool.post([] { throw std::runtime_error("broken"); }));
  REQUIRE(pool.post([&] { after.set_value(); }));
  CHECK(heard.get_future().get() == "broken");
  after.get_future().wait();
}

}  // namespace rapport::workers
