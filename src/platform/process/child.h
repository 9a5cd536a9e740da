// Child: another program that runs, and the two ends towards it, neither of which blocks. It gets no shell,
// nothing of our environment, none of our open files and no blocked signals. Owned by one thread, which polls
// the ends; gone with the object (killed when it still runs; programs that it starts in turn are not).
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"

namespace rapport::process {

class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() { close(); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  void take(int fd) {
    close();
    fd_ = fd;
  }
  void close();
  int get() const { return fd_; }

 private:
  int fd_ = -1;
};

struct ChildOptions {
  std::vector<std::string> arguments;  // the program first, looked for in PATH
  bool keeps_errors = false;           // its standard error is ours; else it goes nowhere
  bool is_own_group = false;           // a terminal's Ctrl-C is for us alone
};

// How a program ended.
struct Ending {
  int code = 0;    // when by itself
  int signal = 0;  // when by a signal

  bool is_good() const { return code == 0 && signal == 0; }
  std::string what() const;  // "ended with status 3", "was ended by signal 6 (Aborted)"
};

class Child {
 public:
  Child() = default;
  ~Child();
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  // errno of what went wrong; 0: it runs.
  int start(const ChildOptions& options);
  // Until an end can be used, at most so long.
  void wait(Duration at_most);
  // Writes what fits of what is left of the input and closes the end behind its last byte, or when nobody
  // reads it any more.
  void feed(std::string_view input, std::size_t& written);
  // Appends what is there. False: that was the end, and no more comes.
  bool drain(std::string& output);
  void send(int signal) const;  // while it runs
  // Once it has ended; nothing while it runs.
  std::optional<Ending> ended();
  // SIGTERM, and SIGKILL when that has not helped in the time given. Waits for its end.
  Ending end(Duration patience);

 private:
  int spawn(const ChildOptions& options, int its_input, int its_output);

  pid_t pid_ = 0;
  std::optional<Ending> ending_;
  Descriptor input_, output_;
};

// For the program that was started, first thing: it ends (SIGKILL) when the thread that started it does.
// False: that has happened already, `parent` is gone.
bool end_with_parent(std::int64_t parent);

}  // namespace rapport::process
