// A mail server of an organisation's, and how to sign in to it. Values.
#pragma once

#include <cstdint>
#include <string>

#include "base/instant.h"

namespace rapport::mail {

enum class Security {
  tls,       // from the first byte: 993, 465
  starttls,  // must be offered, or there is no connection: 143, 587
  none,      // as it is; passwords are refused unless allows_clear_passwords
};
enum class Login {
  none,
  password,  // PLAIN, LOGIN or better, as the server offers
  oauth2,    // OAUTHBEARER or XOAUTH2; `secret` is the access token
};

struct MailServer {
  std::string host = {};
  std::uint16_t port = 0;
  Security security = Security::tls;
  Login login = Login::password;
  std::string user = {};
  std::string secret = {};
  std::string ca_file = {};  // PEM with one's own authority; "": the system's
  // For hosts that the operator wrote into the configuration; an organisation's must not lead inside.
  bool allows_private_addresses = false;
  bool allows_clear_passwords = false;
  Duration connect_timeout = seconds(20);  // to the end of signing in
  Duration answer_timeout = seconds(60);   // of each answer, from its last byte on
  // SMTP: how we introduce ourselves (EHLO).
  std::string own_name = "localhost";
};

}  // namespace rapport::mail
