#include "platform/mail/transport/lmtp_server.h"

#include <fmt/format.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <list>
#include <mutex>
#include <thread>
#include <utility>

#include "platform/mail/transport/lmtp_session.h"
#include "platform/mail/transport/local_socket.h"

namespace rapport::mail {

struct LmtpServer::Impl {
  Impl(LmtpOptions the_options, LmtpHandler the_handler, LocalSocket the_listener)
      : options(std::move(the_options)),
        handler(std::move(the_handler)),
        listener(std::move(the_listener)),
        wake(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    acceptor = std::thread([this] { accept_all(); });
  }
  ~Impl() {
    const std::uint64_t one = 1;
    (void)!::write(wake, &one, sizeof one);  // stays readable: everybody sees it
    if (acceptor.joinable()) acceptor.join();
    for (Served& one_served : served)
      one_served.thread.join();
    ::close(wake);
    if (options.listen.starts_with("unix:")) ::unlink(options.listen.substr(5).c_str());
  }

  struct Served {
    std::thread thread;
    std::atomic<bool> has_ended{false};
  };

  // --- the acceptor's thread ---
  void accept_all() {
    while (true) {
      pollfd waited[2] = {{listener.descriptor(), POLLIN, 0}, {wake, POLLIN, 0}};
      if (::poll(waited, 2, -1) < 0) continue;
      if (waited[1].revents != 0) return;
      LocalSocket client(::accept4(listener.descriptor(), nullptr, nullptr, SOCK_CLOEXEC));
      if (client.descriptor() < 0) continue;
      served.remove_if([](Served& one) {
        if (!one.has_ended) return false;
        one.thread.join();
        return true;
      });
      if (served.size() >= options.connections_max) {
        (void)client.send("421 4.3.2 too many connections, come again\r\n");
        continue;
      }
      Served& one = served.emplace_back();
      one.thread = std::thread([this, &one, connection = std::move(client)]() mutable {
        serve(connection);
        one.has_ended = true;
      });
    }
  }

  // --- a connection's thread ---
  void serve(LocalSocket& connection) const {
    LmtpSession session(options, handler);
    std::string buffer;
    if (!connection.send(session.greeting())) return;
    while (!session.has_ended() && connection.receive(buffer, options.timeout, wake)) {
      const std::string answer = session.feed(buffer);
      if (!answer.empty() && !connection.send(answer)) return;
    }
    if (!session.has_ended()) (void)connection.send("421 4.3.2 closing\r\n");
  }

  const LmtpOptions options;
  const LmtpHandler handler;
  LocalSocket listener;
  const int wake;
  std::list<Served> served;  // the acceptor's own, and the destructor's after it
  std::thread acceptor;
};

LmtpServer::LmtpServer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
LmtpServer::~LmtpServer() = default;

Result<std::unique_ptr<LmtpServer>> LmtpServer::open(LmtpOptions options, LmtpHandler handler) {
  auto listener = LocalSocket::listen(options.listen);
  if (!listener) return tl::unexpected<Error>(std::move(listener.error()));
  auto impl = std::make_unique<Impl>(std::move(options), std::move(handler), std::move(*listener));
  return std::unique_ptr<LmtpServer>(new LmtpServer(std::move(impl)));
}

std::uint16_t LmtpServer::port() const {
  return impl_->listener.port();
}

namespace {

constexpr Duration lmtp_answer_timeout = minutes(5);

class LmtpClient {
 public:
  explicit LmtpClient(LocalSocket socket) : socket_(std::move(socket)) {}

  bool send(std::string_view bytes) { return socket_.send(bytes); }
  // One answer, of one line or several; code 0: the connection is lost.
  SmtpAnswer answer() {
    std::vector<std::string> lines;
    while (true) {
      const auto end = buffer_.find("\r\n");
      if (end == std::string::npos) {
        if (!socket_.receive(buffer_, lmtp_answer_timeout, -1)) return {};
        continue;
      }
      lines.push_back(buffer_.substr(0, end));
      buffer_.erase(0, end + 2);
      if (lines.back().size() < 4 || lines.back()[3] != '-') return read_smtp_answer(lines);
    }
  }

 private:
  LocalSocket socket_;
  std::string buffer_;
};

// LF and CR alone become CRLF; a dot that begins a line is doubled.
std::string dotted(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 32);
  bool begins_line = true;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const char c = bytes[i];
    if (c == '\r' && i + 1 < bytes.size() && bytes[i + 1] == '\n') continue;
    if (c == '\n' || c == '\r') {
      out += "\r\n";
      begins_line = true;
      continue;
    }
    if (begins_line && c == '.') out += '.';
    begins_line = false;
    out += c;
  }
  if (!begins_line) out += "\r\n";
  return out + ".\r\n";
}

}  // namespace

Result<std::vector<SmtpAnswer>> deliver_by_lmtp(const std::string& listen, const std::string& sender,
                                                const std::vector<std::string>& recipients,
                                                std::string_view bytes) {
  auto socket = LocalSocket::connect(listen);
  if (!socket) return tl::unexpected<Error>(std::move(socket.error()));
  LmtpClient client(std::move(*socket));
  const auto lost = [&] {
    return fail(ErrorCode::unavailable, "connection_lost", listen + ": the connection is lost");
  };
  const auto ask = [&](const std::string& line) {
    return client.send(line + "\r\n") ? client.answer() : SmtpAnswer{};
  };
  if (const SmtpAnswer greeted = client.answer(); !greeted.is_accepted()) return lost();
  if (!ask("LHLO localhost").is_accepted() || !ask("MAIL FROM:<" + sender + ">").is_accepted()) return lost();
  std::vector<SmtpAnswer> answers;
  std::vector<std::size_t> accepted;
  for (const std::string& recipient : recipients) {
    answers.push_back(ask("RCPT TO:<" + recipient + ">"));
    if (answers.back().code == 0) return lost();
    if (answers.back().is_accepted()) accepted.push_back(answers.size() - 1);
  }
  if (!accepted.empty()) {
    if (ask("DATA").code != 354 || !client.send(dotted(bytes))) return lost();
    for (const std::size_t index : accepted) {
      answers[index] = client.answer();
      if (answers[index].code == 0) return lost();
    }
  }
  (void)client.send("QUIT\r\n");
  return answers;
}

}  // namespace rapport::mail
