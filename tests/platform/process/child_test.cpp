#include "platform/process/child.h"

#include <doctest/doctest.h>
#include <signal.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <thread>

using namespace rapport;
using process::Child;
using process::ChildOptions;
using process::Ending;

namespace {

// All that it writes until it closes its output; a line for the end.
std::string said(Child& child, const std::string& input = "") {
  std::string output;
  std::size_t written = 0;
  for (bool is_open = true; is_open;) {
    child.feed(input, written);
    child.wait(milliseconds(100));
    is_open = child.drain(output);
  }
  return output;
}

Ending ended(Child& child) {
  for (;;) {
    if (const auto ending = child.ended()) return *ending;
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
}

}  // namespace

TEST_CASE("a child reads all of its input, and how it ended is known") {
  Child child;
  const std::string much(3'000'000, 'x');
  REQUIRE(child.start({.arguments = {"cat"}}) == 0);
  CHECK(said(child, much) == much);
  CHECK(ended(child).is_good());
  CHECK(ended(child).is_good());  // asked once more

  Child failing;
  REQUIRE(failing.start({.arguments = {"sh", "-c", "exit 3"}}) == 0);
  CHECK(said(failing, much).empty());
  CHECK(ended(failing).what() == "ended with status 3");

  Child aborting;
  REQUIRE(aborting.start({.arguments = {"sh", "-c", "kill -ABRT $$"}}) == 0);
  CHECK(said(aborting).empty());
  CHECK(ended(aborting).signal == SIGABRT);
  CHECK(ended(aborting).what() == "was ended by signal 6 (Aborted)");

  Child missing;
  CHECK(missing.start({.arguments = {"/no/such/program"}}) == ENOENT);
}

TEST_CASE("a child is ended, also when it does not want to") {
  Child willing;
  REQUIRE(willing.start({.arguments = {"sleep", "600"}}) == 0);
  CHECK(willing.end(seconds(30)).signal == SIGTERM);
  Child stubborn;
  REQUIRE(stubborn.start(
              {.arguments = {"sh", "-c", "trap '' TERM; echo ready; while :; do sleep 1; done"}}) == 0);
  std::string ready;
  while (ready != "ready\n") {
    stubborn.wait(milliseconds(100));
    REQUIRE(stubborn.drain(ready));
  }
  CHECK(stubborn.end(milliseconds(50)).signal == SIGKILL);
}

TEST_CASE("a child gets none of our open files and blocked signals, and may have a group of its own") {
  const process::Descriptor ours(::dup(0));  // not closed on exec
  sigset_t term, before;
  sigemptyset(&term);
  sigaddset(&term, SIGTERM);
  ::pthread_sigmask(SIG_BLOCK, &term, &before);
  Child child;
  const int started =
      child.start({.arguments = {"sh", "-c",
                                 "ls /proc/self/fd | tr '\\n' ' '; grep SigBlk /proc/self/status;"
                                 "ps -o pgid= -p $$ 2>/dev/null || cut -d' ' -f5 /proc/$$/stat"},
                   .is_own_group = true});
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
  REQUIRE(started == 0);
  const std::string output = said(child);
  CHECK(output.starts_with("0 1 2 3 "));  // 3 is the folder that ls reads
  CHECK(output.find(" 4 ") == std::string::npos);
  CHECK(output.find("0000000000000000") != std::string::npos);
  CHECK(output.find(std::to_string(::getpgrp())) == std::string::npos);
}
