#include "chat/idle_visitors.h"

#include <fmt/format.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <memory>
#include <stdexcept>

#include <poll.h>

#include "support/visitor.h"

namespace rapport::bench {
namespace {

constexpr std::size_t per_process = 5'000;
constexpr std::size_t entering_max = 32;  // at once, per process
constexpr std::chrono::seconds patience{300};

// One process full of visitors.
class Crowd {
 public:
  Crowd(std::uint16_t port, std::string chat_key, std::uint8_t source)
      : requests_(net_, port, 8), chat_key_(std::move(chat_key)), source_(source) {}

  // "" or what went wrong.
  std::string enter(std::size_t count) {
    wanted_ = count;
    for (std::size_t i = 0; i < std::min(entering_max, count); ++i)
      enter_next();
    net_.run_until([&] { return present_ == wanted_ || !failed_.empty(); }, patience);
    if (failed_.empty() && present_ < wanted_)
      return fmt::format("only {} of {} were welcomed", present_, wanted_);
    return failed_;
  }
  void serve() { net_.run_for(std::chrono::milliseconds(100)); }
  std::size_t present() const { return present_; }

 private:
  void enter_next() {
    if (visitors_.size() == wanted_) return;
    visitors_.push_back(std::make_unique<Visitor>(net_, requests_, chat_key_));
    visitors_.back()->on_gone = [this](const std::string& why) {
      --present_;
      failed_ = why;
    };
    visitors_.back()->enter(
        [this](const std::string& why) {
          if (!why.empty()) {
            failed_ = why;
            return;
          }
          ++present_;
          enter_next();
        },
        source_);
  }

  Net net_;
  HttpPool requests_;
  std::string chat_key_;
  std::uint8_t source_;
  std::vector<std::unique_ptr<Visitor>> visitors_;
  std::size_t wanted_ = 0, present_ = 0;
  std::string failed_;
};

bool is_closed(int pipe) {
  pollfd waiting{pipe, POLLIN, 0};
  return ::poll(&waiting, 1, 0) > 0;
}

void tell(int pipe, const std::string& text) {
  const std::string line = text + "\n";
  if (::write(pipe, line.data(), line.size()) < 0) ::_exit(1);
}

[[noreturn]] void run_child(int in, int out, std::uint16_t port, const std::string& chat_key,
                            std::size_t count, std::uint8_t source) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  try {
    Crowd crowd(port, chat_key, source);
    tell(out, crowd.enter(count));
    while (!is_closed(in))
      crowd.serve();
    tell(out, std::to_string(crowd.present()));
    ::_exit(0);
  } catch (const std::exception& error) {
    tell(out, error.what());
    ::_exit(1);
  }
}

std::string read_line(int pipe) {
  std::string line;
  char next = 0;
  while (::read(pipe, &next, 1) == 1 && next != '\n')
    line += next;
  return line;
}

}  // namespace

void IdleVisitors::start_child(std::size_t count, std::uint8_t source) {
  std::array<int, 2> up{}, down{};
  if (::pipe(up.data()) != 0 || ::pipe(down.data()) != 0) throw std::runtime_error("no pipes left");
  const pid_t pid = ::fork();
  if (pid < 0) throw std::runtime_error("fork failed");
  if (pid == 0) {
    for (const Child& other : children_)
      ::close(other.to);  // or they would outlive their siblings' end
    ::close(up[0]);
    ::close(down[1]);
    run_child(down[0], up[1], port_, chat_key_, count, source);
  }
  ::close(up[1]);
  ::close(down[0]);
  children_.push_back({pid, up[0], down[1]});
}

void IdleVisitors::enter(std::size_t count) {
  std::uint8_t source = 10;
  for (std::size_t left = count; left > 0; left -= std::min(left, per_process))
    start_child(std::min(left, per_process), ++source);
  std::string failed;
  for (const Child& child : children_) {
    if (const std::string why = read_line(child.from); !why.empty()) failed = why;
  }
  if (!failed.empty()) throw std::runtime_error("idle visitors: " + failed);
}

std::size_t IdleVisitors::leave() {
  std::size_t present = 0;
  for (const Child& child : children_)
    ::close(child.to);
  for (const Child& child : children_) {
    present += static_cast<std::size_t>(std::strtoul(read_line(child.from).c_str(), nullptr, 10));
    ::close(child.from);
    ::waitpid(child.pid, nullptr, 0);
  }
  children_.clear();
  return present;
}

}  // namespace rapport::bench
