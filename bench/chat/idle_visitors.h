// IdleVisitors: browsers that look at a page with the widget and say nothing. They live in processes of their
// own, since one may not open as many files.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace rapport::bench {

class IdleVisitors {
 public:
  IdleVisitors(std::uint16_t port, std::string chat_key) : port_(port), chat_key_(std::move(chat_key)) {}
  ~IdleVisitors() { leave(); }
  IdleVisitors(const IdleVisitors&) = delete;
  IdleVisitors& operator=(const IdleVisitors&) = delete;

  // Connects so many and returns when they have been welcomed; throws with the reason when some were not.
  void enter(std::size_t count);
  // How many are still there: every ping was answered, none was closed.
  std::size_t leave();

 private:
  struct Child {
    pid_t pid = -1;
    int from = -1, to = -1;  // pipes
  };
  void start_child(std::size_t count, std::uint8_t source);

  std::uint16_t port_;
  std::string chat_key_;
  std::vector<Child> children_;
};

}  // namespace rapport::bench
