// A connection to a mail server after signing in, as lines and bytes. libcurl connects, does TLS, proves the
// certificate and signs in; afterwards the protocol is spoken over it by smtp.h and imap.h. Only
// connection.cpp knows libcurl. One thread at a time owns it, and blocks in it: worker pools, or a mailbox's
// own thread. wake() is for any thread.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "platform/mail/transport/server.h"

namespace rapport::mail {

// Asked while waiting, every second at least; true gives up. May be empty.
using IsCancelled = std::function<bool()>;

class Connection {
 public:
  // `scheme`: "imap" or "smtp". Errors: unavailable with "unknown_host", "no_connection", "timed_out",
  // "no_tls" (not offered, or it failed), "bad_certificate", "cancelled"; unauthenticated, "login_refused";
  // forbidden, "guarded_address", "clear_password"; invalid, "bad_server". The detail names host and port,
  // and what the server said; never a secret.
  static Result<Connection> open(const std::string& scheme, const MailServer& server,
                                 IsCancelled is_cancelled);

  Connection(Connection&&) noexcept;
  Connection& operator=(Connection&&) noexcept;
  ~Connection();

  // Errors of all three: unavailable, "timed_out", "connection_lost" or "cancelled"; too_large,
  // "answer_too_large".
  Result<void> send(std::string_view bytes);
  Result<std::string> line(std::size_t bytes_max);  // without its CRLF
  Result<std::string> bytes(std::size_t count);     // exactly so many

  enum class Wait { readable, timed_out, woken };
  // Until something can be read, the time is over, or somebody calls wake(). Errors: "cancelled".
  Result<Wait> wait(Duration timeout);

  // Ends the wait that is under way, or the next one. Holds after the connection has gone.
  class Waker;
  const std::shared_ptr<Waker>& waker() const { return waker_; }

  // "imap.example.com:993", for what is said of it.
  const std::string& where() const;

 private:
  struct State;
  explicit Connection(std::unique_ptr<State> state);
  Result<void> fill();
  tl::unexpected<Error> lost(const char* reason, const std::string& detail) const;

  std::unique_ptr<State> state_;
  std::shared_ptr<Waker> waker_;
};

class Connection::Waker {
 public:
  Waker();
  ~Waker();
  Waker(const Waker&) = delete;
  Waker& operator=(const Waker&) = delete;
  void wake() const;  // any thread

 private:
  friend class Connection;
  int event_ = -1;
};

}  // namespace rapport::mail
