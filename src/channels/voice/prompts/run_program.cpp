#include "channels/voice/prompts/run_program.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <thread>

namespace rapport::prompts {
namespace {

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
  void close() {
    if (fd_ >= 0) ::close(fd_);
    fd_ = -1;
  }
  int get() const { return fd_; }

 private:
  int fd_ = -1;
};

using Clock = std::chrono::steady_clock;

// A program that runs, and the two ends towards it.
class Child {
 public:
  Child() = default;
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() {
    if (pid_ <= 0) return;
    ::kill(pid_, SIGKILL);
    int status = 0;
    while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
  }

  // errno of what went wrong; 0: it runs.
  int start(const std::vector<std::string>& arguments) {
    std::array<int, 2> in = {-1, -1};
    std::array<int, 2> out = {-1, -1};
    // A socket, so that writing to a program that has ended is an error and not a signal.
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, in.data()) != 0) return errno;
    input.take(in[0]);
    const Descriptor its_input(in[1]);
    if (::pipe2(out.data(), O_CLOEXEC) != 0) return errno;
    output.take(out[0]);
    const Descriptor its_output(out[1]);
    ::fcntl(input.get(), F_SETFL, O_NONBLOCK);
    ::fcntl(output.get(), F_SETFL, O_NONBLOCK);
    return spawn(arguments, its_input.get(), its_output.get());
  }

  // Its wait status once it has ended; -1 while it runs.
  int ended() {
    int status = 0;
    if (::waitpid(pid_, &status, WNOHANG) != pid_) return -1;
    pid_ = 0;
    return status;
  }

  Descriptor input, output;

 private:
  int spawn(const std::vector<std::string>& arguments, int its_input, int its_output) {
    posix_spawn_file_actions_t files;
    posix_spawnattr_t how;
    posix_spawn_file_actions_init(&files);
    posix_spawnattr_init(&how);
    posix_spawn_file_actions_adddup2(&files, its_input, 0);
    posix_spawn_file_actions_adddup2(&files, its_output, 1);
    posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0);
    sigset_t none, broken_pipe;
    sigemptyset(&none);
    sigemptyset(&broken_pipe);
    sigaddset(&broken_pipe, SIGPIPE);
    posix_spawnattr_setsigmask(&how, &none);
    posix_spawnattr_setsigdefault(&how, &broken_pipe);
    posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    std::vector<std::string> words = arguments;
    std::vector<char*> pointers;
    for (std::string& word : words)
      pointers.push_back(word.data());
    pointers.push_back(nullptr);
    // Nothing of our own environment (it may hold passwords) is the program's business.
    std::string locale = "LANG=C.UTF-8";
    std::array<char*, 2> environment = {locale.data(), nullptr};
    pid_t pid = 0;
    const int failure = ::posix_spawnp(&pid, pointers[0], &files, &how, pointers.data(), environment.data());
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&how);
    if (failure == 0) pid_ = pid;
    return failure;
  }

  pid_t pid_ = 0;
};

// Writes what is left of the input; false when nobody reads it any more.
bool feed(Child& child, const std::string& input, std::size_t& written) {
  const auto sent = ::send(child.input.get(), input.data() + written, input.size() - written, MSG_NOSIGNAL);
  if (sent < 0) return errno == EAGAIN || errno == EINTR;
  written += static_cast<std::size_t>(sent);
  return written < input.size();
}

// 1: there may be more, 0: the end, -1: too much.
int drain(Child& child, std::string& output, std::size_t most) {
  std::array<char, 65'536> piece;
  const auto got = ::read(child.output.get(), piece.data(), piece.size());
  if (got < 0) return errno == EAGAIN || errno == EINTR ? 1 : 0;
  if (got == 0) return 0;
  if (output.size() + static_cast<std::size_t>(got) > most) return -1;
  output.append(piece.data(), static_cast<std::size_t>(got));
  return 1;
}

}  // namespace

Result<std::string> run_program(const ProgramRun& run) {
  const std::string& name = run.arguments.at(0);
  Child child;
  if (const int failure = child.start(run.arguments); failure != 0)
    return fail(ErrorCode::unavailable, failure == ENOENT ? "program_missing" : "program_failed",
                fmt::format("{}: {}", name, std::strerror(failure)));
  const auto deadline = Clock::now() + std::chrono::microseconds(run.timeout.us);
  std::string output;
  std::size_t written = 0;
  if (run.input.empty()) child.input.close();
  for (bool is_open = true; is_open;) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
    if (left <= 0)
      return fail(ErrorCode::unavailable, "program_too_slow",
                  fmt::format("{} took longer than {} ms", name, run.timeout.us / 1'000));
    if (run.is_cancelled != nullptr && *run.is_cancelled)
      return fail(ErrorCode::unavailable, "cancelled", name);
    std::array<pollfd, 2> ends = {pollfd{child.output.get(), POLLIN, 0},
                                  pollfd{child.input.get(), POLLOUT, 0}};
    if (::poll(ends.data(), ends.size(), static_cast<int>(std::min<long>(left, 100))) < 0) continue;
    if (child.input.get() >= 0 && ends[1].revents != 0 && !feed(child, run.input, written))
      child.input.close();
    if (ends[0].revents == 0) continue;
    const int more = drain(child, output, run.output_bytes_max);
    if (more < 0)
      return fail(ErrorCode::too_large, "output_too_large",
                  fmt::format("{} wrote more than {} bytes", name, run.output_bytes_max));
    is_open = more > 0;
  }
  // It has closed its output; it ends with that, or is ended.
  int status = child.ended();
  for (; status < 0 && Clock::now() < deadline; status = child.ended())
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  if (status != 0)
    return fail(ErrorCode::unavailable, "program_failed",
                fmt::format("{} ended with status {}", name, WIFEXITED(status) ? WEXITSTATUS(status) : -1));
  return output;
}

}  // namespace rapport::prompts
