#include "support/server_process.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace rapport::bench {
namespace {

using Clock = std::chrono::steady_clock;

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

std::uint16_t free_port() {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = loopback(0);
  socklen_t size = sizeof address;
  ::bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address);
  ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size);
  ::close(socket);
  return ntohs(address.sin_port);
}

std::string content_of(const std::filesystem::path& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

// The number behind a word of /proc/PID/status or limits.
double number_behind(const std::string& text, const std::string& word) {
  const std::size_t at = text.find(word);
  return at == std::string::npos ? 0 : std::strtod(text.c_str() + at + word.size(), nullptr);
}

[[noreturn]] void become_server(const std::filesystem::path& program, const std::filesystem::path& data,
                                std::uint16_t port) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  const int log = ::open((data / "server.log").c_str(), O_CREAT | O_WRONLY | O_APPEND, 0600);
  ::dup2(log, STDOUT_FILENO);
  ::dup2(log, STDERR_FILENO);
  // Everything comes from one address here.
  ::setenv("RAPPORT_LIMITS_CHAT_REQUESTS_PER_MINUTE", "1000000", 1);
  ::setenv("RAPPORT_LIMITS_SIGN_INS_PER_MINUTE", "1000000", 1);
  const std::string port_text = std::to_string(port);
  ::execl(program.c_str(), "rapport", "demo", "--data", data.c_str(), "--port", port_text.c_str(), nullptr);
  ::_exit(127);
}

}  // namespace

ServerProcess::ServerProcess(std::filesystem::path program, std::filesystem::path data)
    : program_(std::move(program)), data_(std::move(data)), port_(free_port()) {
  if (program_.empty())
    program_ = std::filesystem::read_symlink("/proc/self/exe").parent_path().parent_path() / "rapport";
  if (!std::filesystem::exists(program_)) throw std::runtime_error("there is no " + program_.string());
}

ServerProcess::~ServerProcess() {
  end(SIGKILL);
}

double ServerProcess::start(std::chrono::seconds patience) {
  const auto began = Clock::now();
  pid_ = ::fork();
  if (pid_ < 0) throw std::runtime_error("fork failed");
  if (pid_ == 0) become_server(program_, data_, port_);
  while (!is_ready()) {
    if (!is_running() || Clock::now() - began > patience)
      throw std::runtime_error("the server does not become ready:\n" + log_end());
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return std::chrono::duration<double, std::milli>(Clock::now() - began).count();
}

bool ServerProcess::is_ready() const {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_in address = loopback(port_);
  std::string answer;
  if (::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
    constexpr std::string_view request = "GET /readyz HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n\r\n";
    ::send(socket, request.data(), request.size(), MSG_NOSIGNAL);
    char bytes[256];
    const ssize_t count = ::recv(socket, bytes, sizeof bytes, 0);
    if (count > 0) answer.assign(bytes, static_cast<std::size_t>(count));
  }
  ::close(socket);
  return answer.starts_with("HTTP/1.1 200");
}

bool ServerProcess::is_running() const {
  siginfo_t info{};
  return pid_ > 0 && ::waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
         info.si_pid == 0;
}

void ServerProcess::kill() {
  end(SIGKILL);
}

void ServerProcess::stop() {
  end(SIGTERM);
}

void ServerProcess::end(int signal) {
  if (pid_ <= 0) return;
  ::kill(pid_, signal);
  ::waitpid(pid_, nullptr, 0);
  pid_ = -1;
}

double ServerProcess::resident_mb() const {
  return number_behind(content_of(fmt::format("/proc/{}/status", pid_)), "VmRSS:") / 1024;
}

double ServerProcess::processor_s() const {
  const std::string stat = content_of(fmt::format("/proc/{}/stat", pid_));
  std::istringstream fields(stat.substr(stat.rfind(')') + 2));
  std::string skipped;
  for (int i = 3; i < 14; ++i)
    fields >> skipped;
  double user = 0, system = 0;  // fields 14 and 15 of proc(5)
  fields >> user >> system;
  return (user + system) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

std::size_t ServerProcess::open_files_max() const {
  return static_cast<std::size_t>(
      number_behind(content_of(fmt::format("/proc/{}/limits", pid_)), "Max open files"));
}

std::string ServerProcess::log_end() const {
  const std::string log = content_of(data_ / "server.log");
  return log.size() > 4'000 ? log.substr(log.size() - 4'000) : log;
}

std::size_t raise_open_files() {
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
  return limit.rlim_cur;
}

}  // namespace rapport::bench
