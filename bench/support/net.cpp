#include "support/net.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <stdexcept>

namespace rapport::bench {
namespace {

// Connections that were closed while a round of events is being served: their later events are void.
constexpr int events_per_round = 256;

sockaddr_in loopback(std::uint8_t last, std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl((127U << 24) | last);
  return address;
}

void check(bool is_good, const char* what) {
  if (!is_good) throw std::runtime_error(std::string(what) + ": " + std::strerror(errno));
}

}  // namespace

Net::Net() : epoll_(::epoll_create1(EPOLL_CLOEXEC)) {
  check(epoll_ >= 0, "epoll_create1");
}

Net::~Net() {
  ::close(epoll_);
}

void Net::run_once(std::chrono::microseconds wait) {
  std::array<epoll_event, events_per_round> events;
  timespec time{wait.count() / 1'000'000, (wait.count() % 1'000'000) * 1'000};
  const int count = ::epoll_pwait2(epoll_, events.data(), events_per_round, &time, nullptr);
  for (int i = 0; i < count; ++i) {
    const auto& event = events[static_cast<std::size_t>(i)];
    static_cast<TcpConnection*>(event.data.ptr)->on_ready(event.events);
  }
}

bool Net::run_until(const std::function<bool()>& is_done, std::chrono::seconds patience) {
  const auto deadline = Clock::now() + patience;
  while (!is_done()) {
    if (Clock::now() >= deadline) return false;
    run_once(std::chrono::milliseconds(20));
  }
  return true;
}

void Net::run_for(Clock::duration span) {
  const auto deadline = Clock::now() + span;
  for (auto now = Clock::now(); now < deadline; now = Clock::now())
    run_once(std::min<std::chrono::microseconds>(
        std::chrono::duration_cast<std::chrono::microseconds>(deadline - now) + std::chrono::microseconds(1),
        std::chrono::milliseconds(50)));
}

void TcpConnection::connect(std::uint16_t port, std::uint8_t source) {
  disconnect();
  descriptor_ = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  check(descriptor_ >= 0, "socket");
  const int on = 1;
  ::setsockopt(descriptor_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  // The port is chosen at connect: the same one serves many sources and targets.
  ::setsockopt(descriptor_, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
  const sockaddr_in from = loopback(source, 0);
  check(::bind(descriptor_, reinterpret_cast<const sockaddr*>(&from), sizeof from) == 0, "bind");
  const sockaddr_in to = loopback(1, port);
  const int connected = ::connect(descriptor_, reinterpret_cast<const sockaddr*>(&to), sizeof to);
  check(connected == 0 || errno == EINPROGRESS, "connect");
  epoll_event event{};
  event.events = EPOLLIN | EPOLLOUT;
  event.data.ptr = this;
  check(::epoll_ctl(net_.epoll_, EPOLL_CTL_ADD, descriptor_, &event) == 0, "epoll_ctl");
  is_watching_writes_ = true;
}

void TcpConnection::disconnect() {
  if (descriptor_ >= 0) ::close(descriptor_);
  descriptor_ = -1;
  input_.clear();
  output_.clear();
}

void TcpConnection::write(std::string_view bytes) {
  output_.append(bytes);
  if (!is_watching_writes_) flush();
}

void TcpConnection::flush() {
  while (descriptor_ >= 0 && !output_.empty()) {
    const ssize_t count = ::send(descriptor_, output_.data(), output_.size(), MSG_NOSIGNAL);
    if (count < 0) {
      if (errno == EAGAIN) break;
      return fail();
    }
    output_.erase(0, static_cast<std::size_t>(count));
  }
  watch(!output_.empty());
}

void TcpConnection::watch(bool for_writing) {
  if (descriptor_ < 0 || for_writing == is_watching_writes_) return;
  is_watching_writes_ = for_writing;
  epoll_event event{};
  event.events = for_writing ? EPOLLIN | EPOLLOUT : EPOLLIN;
  event.data.ptr = this;
  ::epoll_ctl(net_.epoll_, EPOLL_CTL_MOD, descriptor_, &event);
}

void TcpConnection::read() {
  std::array<char, 16'384> bytes;
  const ssize_t count = ::recv(descriptor_, bytes.data(), bytes.size(), 0);
  if (count < 0 && errno == EAGAIN) return;
  if (count <= 0) return fail();
  input_.append(bytes.data(), static_cast<std::size_t>(count));
  on_input(input_);
  if (input_.empty() && input_.capacity() > bytes.size()) input_.shrink_to_fit();
}

void TcpConnection::fail() {
  disconnect();
  on_end();
}

void TcpConnection::on_ready(std::uint32_t events) {
  if (descriptor_ < 0) return;  // closed by an event before it in the same round
  if ((events & (EPOLLERR | EPOLLHUP)) != 0 && (events & EPOLLIN) == 0) return fail();
  if ((events & EPOLLOUT) != 0) flush();
  if (descriptor_ >= 0 && (events & EPOLLIN) != 0) read();
}

}  // namespace rapport::bench
