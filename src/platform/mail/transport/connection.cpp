#include "platform/mail/transport/connection.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>

#include "base/check.h"
#include "platform/http/client/client.h"

namespace rapport::mail {
namespace {

struct CurlDone {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
struct CurlListDone {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using CurlEasy = std::unique_ptr<CURL, CurlDone>;
using Clock = std::chrono::steady_clock;

constexpr std::size_t read_max = 64 * 1'024;
constexpr std::size_t said_max = 500;  // bytes of the server's last words that we repeat

// What libcurl's callbacks see while it connects.
struct Connecting {
  const MailServer& server;
  const IsCancelled& is_cancelled;
  bool has_refused_address = false;
  bool is_cancelled_now = false;
  std::string last_line = {};  // of the server
};

curl_socket_t open_socket(void* connecting_of, curlsocktype, curl_sockaddr* to) {
  auto* connecting = static_cast<Connecting*>(connecting_of);
  std::array<char, INET6_ADDRSTRLEN> text = {};
  const void* address = nullptr;
  if (to->family == AF_INET) address = &reinterpret_cast<const sockaddr_in*>(&to->addr)->sin_addr;
  if (to->family == AF_INET6) address = &reinterpret_cast<const sockaddr_in6*>(&to->addr)->sin6_addr;
  const bool is_known =
      address != nullptr && inet_ntop(to->family, address, text.data(), text.size()) != nullptr;
  if (!is_known || (!connecting->server.allows_private_addresses && http::is_inside(text.data()))) {
    connecting->has_refused_address = true;
    return CURL_SOCKET_BAD;
  }
  return ::socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
}

std::size_t take_line(char* bytes, std::size_t size, std::size_t count, void* connecting_of) {
  auto* connecting = static_cast<Connecting*>(connecting_of);
  std::string_view line(bytes, size * count);
  while (!line.empty() && static_cast<unsigned char>(line.back()) <= ' ')
    line.remove_suffix(1);
  // A challenge ("+ ...", "334 ...") is half of a secret's exchange: not to be repeated.
  if (!line.empty() && !line.starts_with("+") && !line.starts_with("334"))
    connecting->last_line = line.substr(0, said_max);
  return size * count;
}

int connecting_goes_on(void* connecting_of, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  auto* connecting = static_cast<Connecting*>(connecting_of);
  connecting->is_cancelled_now = connecting->is_cancelled && connecting->is_cancelled();
  return connecting->is_cancelled_now ? 1 : 0;
}

bool is_host(std::string_view host) {
  if (host.empty() || host.size() > 253) return false;
  return std::all_of(host.begin(), host.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '-' || c == '_' || c == ':';
  });
}

bool has_line_break(std::string_view text) {
  return text.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos;
}

std::string place(const MailServer& server) {
  return fmt::format("{}:{}", server.host, server.port);
}

std::string url_of(const std::string& scheme, const MailServer& server) {
  const bool is_six = server.host.find(':') != std::string::npos;
  return fmt::format("{}{}://{}{}{}:{}/{}", scheme, server.security == Security::tls ? "s" : "",
                     is_six ? "[" : "", server.host, is_six ? "]" : "", server.port,
                     scheme == "smtp" ? server.own_name : "");
}

void describe_connection(CURL* easy, const std::string& scheme, const MailServer& server,
                         Connecting& connecting) {
  curl_easy_setopt(easy, CURLOPT_URL, url_of(scheme, server).c_str());
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "imap,imaps,smtp,smtps");
  curl_easy_setopt(easy, CURLOPT_CONNECT_ONLY, 1L);
  curl_easy_setopt(easy, CURLOPT_PROXY, "");
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_TCP_KEEPALIVE, 1L);
  curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(server.connect_timeout.us / 1'000));
  if (server.security != Security::none)
    curl_easy_setopt(easy, CURLOPT_USE_SSL, static_cast<long>(CURLUSESSL_ALL));
  curl_easy_setopt(easy, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  if (!server.ca_file.empty()) {
    curl_easy_setopt(easy, CURLOPT_CAINFO, server.ca_file.c_str());
    curl_easy_setopt(easy, CURLOPT_CAPATH, nullptr);
  }
  if (server.login != Login::none) curl_easy_setopt(easy, CURLOPT_USERNAME, server.user.c_str());
  if (server.login == Login::password) curl_easy_setopt(easy, CURLOPT_PASSWORD, server.secret.c_str());
  if (server.login == Login::oauth2) {
    curl_easy_setopt(easy, CURLOPT_XOAUTH2_BEARER, server.secret.c_str());
    curl_easy_setopt(easy, CURLOPT_SASL_IR, 1L);
  }
  curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, &open_socket);
  curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, &connecting);
  curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, &take_line);
  curl_easy_setopt(easy, CURLOPT_HEADERDATA, &connecting);
  curl_easy_setopt(easy, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, &connecting_goes_on);
  curl_easy_setopt(easy, CURLOPT_XFERINFODATA, &connecting);
}

const char* reason_of(CURLcode code) {
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
      return "unknown_host";
    case CURLE_OPERATION_TIMEDOUT:
      return "timed_out";
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
      return "bad_certificate";
    case CURLE_USE_SSL_FAILED:
    case CURLE_SSL_CONNECT_ERROR:
      return "no_tls";
    default:
      return "no_connection";
  }
}

tl::unexpected<Error> no_connection(CURLcode code, const Connecting& connecting, const char* curl_says) {
  const MailServer& server = connecting.server;
  const std::string answer =
      connecting.last_line.empty() ? "" : fmt::format(" (the server said: {})", connecting.last_line);
  const std::string why = curl_says[0] != '\0' ? curl_says : curl_easy_strerror(code);
  if (connecting.has_refused_address)
    return fail(ErrorCode::forbidden, "guarded_address", place(server) + ": the address leads inside");
  if (connecting.is_cancelled_now)
    return fail(ErrorCode::unavailable, "cancelled", place(server) + ": given up");
  if (code == CURLE_LOGIN_DENIED)
    return fail(ErrorCode::unauthenticated, "login_refused",
                fmt::format("{}: signing in as {} was refused{}", place(server), server.user, answer));
  return fail(ErrorCode::unavailable, reason_of(code), fmt::format("{}: {}{}", place(server), why, answer));
}

Result<void> check_server(const MailServer& server) {
  const auto refuse = [&](const char* what) { return fail(ErrorCode::invalid, "bad_server", what); };
  if (!is_host(server.host)) return refuse("expected the name of a host");
  if (server.port == 0) return refuse("expected a port");
  if (has_line_break(server.user) || has_line_break(server.secret))
    return refuse("user and secret have no line breaks");
  if (!is_host(server.own_name)) return refuse("expected a name of our own such as mail.example.com");
  if (server.login != Login::none && server.user.empty()) return refuse("expected a user");
  if (server.security == Security::none && server.login != Login::none && !server.allows_clear_passwords)
    return fail(ErrorCode::forbidden, "clear_password",
                place(server) + ": no password goes over a connection without TLS");
  return {};
}

Clock::duration of(Duration duration) {
  return std::chrono::microseconds(duration.us);
}

}  // namespace

struct Connection::State {
  CurlEasy easy;
  curl_socket_t socket = CURL_SOCKET_BAD;
  std::string where;
  Duration answer_timeout;
  IsCancelled is_cancelled;
  std::string read;       // what came and nobody took
  std::size_t taken = 0;  // of it
};

Connection::Waker::Waker() : event_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  RAPPORT_CHECK(event_ >= 0);
}

Connection::Waker::~Waker() {
  ::close(event_);
}

void Connection::Waker::wake() const {
  const std::uint64_t one = 1;
  // Full only when nobody took billions of them: then it is awake all the same.
  (void)!::write(event_, &one, sizeof one);
}

Connection::Connection(std::unique_ptr<State> state)
    : state_(std::move(state)), waker_(std::make_shared<Waker>()) {}
Connection::Connection(Connection&&) noexcept = default;
Connection& Connection::operator=(Connection&&) noexcept = default;

Connection::~Connection() {
  // libcurl would wait for an answer to its own good-bye.
  if (state_ && state_->socket != CURL_SOCKET_BAD) ::shutdown(state_->socket, SHUT_RDWR);
}

const std::string& Connection::where() const {
  return state_->where;
}

Result<Connection> Connection::open(const std::string& scheme, const MailServer& server,
                                    IsCancelled is_cancelled) {
  static const bool is_ready = curl_global_init(CURL_GLOBAL_DEFAULT) == 0;
  if (auto checked = check_server(server); !checked) return tl::unexpected(checked.error());
  auto state = std::make_unique<State>();
  state->easy = CurlEasy(is_ready ? curl_easy_init() : nullptr);
  if (!state->easy) return fail(ErrorCode::unavailable, "no_connection", "libcurl could not be set up");
  Connecting connecting{server, is_cancelled};
  std::array<char, CURL_ERROR_SIZE> curl_says = {};
  curl_easy_setopt(state->easy.get(), CURLOPT_ERRORBUFFER, curl_says.data());
  describe_connection(state->easy.get(), scheme, server, connecting);
  const CURLcode code = curl_easy_perform(state->easy.get());
  curl_easy_setopt(state->easy.get(), CURLOPT_ERRORBUFFER, nullptr);
  if (code != CURLE_OK) return no_connection(code, connecting, curl_says.data());
  curl_easy_getinfo(state->easy.get(), CURLINFO_ACTIVESOCKET, &state->socket);
  if (state->socket == CURL_SOCKET_BAD)
    return fail(ErrorCode::unavailable, "no_connection", place(server) + ": the connection was lost");
  curl_easy_setopt(state->easy.get(), CURLOPT_XFERINFODATA, nullptr);
  curl_easy_setopt(state->easy.get(), CURLOPT_NOPROGRESS, 1L);
  curl_easy_setopt(state->easy.get(), CURLOPT_HEADERFUNCTION, nullptr);
  curl_easy_setopt(state->easy.get(), CURLOPT_HEADERDATA, nullptr);
  state->where = place(server);
  state->answer_timeout = server.answer_timeout;
  state->is_cancelled = std::move(is_cancelled);
  return Connection(std::move(state));
}

tl::unexpected<Error> Connection::lost(const char* reason, const std::string& detail) const {
  return fail(ErrorCode::unavailable, reason, state_->where + ": " + detail);
}

Result<void> Connection::send(std::string_view bytes) {
  Clock::time_point until = Clock::now() + of(state_->answer_timeout);
  while (!bytes.empty()) {
    std::size_t sent = 0;
    const CURLcode code = curl_easy_send(state_->easy.get(), bytes.data(), bytes.size(), &sent);
    if (code != CURLE_OK && code != CURLE_AGAIN)
      return lost("connection_lost", "the connection was lost while writing");
    if (code == CURLE_OK && sent > 0) {
      bytes.remove_prefix(sent);
      until = Clock::now() + of(state_->answer_timeout);
      continue;
    }
    if (state_->is_cancelled && state_->is_cancelled()) return lost("cancelled", "given up");
    if (Clock::now() >= until) return lost("timed_out", "the server takes nothing more");
    pollfd wanted{state_->socket, POLLOUT, 0};
    ::poll(&wanted, 1, 500);
  }
  return {};
}

Result<void> Connection::fill() {
  if (state_->taken > 0) state_->read.erase(0, std::exchange(state_->taken, 0));
  const Clock::time_point until = Clock::now() + of(state_->answer_timeout);
  const std::size_t before = state_->read.size();
  for (;;) {
    state_->read.resize(before + read_max);
    std::size_t got = 0;
    const CURLcode code = curl_easy_recv(state_->easy.get(), state_->read.data() + before, read_max, &got);
    state_->read.resize(before + (code == CURLE_OK ? got : 0));
    if (code == CURLE_OK && got > 0) return {};
    if (code != CURLE_AGAIN) return lost("connection_lost", "the server closed the connection");
    if (state_->is_cancelled && state_->is_cancelled()) return lost("cancelled", "given up");
    if (Clock::now() >= until) return lost("timed_out", "no answer in time");
    pollfd wanted{state_->socket, POLLIN, 0};
    ::poll(&wanted, 1, 500);
  }
}

Result<std::string> Connection::line(std::size_t bytes_max) {
  std::size_t seen = state_->taken;
  for (;;) {
    const std::size_t end = state_->read.find('\n', seen);
    if (end != std::string::npos) {
      std::string line = state_->read.substr(state_->taken, end - state_->taken);
      state_->taken = end + 1;
      if (line.ends_with('\r')) line.pop_back();
      return line;
    }
    const std::size_t waiting = state_->read.size() - state_->taken;
    if (waiting > bytes_max)
      return fail(ErrorCode::too_large, "answer_too_large",
                  fmt::format("{}: a line has more than {} bytes", state_->where, bytes_max));
    if (auto more = fill(); !more) return tl::unexpected(more.error());
    seen = waiting;
  }
}

Result<std::string> Connection::bytes(std::size_t count) {
  while (state_->read.size() - state_->taken < count)
    if (auto more = fill(); !more) return tl::unexpected(more.error());
  std::string taken = state_->read.substr(state_->taken, count);
  state_->taken += count;
  return taken;
}

Result<Connection::Wait> Connection::wait(Duration timeout) {
  const Clock::time_point until = Clock::now() + of(timeout);
  for (;;) {
    if (state_->taken < state_->read.size()) return Wait::readable;
    // What TLS has already read does not show at the socket.
    std::array<char, 4'096> room = {};
    std::size_t got = 0;
    const CURLcode code = curl_easy_recv(state_->easy.get(), room.data(), room.size(), &got);
    if (code == CURLE_OK && got > 0) {
      state_->read.append(room.data(), got);
      return Wait::readable;
    }
    if (code != CURLE_AGAIN) return lost("connection_lost", "the server closed the connection");
    if (state_->is_cancelled && state_->is_cancelled()) return lost("cancelled", "given up");
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now()).count();
    if (left <= 0) return Wait::timed_out;
    std::array<pollfd, 2> wanted = {pollfd{state_->socket, POLLIN, 0}, pollfd{waker_->event_, POLLIN, 0}};
    ::poll(wanted.data(), wanted.size(), static_cast<int>(std::min<std::int64_t>(left, 1'000)));
    std::uint64_t count = 0;
    if ((wanted[1].revents & POLLIN) != 0 && ::read(waker_->event_, &count, sizeof count) > 0)
      return Wait::woken;
  }
}

}  // namespace rapport::mail
