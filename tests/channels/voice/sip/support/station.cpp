#include "channels/voice/sip/support/station.h"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstring>

namespace rapport::sip::test {

const char* const some_sdp =
    "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 40000 RTP/AVP 8 "
    "0\r\na=sendrecv\r\n";
const char* const other_sdp =
    "v=0\r\no=- 2 2 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 40002 RTP/AVP "
    "8\r\na=sendonly\r\n";

Options loopback_options() {
  Options options;
  options.listeners = {{Transport::udp, "127.0.0.1", 0}, {Transport::tcp, "127.0.0.1", 0}};
  return options;
}

Configuration loopback_trunk(std::uint16_t gateway_port) {
  Trunk trunk;
  trunk.id = TrunkId{7};
  trunk.name = "test";
  trunk.networks = {"127.0.0.1"};
  trunk.keep_alive = {};
  if (gateway_port != 0) trunk.gateways = {{"127.0.0.1", gateway_port, Transport::udp, 0}};
  return {{trunk}, {}};
}

Station::Station(Options options, Configuration configuration)
    : log_({.level = log::Level::error, .is_json = false, .file = ""}) {
  options.new_leg_id = [this] { return LegId{++legs_}; };
  auto started = Signalling::start(
      std::move(options),
      [this](Event event) {
        {
          std::lock_guard lock(mutex_);
          events_.push_back(std::move(event));
        }
        arrived_.notify_all();
      },
      log_);
  REQUIRE_MESSAGE(started.has_value(), (started ? "" : started.error().detail));
  signalling_ = std::move(*started);
  configure(std::move(configuration));
}

Station::~Station() {
  signalling_.reset();
}

std::uint16_t Station::port(Transport transport) const {
  for (const Listener& listener : signalling_->listeners())
    if (listener.transport == transport) return listener.port;
  FAIL("no such listener");
  return 0;
}

void Station::post(Command command) {
  REQUIRE(signalling_->post(std::move(command)));
}
void Station::configure(Configuration configuration) {
  REQUIRE(signalling_->configure(std::move(configuration)));
  settle();
}

void Station::settle() {
  // Commands are done in order: when the call that cannot be made has ended, all before it are done.
  const LegId mark{--marks_};
  post(Invite{.leg = mark, .target = ToPhone{}});
  std::unique_lock lock(mutex_);
  const auto done = [&] {
    return std::erase_if(events_, [&](const Event& event) {
             const auto* ended = std::get_if<Ended>(&event);
             return ended && ended->leg == mark;
           }) > 0;
  };
  const bool is_settled = arrived_.wait_for(lock, 5s, done);
  lock.unlock();
  REQUIRE(is_settled);
}

LegId Station::new_leg() {
  static std::int64_t last = 0;
  return LegId{++last};
}

std::size_t Station::legs_alive() {
  settle();
  const auto deadline = std::chrono::steady_clock::now() + 3s;
  while (signalling_->figures().legs > 0 && std::chrono::steady_clock::now() < deadline)
    settle();
  return signalling_->figures().legs;
}

void Station::missing(const char* kind) {
  FAIL("no event ", kind);
}

namespace {
sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(port);
  return address;
}
}  // namespace

Wire::Wire(std::uint16_t server_port, Kind kind) : kind_(kind), server_port_(server_port) {
  fd_ = socket(AF_INET, kind == Kind::udp ? SOCK_DGRAM : SOCK_STREAM, 0);
  REQUIRE(fd_ >= 0);
  sockaddr_in address = loopback(0);
  REQUIRE(bind(fd_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
  if (kind == Kind::tcp) {
    const sockaddr_in server = loopback(server_port);
    REQUIRE(connect(fd_, reinterpret_cast<const sockaddr*>(&server), sizeof server) == 0);
  }
  socklen_t size = sizeof address;
  getsockname(fd_, reinterpret_cast<sockaddr*>(&address), &size);
  port_ = ntohs(address.sin_port);
  call_id = fmt::format("call-{}-{}", getpid(), port_);
}

Wire::~Wire() {
  close(fd_);
}

void Wire::send(std::string_view text) {
  if (kind_ == Kind::udp) return send_to(server_port_, text);
  while (!text.empty()) {
    const auto sent = ::send(fd_, text.data(), text.size(), MSG_NOSIGNAL);
    if (sent <= 0) return;
    text.remove_prefix(static_cast<std::size_t>(sent));
  }
}

void Wire::send_to(std::uint16_t port, std::string_view text) {
  const sockaddr_in server = loopback(port);
  (void)!sendto(fd_, text.data(), text.size(), 0, reinterpret_cast<const sockaddr*>(&server), sizeof server);
}

std::string Wire::receive(std::chrono::milliseconds wait) {
  const auto deadline = std::chrono::steady_clock::now() + wait;
  for (;;) {
    if (kind_ == Kind::tcp) {
      while (pending_.starts_with("\r\n"))
        pending_.erase(0, 2);  // answers to keep-alives
      const auto head = pending_.find("\r\n\r\n");
      if (head != std::string::npos) {
        const std::string length =
            header_of(std::string_view(pending_).substr(0, head + 4), "Content-Length");
        const std::size_t total = head + 4 + (length.empty() ? 0 : std::stoul(length));
        if (pending_.size() >= total) {
          std::string message = pending_.substr(0, total);
          pending_.erase(0, total);
          return message;
        }
      }
    }
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    pollfd waiting{fd_, POLLIN, 0};
    if (poll(&waiting, 1, static_cast<int>(std::max<std::int64_t>(left.count(), 0))) <= 0) return "";
    char buffer[65536];
    sockaddr_in from{};
    socklen_t size = sizeof from;
    const auto got = recvfrom(fd_, buffer, sizeof buffer, 0, reinterpret_cast<sockaddr*>(&from), &size);
    if (got <= 0) {
      if (kind_ == Kind::tcp) return "";
      continue;
    }
    if (kind_ == Kind::udp) return {buffer, static_cast<std::size_t>(got)};
    pending_.append(buffer, static_cast<std::size_t>(got));
  }
}

std::string Wire::expect(std::string_view start, std::chrono::milliseconds wait) {
  const auto deadline = std::chrono::steady_clock::now() + wait;
  std::string last;
  while (std::chrono::steady_clock::now() < deadline) {
    std::string message = receive(
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now()));
    if (message.starts_with(start)) return message;
    if (!message.empty()) last = message;
  }
  FAIL("not received: ", std::string(start), "; the last was: ", last);
  return "";
}

bool Wire::is_closed(std::chrono::milliseconds wait) {
  pollfd waiting{fd_, POLLIN, 0};
  if (poll(&waiting, 1, static_cast<int>(wait.count())) <= 0) return false;
  char byte;
  return recv(fd_, &byte, 1, MSG_PEEK) <= 0;
}

std::string Wire::request(std::string_view method, std::string_view branch, std::uint32_t cseq,
                          std::string_view more, std::string_view to_tag, std::string_view body,
                          std::string_view uri) {
  const std::string own_uri = fmt::format("sip:1001@127.0.0.1:{}", server_port_);
  std::string text = fmt::format("{} {} SIP/2.0\r\n", method, uri.empty() ? own_uri : std::string(uri));
  text += fmt::format("Via: SIP/2.0/{} 127.0.0.1:{};branch=z9hG4bK{};rport\r\n",
                      kind_ == Kind::udp ? "UDP" : "TCP", port_, branch);
  text += fmt::format("From: \"Caller\" <sip:{}@127.0.0.1>;tag={}\r\n", from_user, from_tag);
  text += fmt::format("To: <sip:1001@127.0.0.1>{}{}\r\n", to_tag.empty() ? "" : ";tag=", to_tag);
  text += fmt::format("Call-ID: {}\r\nCSeq: {} {}\r\n", call_id, cseq, method);
  if (more.find("Max-Forwards:") == std::string_view::npos) text += "Max-Forwards: 70\r\n";
  if (more.find("Contact:") == std::string_view::npos)
    text += fmt::format("Contact: <sip:peer@127.0.0.1:{}{}>\r\n", port_,
                        kind_ == Kind::tcp ? ";transport=tcp" : "");
  text += more;
  if (!body.empty() && more.find("Content-Type:") == std::string_view::npos)
    text += "Content-Type: application/sdp\r\n";
  if (more.find("Content-Length:") == std::string_view::npos)
    text += fmt::format("Content-Length: {}\r\n", body.size());
  return text + "\r\n" + std::string(body);
}

std::string header_of(std::string_view message, std::string_view name) {
  const auto head = message.substr(0, message.find("\r\n\r\n") + 2);
  std::size_t at = head.find("\r\n");
  while (at != std::string_view::npos && at + 2 < head.size()) {
    const auto line = head.substr(at + 2, head.find("\r\n", at + 2) - at - 2);
    if (line.size() > name.size() && line[name.size()] == ':' &&
        strncasecmp(line.data(), name.data(), name.size()) == 0) {
      auto value = line.substr(name.size() + 1);
      while (value.starts_with(' '))
        value.remove_prefix(1);
      return std::string(value);
    }
    at = head.find("\r\n", at + 2);
  }
  return "";
}

std::string to_tag_of(std::string_view message) {
  const std::string to = header_of(message, "To");
  const auto tag = to.find(";tag=");
  return tag == std::string::npos ? "" : to.substr(tag + 5, to.find(';', tag + 5) - tag - 5);
}

std::string body_text(std::string_view message) {
  const auto head = message.find("\r\n\r\n");
  return head == std::string_view::npos ? "" : std::string(message.substr(head + 4));
}

std::string answer_to(std::string_view request, int code, std::string_view reason, std::string_view to_tag,
                      std::string_view more, std::string_view body) {
  std::string to = header_of(request, "To");
  if (!to_tag.empty() && to.find(";tag=") == std::string::npos) to += fmt::format(";tag={}", to_tag);
  return fmt::format(
      "SIP/2.0 {} {}\r\nVia: {}\r\nFrom: {}\r\nTo: {}\r\nCall-ID: {}\r\nCSeq: {}\r\n{}{}Content-Length: "
      "{}\r\n\r\n{}",
      code, reason, header_of(request, "Via"), header_of(request, "From"), to, header_of(request, "Call-ID"),
      header_of(request, "CSeq"), more, body.empty() ? "" : "Content-Type: application/sdp\r\n", body.size(),
      body);
}

int code_of(std::string_view response) {
  return response.starts_with("SIP/2.0 ") && response.size() > 11
             ? std::stoi(std::string(response.substr(8, 3)))
             : 0;
}

}  // namespace rapport::sip::test
