// Handing mail to a server (SMTP submission, RFC 6409). One thread at a time; blocks. Several mails may go
// over one connection.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "platform/mail/transport/connection.h"

namespace rapport::mail {

// Addresses as the wire wants them: wire_address() of platform/mail/mime.
struct Envelope {
  std::string from = {};  // "" for what must never be answered by a machine
  std::vector<std::string> recipients = {};
};

struct SmtpAnswer {
  int code = 0;             // 250; 0: none came
  std::string status = {};  // RFC 3463: "5.1.1"; "" when the server does not say
  std::string text = {};    // without codes; lines joined by a blank
  bool is_accepted() const { return code >= 200 && code < 300; }
  bool is_retryable() const { return code >= 400 && code < 500; }
};

struct RecipientOutcome {
  std::string address;
  SmtpAnswer answer;  // accepted: the server has taken charge of it for this recipient
};

struct Submitted {
  std::vector<RecipientOutcome> recipients = {};  // one each, in the envelope's order
  SmtpAnswer mail = {};                           // of the whole: the server's name for it is in the text
};

class Smtp {
 public:
  // Errors: those of Connection::open.
  static Result<Smtp> open(const MailServer& server, IsCancelled is_cancelled = {});

  // `bytes` as compose() makes them. The result says what became of it for each recipient; refused ones are
  // no error. Errors: those of Connection; unavailable, "outcome_unknown": the connection was lost after the
  // last byte and before the answer, so that the mail may be on its way (do not send it again without
  // looking); too_large, "mail_too_large": the server said so before anything was sent; invalid,
  // "bad_envelope". After an error the connection is of no more use.
  Result<Submitted> submit(const Envelope& envelope, std::string_view bytes);

  void close();  // says good-bye, without waiting for the answer

 private:
  explicit Smtp(Connection connection) : connection_(std::move(connection)) {}
  Result<SmtpAnswer> ask(const std::string& line);
  Result<SmtpAnswer> answer();
  Result<void> introduce(const std::string& own_name);

  Connection connection_;
  std::size_t size_max_ = 0;  // 0: the server does not say
  bool has_eight_bits_ = false;
};

// "550 5.1.1 no such user" and its like. Pure.
SmtpAnswer read_smtp_answer(const std::vector<std::string>& lines);

}  // namespace rapport::mail
