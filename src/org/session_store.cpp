#include "org/session_store.h"

#include "org/limits.h"
#include "platform/database/statement.h"

namespace rapport::org {

void insert_session(database::Session& sql, const StoredSession& session) {
  const Instant now = session.created_at;
  database::execute(sql, "delete from web_session where seen_us <= :idle or created_us <= :old",
                    now - session_idle_max, now - session_life_max);
  database::execute(sql,
                    "delete from web_session where digest in (select digest from web_session"
                    " where org = :org and user_id = :user order by seen_us desc, digest"
                    " limit 1000 offset :kept)",
                    session.org, session.user, sessions_per_user_max - 1);
  database::execute(sql,
                    "insert into web_session (digest, org, user_id, csrf_token, created_us, seen_us,"
                    " remote_address) values (:digest, :org, :user, :csrf, :created, :seen, :address)",
                    session.digest, session.org, session.user, session.csrf_token, session.created_at,
                    session.seen_at, session.remote_address);
}

std::optional<StoredSession> find_session(database::Session& sql, const std::string& digest) {
  auto row = database::first<OrgId, UserId, std::string, Instant, Instant, std::string>(
      sql,
      "select s.org, s.user_id, s.csrf_token, s.created_us, s.seen_us, s.remote_address from web_session s"
      " join users u on u.org = s.org and u.id = s.user_id where s.digest = :digest and u.is_active = 1",
      digest);
  if (!row) return std::nullopt;
  auto& [org, user, csrf_token, created_at, seen_at, remote_address] = *row;
  return StoredSession{
      digest, org, user, std::move(csrf_token), created_at, seen_at, std::move(remote_address)};
}

void see_session(database::Session& sql, const std::string& digest, Instant now) {
  database::execute(sql, "update web_session set seen_us = :now where digest = :digest and seen_us < :now",
                    now, digest);
}

std::size_t delete_session(database::Session& sql, const std::string& digest) {
  return database::execute(sql, "delete from web_session where digest = :digest", digest);
}

void delete_other_sessions(database::Session& sql, OrgId org, UserId user, const std::string& digest) {
  database::execute(sql, "delete from web_session where org = :org and user_id = :user and digest <> :digest",
                    org, user, digest);
}

}  // namespace rapport::org
