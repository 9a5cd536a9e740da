// Servers that lie, babble or fall silent: a thread with a socket that answers each line as the test says.
#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <functional>
#include <string>
#include <thread>

#include "base/check.h"
#include "platform/mail/transport/imap.h"
#include "platform/mail/transport/smtp.h"

namespace rapport::mail {
namespace {

class ScriptedServer {
 public:
  // `answer` gives what to say to a line ("" for nothing).
  ScriptedServer(std::string greeting, std::function<std::string(const std::string&)> answer)
      : greeting_(std::move(greeting)),
        answer_(std::move(answer)),
        listening_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    ::signal(SIGPIPE, SIG_IGN);
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    RAPPORT_CHECK(::bind(listening_, reinterpret_cast<sockaddr*>(&address), length) == 0 &&
                  ::listen(listening_, 4) == 0);
    RAPPORT_CHECK(::getsockname(listening_, reinterpret_cast<sockaddr*>(&address), &length) == 0);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
  }
  ~ScriptedServer() {
    ::shutdown(listening_, SHUT_RDWR);  // ends a wait for a client that never came
    thread_.join();
    ::close(listening_);
  }
  ScriptedServer(const ScriptedServer&) = delete;
  ScriptedServer& operator=(const ScriptedServer&) = delete;

  // `patience`: of each answer; short only where a server falls silent.
  MailServer door(Duration patience = seconds(60)) const {
    MailServer server;
    server.host = "127.0.0.1";
    server.port = port_;
    server.security = Security::none;
    server.login = Login::none;
    server.allows_private_addresses = true;
    server.answer_timeout = patience;
    return server;
  }

 private:
  static bool say(int client, const std::string& bytes) {
    std::size_t sent = 0;
    while (sent < bytes.size()) {
      const ssize_t n = ::send(client, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
      if (n <= 0) return false;
      sent += static_cast<std::size_t>(n);
    }
    return true;
  }
  void serve() {
    const int client = ::accept(listening_, nullptr, nullptr);
    if (client < 0) return;
    bool goes_on = say(client, greeting_);
    std::string read;
    char room[4'096];
    while (goes_on) {
      const ssize_t n = ::recv(client, room, sizeof room, 0);
      if (n <= 0) break;
      read.append(room, static_cast<std::size_t>(n));
      for (std::size_t end = read.find("\r\n"); goes_on && end != std::string::npos;
           end = read.find("\r\n")) {
        goes_on = say(client, answer_(read.substr(0, end)));
        read.erase(0, end + 2);
      }
    }
    ::close(client);
  }

  std::string greeting_;
  std::function<std::string(const std::string&)> answer_;
  int listening_ = -1;
  std::uint16_t port_ = 0;
  std::thread thread_;
};

// A server that is good but for what `special` says to a command (with "TAG" for its tag); "" leaves it to be
// good.
std::function<std::string(const std::string&)> imap_server(
    std::function<std::string(const std::string&)> special) {
  return [special](const std::string& line) {
    const std::string tag = line.substr(0, line.find(' '));
    std::string said = special(line);
    for (std::size_t at = said.find("TAG"); at != std::string::npos; at = said.find("TAG"))
      said.replace(at, 3, tag);
    if (!said.empty()) return said;
    if (line.find("CAPABILITY") != std::string::npos)
      return "* CAPABILITY IMAP4rev1 IDLE\r\n" + tag + " OK fine {5}\r\n";
    return tag + " OK done\r\n";
  };
}

std::string fetch_outcome(const std::string& size_answer, const std::string& body_answer,
                          Duration patience = seconds(60)) {
  ScriptedServer server("* OK hello\r\n", imap_server([&](const std::string& line) {
                          if (line.find("RFC822.SIZE") != std::string::npos) return size_answer;
                          return line.find("BODY.PEEK") != std::string::npos ? body_answer : std::string();
                        }));
  auto imap = Imap::open(server.door(patience));
  REQUIRE_MESSAGE(imap.has_value(), imap.error().detail);
  const auto mail = imap->fetch(7, 1'000);
  return mail ? "fine" : mail.error().reason;
}

}  // namespace

TEST_CASE("an IMAP server that lies about sizes does not fill our memory") {
  const std::string ten = "* 1 FETCH (UID 7 RFC822.SIZE 10)\r\nTAG OK\r\n";
  CHECK(fetch_outcome(ten, "* 1 FETCH (UID 7 BODY[]<0> {10}\r\n0123456789)\r\nTAG OK\r\n") == "fine");
  CHECK(fetch_outcome(ten, "* 1 FETCH (UID 7 BODY[]<0> {2000}\r\n" + std::string(2'000, 'x') +
                               ")\r\nTAG OK\r\n") == "mail_too_large");
  CHECK(fetch_outcome(ten, "* 1 FETCH (UID 7 BODY[]<0> {4000000000}\r\n") == "bad_answer");
  CHECK(fetch_outcome(ten, "* 1 FETCH (UID 8 BODY[]<0> {1}\r\nx)\r\nTAG OK\r\n") == "no_mail");
  CHECK(fetch_outcome(ten, "* 1 FETCH (UID 7 BODY[]<0> {10}\r\n01234", seconds(3)) == "timed_out");
  CHECK(fetch_outcome(ten, "* 1 FETCH ((((\r\n") == "bad_answer");
  CHECK(fetch_outcome(ten, "* BYE going\r\n") == "connection_lost");
  CHECK(fetch_outcome(ten, "TAG NO not today\r\n") == "imap_refused");
  CHECK(fetch_outcome("* 1 FETCH (UID 7 RFC822.SIZE 1001)\r\nTAG OK\r\n", "") == "mail_too_large");
}

TEST_CASE("a server that falls silent is given up in time") {
  ScriptedServer imap_at("* OK hello\r\n", imap_server([](const std::string& line) {
                           return line.find("SELECT") != std::string::npos ? std::string("* 1 EXISTS\r\n")
                                                                           : std::string();
                         }));
  auto imap = Imap::open(imap_at.door(seconds(3)));
  REQUIRE_MESSAGE(imap.has_value(), imap.error().detail);
  CHECK(imap->select("INBOX").error().reason == "timed_out");

  ScriptedServer smtp_at("220 hello\r\n", [](const std::string& line) {
    return line.starts_with("EHLO")   ? "250-me\r\n250 SIZE 1000\r\n"
           : line.starts_with("MAIL") ? ""
                                      : "250 ok\r\n";
  });
  auto smtp = Smtp::open(smtp_at.door(seconds(3)));
  REQUIRE_MESSAGE(smtp.has_value(), smtp.error().detail);
  CHECK(smtp->submit({"a@x.example", {"b@x.example"}}, std::string(2'000, 'x')).error().reason ==
        "mail_too_large");
  CHECK(smtp->submit({"a@x.example", {"b@x.example"}}, "x").error().reason == "timed_out");
}

TEST_CASE("an answer without end ends") {
  ScriptedServer server("220 hello\r\n", [](const std::string& line) {
    return line.starts_with("EHLO") ? std::string("250 me\r\n") : std::string(100'000, '2');
  });
  auto smtp = Smtp::open(server.door());
  REQUIRE_MESSAGE(smtp.has_value(), smtp.error().detail);
  CHECK(smtp->submit({"a@x.example", {"b@x.example"}}, "x").error().reason == "answer_too_large");
}

TEST_CASE("who promises to take a mail and does not ask for it has not taken it") {
  ScriptedServer server("220 hello\r\n", [](const std::string& line) {
    return line.starts_with("EHLO") ? "250 me\r\n" : "250 ok\r\n";
  });
  auto smtp = Smtp::open(server.door());
  REQUIRE_MESSAGE(smtp.has_value(), smtp.error().detail);
  const auto sent = smtp->submit({"a@x.example", {"b@x.example"}}, "x");
  REQUIRE(sent.has_value());
  CHECK_FALSE(sent->mail.is_accepted());
  CHECK_FALSE(sent->recipients[0].answer.is_accepted());
}

}  // namespace rapport::mail
