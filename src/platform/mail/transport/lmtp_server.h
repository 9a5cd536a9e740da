// LmtpServer: takes mail from a mail server beside us (LMTP, RFC 2033), over a unix socket or loopback; there
// is no signing in, so nothing else is listened on. One thread that accepts and one for each connection,
// bounded. A mail is answered for each recipient once the handler says what became of it: 250 means it is
// kept. Its size is bounded while it comes in.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/instant.h"
#include "base/result.h"
#include "platform/mail/transport/smtp.h"

namespace rapport::mail {

struct LmtpOptions {
  std::string listen = {};  // "unix:/run/rapport/lmtp", "127.0.0.1:2424", "127.0.0.1:0" for any free port
  std::size_t connections_max = 40;  // more are told to come again (421)
  std::size_t recipients_max = 1'000;
  std::size_t bytes_max = 50'000'000;
  Duration timeout = minutes(5);  // without a byte
  std::string own_name = "localhost";
};

// Called on connections' threads, several at once; may block.
struct LmtpHandler {
  std::function<SmtpAnswer(const std::string& address)> recipient = {};
  // One answer for each recipient, in order. `is_too_large`: the bytes are not there, only their count.
  std::function<std::vector<SmtpAnswer>(const std::vector<std::string>& recipients, std::string bytes,
                                        bool is_too_large, std::size_t size)>
      take = {};
};

class LmtpServer {
 public:
  // Errors: invalid, "bad_address" (not a unix path nor a loopback address with a port); unavailable,
  // "cannot_listen". A socket that nobody listens on any more is replaced.
  static Result<std::unique_ptr<LmtpServer>> open(LmtpOptions options, LmtpHandler handler);
  ~LmtpServer();  // lets what is being taken finish, then closes all

  std::uint16_t port() const;  // 0 for a unix socket

 private:
  struct Impl;
  explicit LmtpServer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// The other side: hands a mail to such a server. What each recipient was answered. Errors: unavailable,
// "no_connection" or "connection_lost"; then nothing is known of what was not answered.
Result<std::vector<SmtpAnswer>> deliver_by_lmtp(const std::string& listen, const std::string& sender,
                                                const std::vector<std::string>& recipients,
                                                std::string_view bytes);

}  // namespace rapport::mail
