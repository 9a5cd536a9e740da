// Account: the secret half of a user, only for signing in. Inside org/.
#pragma once

#include <optional>
#include <string>

#include "org/sign_in.h"

namespace rapport::org {

struct SignIn::Account {
  OrgId org;
  UserId user;
  std::string email;
  std::string password_hash;
  std::optional<std::string> sealed_totp, sealed_totp_offered;
  std::int64_t totp_step = 0;  // the last one used
};

inline std::string totp_purpose(OrgId org, UserId user) {
  return "organisation/" + std::to_string(org.value) + "/user/" + std::to_string(user.value) + "/totp";
}

}  // namespace rapport::org
