#include "platform/process/child.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <thread>

namespace rapport::process {
namespace {

Ending ending_of(int status) {
  Ending ending;
  if (WIFSIGNALED(status))
    ending.signal = WTERMSIG(status);
  else
    ending.code = WEXITSTATUS(status);
  return ending;
}

// What a new program starts with, freed with the object.
struct SpawnPlan {
  SpawnPlan() {
    ::posix_spawn_file_actions_init(&files);
    ::posix_spawnattr_init(&how);
  }
  ~SpawnPlan() {
    ::posix_spawn_file_actions_destroy(&files);
    ::posix_spawnattr_destroy(&how);
  }
  SpawnPlan(const SpawnPlan&) = delete;
  SpawnPlan& operator=(const SpawnPlan&) = delete;

  void set(const ChildOptions& options, int its_input, int its_output) {
    ::posix_spawn_file_actions_adddup2(&files, its_input, 0);
    ::posix_spawn_file_actions_adddup2(&files, its_output, 1);
    if (!options.keeps_errors) ::posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0);
    // A connection that it held open, too, would not end when we close it.
    ::posix_spawn_file_actions_addclosefrom_np(&files, 3);
    sigset_t none, usual;
    sigemptyset(&none);
    sigemptyset(&usual);
    for (const int signal : {SIGPIPE, SIGINT, SIGTERM, SIGHUP})
      sigaddset(&usual, signal);
    ::posix_spawnattr_setsigmask(&how, &none);
    ::posix_spawnattr_setsigdefault(&how, &usual);
    int flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF;
    if (options.is_own_group) {
      ::posix_spawnattr_setpgroup(&how, 0);
      flags |= POSIX_SPAWN_SETPGROUP;
    }
    ::posix_spawnattr_setflags(&how, static_cast<short>(flags));
  }

  posix_spawn_file_actions_t files;
  posix_spawnattr_t how;
};

}  // namespace

void Descriptor::close() {
  if (fd_ >= 0) ::close(fd_);
  fd_ = -1;
}

std::string Ending::what() const {
  if (signal == 0) return fmt::format("ended with status {}", code);
  const char* name = ::sigdescr_np(signal);
  return fmt::format("was ended by signal {} ({})", signal, name ? name : "unknown");
}

Child::~Child() {
  if (pid_ <= 0) return;
  ::kill(pid_, SIGKILL);
  int status = 0;
  while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
  }
}

int Child::start(const ChildOptions& options) {
  std::array<int, 2> in = {-1, -1};
  std::array<int, 2> out = {-1, -1};
  // A socket, so that writing to a program that has ended is an error and not a signal.
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, in.data()) != 0) return errno;
  input_.take(in[0]);
  const Descriptor its_input(in[1]);
  if (::pipe2(out.data(), O_CLOEXEC) != 0) return errno;
  output_.take(out[0]);
  const Descriptor its_output(out[1]);
  ::fcntl(input_.get(), F_SETFL, O_NONBLOCK);
  ::fcntl(output_.get(), F_SETFL, O_NONBLOCK);
  return spawn(options, its_input.get(), its_output.get());
}

int Child::spawn(const ChildOptions& options, int its_input, int its_output) {
  SpawnPlan plan;
  plan.set(options, its_input, its_output);
  std::vector<std::string> words = options.arguments;
  std::vector<char*> pointers;
  for (std::string& word : words)
    pointers.push_back(word.data());
  pointers.push_back(nullptr);
  // Nothing of our own environment (it may hold passwords) is the program's business.
  std::string locale = "LANG=C.UTF-8";
  std::array<char*, 2> environment = {locale.data(), nullptr};
  pid_t pid = 0;
  const int failure =
      ::posix_spawnp(&pid, pointers[0], &plan.files, &plan.how, pointers.data(), environment.data());
  if (failure == 0) pid_ = pid;
  return failure;
}

void Child::wait(Duration at_most) {
  std::array<pollfd, 2> ends = {pollfd{output_.get(), POLLIN, 0}, pollfd{input_.get(), POLLOUT, 0}};
  ::poll(ends.data(), ends.size(), static_cast<int>(std::max<std::int64_t>(0, at_most.us / 1'000)));
}

void Child::feed(std::string_view input, std::size_t& written) {
  if (input_.get() < 0) return;
  if (written < input.size()) {
    const auto sent = ::send(input_.get(), input.data() + written, input.size() - written, MSG_NOSIGNAL);
    if (sent < 0) {
      if (errno != EAGAIN && errno != EINTR) input_.close();
      return;
    }
    written += static_cast<std::size_t>(sent);
  }
  if (written >= input.size()) input_.close();
}

bool Child::drain(std::string& output) {
  if (output_.get() < 0) return false;
  std::array<char, 65'536> piece;
  const auto got = ::read(output_.get(), piece.data(), piece.size());
  if (got < 0) return errno == EAGAIN || errno == EINTR;
  output.append(piece.data(), static_cast<std::size_t>(got));
  return got > 0;
}

void Child::send(int signal) const {
  if (pid_ > 0) ::kill(pid_, signal);
}

std::optional<Ending> Child::ended() {
  if (pid_ > 0) {
    int status = 0;
    if (::waitpid(pid_, &status, WNOHANG) != pid_) return std::nullopt;
    pid_ = 0;
    ending_ = ending_of(status);
  }
  return ending_;
}

Ending Child::end(Duration patience) {
  using Clock = std::chrono::steady_clock;
  send(SIGTERM);
  const auto deadline = Clock::now() + std::chrono::microseconds(patience.us);
  while (!ended() && Clock::now() < deadline)
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  if (pid_ > 0) {
    ::kill(pid_, SIGKILL);
    int status = 0;
    while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    pid_ = 0;
    ending_ = ending_of(status);
  }
  return ending_.value_or(Ending{});
}

bool end_with_parent(std::int64_t parent) {
  return ::prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && ::getppid() == parent;
}

}  // namespace rapport::process
