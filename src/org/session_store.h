// The only SQL for sessions of browsers. A session is known by the digest of its token, which is nowhere
// stored itself.
#pragma once

#include <optional>
#include <string>

#include "api/permission.h"
#include "base/id.h"
#include "base/instant.h"
#include "platform/database/session.h"

namespace rapport::org {

inline constexpr Duration session_idle_max = hours(12);
inline constexpr Duration session_life_max = hours(7 * 24);

struct StoredSession {
  std::string digest;
  OrgId org;
  UserId user;
  std::string csrf_token;
  Instant created_at;
  Instant seen_at;
  std::string remote_address;

  bool is_over(Instant now) const {
    return seen_at + session_idle_max <= now || created_at + session_life_max <= now;
  }
};

// Ends what has expired, and the user's oldest beyond sessions_per_user_max.
void insert_session(database::Session& sql, const StoredSession& session);
// Nothing for an inactive user either.
std::optional<StoredSession> find_session(database::Session& sql, const std::string& digest);
void see_session(database::Session& sql, const std::string& digest, Instant now);
std::size_t delete_session(database::Session& sql, const std::string& digest);
void delete_other_sessions(database::Session& sql, OrgId org, UserId user, const std::string& digest);

}  // namespace rapport::org
