#include "channels/voice/sip/support/process.h"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <sstream>
#include <thread>

namespace rapport::sip::test {

Process::Process(std::vector<std::string> arguments, const std::filesystem::path& folder)
    : output_(folder / "output") {
  int ends[2];
  REQUIRE(pipe2(ends, O_CLOEXEC) == 0);
  std::vector<char*> argv;
  for (std::string& argument : arguments)
    argv.push_back(argument.data());
  argv.push_back(nullptr);
  const std::string output = output_.string(), home = folder.string();
  pid_ = fork();
  REQUIRE(pid_ >= 0);
  if (pid_ == 0) {
    const int out = open(output.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    dup2(ends[0], 0);
    dup2(out, 1);
    dup2(out, 2);
    setenv("HOME", home.c_str(), 1);
    setenv("TERM", "dumb", 1);
    execvp(argv[0], argv.data());
    _exit(127);
  }
  close(ends[0]);
  input_ = ends[1];
}

Process::~Process() {
  close(input_);
  if (pid_ < 0) return;
  kill(pid_, SIGKILL);
  int status = 0;
  waitpid(pid_, &status, 0);
}

std::optional<int> Process::wait(std::chrono::milliseconds patience) {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  do {
    int status = 0;
    if (waitpid(pid_, &status, WNOHANG) == pid_) {
      pid_ = -1;
      return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }
    std::this_thread::yield();
    usleep(5'000);
  } while (std::chrono::steady_clock::now() < deadline);
  return std::nullopt;
}

void Process::type(const std::string& text) {
  (void)!write(input_, text.data(), text.size());
}

std::string Process::output() const {
  std::ifstream file(output_, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

namespace {

bool is_free(int type, std::uint16_t port) {
  const int probe = socket(AF_INET, type, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(port);
  const bool is_bound = bind(probe, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  close(probe);
  return is_bound;
}

}  // namespace

std::uint16_t free_port() {
  // Below those that the system hands out: nobody's outgoing connection takes it meanwhile.
  constexpr int first = 20'000, count = 12'000;
  static int next = getpid() * 16;
  for (int i = 0; i < 500; ++i, next += 2) {
    const auto port = static_cast<std::uint16_t>(first + next % count);
    const auto above = static_cast<std::uint16_t>(port + 1);
    if (!is_free(SOCK_DGRAM, port) || !is_free(SOCK_STREAM, port) || !is_free(SOCK_STREAM, above)) continue;
    next += 2;
    return port;
  }
  FAIL("no free port");
  return 0;
}

}  // namespace rapport::sip::test
