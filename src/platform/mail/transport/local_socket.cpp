#include "platform/mail/transport/local_socket.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <system_error>
#include <utility>

namespace rapport::mail {
namespace {

struct Place {
  sockaddr_storage address = {};
  socklen_t length = 0;
  std::string path;  // of a unix socket
};

Result<Place> place_at(const std::string& at) {
  Place place;
  if (at.starts_with("unix:")) {
    place.path = at.substr(5);
    auto* address = reinterpret_cast<sockaddr_un*>(&place.address);
    if (place.path.empty() || place.path.size() >= sizeof address->sun_path)
      return fail(ErrorCode::invalid, "bad_address", at + ": a path of 1 to 107 bytes is expected");
    address->sun_family = AF_UNIX;
    std::memcpy(address->sun_path, place.path.data(), place.path.size());
    place.length = sizeof *address;
    return place;
  }
  const auto colon = at.rfind(':');
  std::string host = at.substr(0, colon);
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
  unsigned port = 65'536;
  if (colon != std::string::npos) {
    const char* end = at.data() + at.size();
    const auto read = std::from_chars(at.data() + colon + 1, end, port);
    if (read.ec != std::errc() || read.ptr != end) port = 65'536;
  }
  auto* v4 = reinterpret_cast<sockaddr_in*>(&place.address);
  auto* v6 = reinterpret_cast<sockaddr_in6*>(&place.address);
  if (port < 65'536 && ::inet_pton(AF_INET, host.c_str(), &v4->sin_addr) == 1 &&
      (ntohl(v4->sin_addr.s_addr) >> 24) == 127) {
    v4->sin_family = AF_INET;
    v4->sin_port = htons(static_cast<std::uint16_t>(port));
    place.length = sizeof *v4;
    return place;
  }
  place.address = {};
  if (port < 65'536 && ::inet_pton(AF_INET6, host.c_str(), &v6->sin6_addr) == 1 &&
      IN6_IS_ADDR_LOOPBACK(&v6->sin6_addr)) {
    v6->sin6_family = AF_INET6;
    v6->sin6_port = htons(static_cast<std::uint16_t>(port));
    place.length = sizeof *v6;
    return place;
  }
  return fail(ErrorCode::invalid, "bad_address",
              at + ": expected unix:PATH or a loopback address with a port, 127.0.0.1:2424");
}

tl::unexpected<Error> cannot(const char* reason, const std::string& at, int number) {
  return fail(ErrorCode::unavailable, reason,
              fmt::format("{}: {}", at, std::generic_category().message(number)));
}

}  // namespace

LocalSocket::LocalSocket(LocalSocket&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

LocalSocket& LocalSocket::operator=(LocalSocket&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

LocalSocket::~LocalSocket() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Result<LocalSocket> LocalSocket::connect(const std::string& at) {
  auto place = place_at(at);
  if (!place) return tl::unexpected<Error>(std::move(place.error()));
  LocalSocket made(::socket(place->address.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (made.descriptor_ < 0 ||
      ::connect(made.descriptor_, reinterpret_cast<const sockaddr*>(&place->address), place->length) != 0)
    return cannot("no_connection", at, errno);
  return made;
}

Result<LocalSocket> LocalSocket::listen(const std::string& at) {
  auto place = place_at(at);
  if (!place) return tl::unexpected<Error>(std::move(place.error()));
  // What a process before us has left; one that listens is not disturbed.
  if (!place->path.empty() && !connect(at)) ::unlink(place->path.c_str());
  LocalSocket made(::socket(place->address.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (made.descriptor_ < 0) return cannot("cannot_listen", at, errno);
  const int yes = 1;
  if (place->path.empty()) (void)::setsockopt(made.descriptor_, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  if (::bind(made.descriptor_, reinterpret_cast<const sockaddr*>(&place->address), place->length) != 0 ||
      ::listen(made.descriptor_, 128) != 0)
    return cannot("cannot_listen", at, errno);
  // The mail server's user is in our group; nobody else may write.
  if (!place->path.empty()) (void)::chmod(place->path.c_str(), 0660);
  return made;
}

std::uint16_t LocalSocket::port() const {
  sockaddr_storage address = {};
  socklen_t length = sizeof address;
  if (::getsockname(descriptor_, reinterpret_cast<sockaddr*>(&address), &length) != 0) return 0;
  if (address.ss_family == AF_INET) return ntohs(reinterpret_cast<const sockaddr_in*>(&address)->sin_port);
  if (address.ss_family == AF_INET6) return ntohs(reinterpret_cast<const sockaddr_in6*>(&address)->sin6_port);
  return 0;
}

bool LocalSocket::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool LocalSocket::receive(std::string& buffer, Duration timeout, int wake) {
  pollfd waited[2] = {{descriptor_, POLLIN, 0}, {wake, POLLIN, 0}};
  const int count = ::poll(waited, wake >= 0 ? 2 : 1, static_cast<int>(timeout.us / 1'000));
  if (count < 0 && errno == EINTR) return true;
  if (count <= 0 || (wake >= 0 && waited[1].revents != 0)) return false;
  char piece[65'536];
  const ssize_t got = ::recv(descriptor_, piece, sizeof piece, 0);
  if (got < 0 && errno == EINTR) return true;
  if (got <= 0) return false;
  buffer.append(piece, static_cast<std::size_t>(got));
  return true;
}

}  // namespace rapport::mail
