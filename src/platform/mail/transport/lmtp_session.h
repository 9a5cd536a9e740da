// One LMTP connection, as a state machine: bytes in, answers out. Knows no socket. One thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "platform/mail/transport/lmtp_server.h"

namespace rapport::mail {

class LmtpSession {
 public:
  // Borrows both.
  LmtpSession(const LmtpOptions& options, const LmtpHandler& handler)
      : options_(options), handler_(handler) {}

  std::string greeting() const;
  // What is to be answered to what has come since; takes it out of `buffer` as far as it is complete.
  std::string feed(std::string& buffer);
  bool has_ended() const { return has_ended_; }

 private:
  std::string command(std::string_view line);
  std::string take_data(std::string& buffer);
  std::string begin_data();
  std::string finish_data();
  std::string add_recipient(std::string_view parameters);
  void reset();

  const LmtpOptions& options_;
  const LmtpHandler& handler_;
  bool is_greeted_ = false, has_sender_ = false, is_in_data_ = false, has_ended_ = false;
  std::vector<std::string> recipients_;
  std::string data_;
  std::size_t data_size_ = 0;  // also of what was let go, because it is too much
  std::size_t failures_ = 0;
};

}  // namespace rapport::mail
