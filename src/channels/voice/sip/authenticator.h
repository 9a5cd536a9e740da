// Who sent a request? Digest as server: challenges, and the check of what comes back. One realm. Nothing here
// sends anything.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/instant.h"
#include "channels/voice/sip/configuration.h"
#include "channels/voice/sip/nonces.h"

namespace rapport::sip {

class Authenticator {
 public:
  Authenticator(std::string realm, Nonces nonces) : realm_(std::move(realm)), nonces_(std::move(nonces)) {}

  // Lines of WWW-Authenticate for a 401.
  std::string challenge(DigestOffer offer, bool is_stale, Instant now);

  enum class Result {
    good,
    none,       // nothing was said: challenge
    stale,      // right, but with an old nonce: challenge with stale=true, no failure
    malformed,  // 400
    wrong,      // a failure to be counted
  };
  struct Account {
    std::string_view password;
    DigestOffer offer = DigestOffer::md5;
    bool exists = false;
  };
  struct Check {
    std::string_view authorization;  // the header's value; "" when there is none
    std::string_view method;
    std::string_view uri;  // the Request-URI
  };
  // `find` is asked for the user that the header names. On good (and wrong) `user` is that name.
  Result check(const Check& request, const std::function<Account(std::string_view user)>& find, Instant now,
               std::string& user);

 private:
  std::string realm_;
  Nonces nonces_;
};

}  // namespace rapport::sip
