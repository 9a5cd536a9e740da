#include "platform/workers/rounds.h"

#include <doctest/doctest.h>

#include <future>
#include <thread>

namespace rapport::workers {
namespace {

constexpr Duration never = hours(24);

}  // namespace

TEST_CASE("Rounds follow one another after the pause that each chooses") {
  std::promise<void> third;
  int count = 0;
  Rounds rounds;
  rounds.start({}, [&] {
    if (++count == 3) third.set_value();
    return count < 3 ? milliseconds(1) : never;
  });
  third.get_future().wait();
  rounds.stop();
  CHECK(count == 3);
}

TEST_CASE("Who wakes the thread has a round at once, also when one is running") {
  std::promise<void> begun, released, second;
  int count = 0;
  Rounds rounds;
  rounds.start(never, [&] {
    ++count;
    if (count == 1) {
      begun.set_value();
      released.get_future().wait();
    } else if (count == 2) {
      second.set_value();
    }
    return never;
  });
  rounds.wake();
  begun.get_future().wait();
  rounds.wake();
  released.set_value();
  second.get_future().wait();
  rounds.stop();
  CHECK(count == 2);
}

TEST_CASE("A round that runs is finished before stop comes back, and none begins after it") {
  std::promise<void> begun;
  bool is_finished = false;
  int count = 0;
  {
    Rounds rounds;
    rounds.start({}, [&] {
      if (++count == 1) begun.set_value();
      std::this_thread::yield();
      is_finished = true;
      return never;
    });
    begun.get_future().wait();
  }
  CHECK(is_finished);
  CHECK(count == 1);
}

}  // namespace rapport::workers
