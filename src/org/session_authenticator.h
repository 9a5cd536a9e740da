// SessionAuthenticator: from a request's cookie or bearer token to its caller. Keeps who was found lately;
// what is kept is forgotten when the organisation changes here, and looked up again after a few seconds, for
// changes that another process has made. Any thread that may block.
#pragma once

#include <functional>
#include <mutex>
#include <string>
#include <unordered_map>

#include "api/authenticator.h"
#include "base/instant.h"
#include "platform/database/database.h"

namespace rapport::org {

inline constexpr const char* session_cookie = "rapport_session";

class SessionAuthenticator : public api::Authenticator {
 public:
  // Borrows the database.
  SessionAuthenticator(database::Database& database, std::function<Instant()> clock)
      : database_(database), clock_(std::move(clock)) {}

  Result<api::Caller> authenticate(const http::Request& request) override;

  void forget(OrgId org);
  // Caller::session of one that has ended.
  void forget(const std::string& session);

 private:
  struct Known {
    api::Caller caller;
    Instant look_again_at;  // in the database
    Instant seen_at;        // as the database has it
  };
  Result<Known> find_session(const std::string& digest, Instant seen_at, Instant now);
  Result<Known> find_token(const std::string& digest, Instant now);
  void note_use(Known& known, Instant now);

  database::Database& database_;
  std::function<Instant()> clock_;
  std::mutex mutex_;                               // over the two below, for the time of a look-up
  std::unordered_map<std::string, Known> by_key_;  // digest; of tokens with "token:" in front
  std::uint64_t forgotten_ = 0;                    // counts up with every forget()
};

}  // namespace rapport::org
