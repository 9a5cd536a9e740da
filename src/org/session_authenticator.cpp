#include "org/session_authenticator.h"

#include <algorithm>

#include "org/role.h"
#include "org/session_store.h"
#include "org/token.h"
#include "platform/crypto/digest.h"

namespace rapport::org {
namespace {

constexpr Duration look_again_after = seconds(5);
constexpr Duration note_use_every = minutes(1);
constexpr std::size_t known_max = 20'000;  // then all are looked up again

tl::unexpected<Error> nobody(const char* reason, const char* detail) {
  return fail(ErrorCode::unauthenticated, reason, detail);
}

std::string bearer_of(const http::Request& request) {
  const std::string& header = request.header("authorization");
  constexpr std::string_view scheme = "Bearer ";
  return header.rfind(scheme, 0) == 0 ? header.substr(scheme.size()) : std::string();
}

}  // namespace

Result<api::Caller> SessionAuthenticator::authenticate(const http::Request& request) {
  const bool is_token = !request.header("authorization").empty();
  const std::string secret = is_token ? bearer_of(request) : request.cookie(session_cookie);
  if (secret.empty()) return nobody("not_signed_in", "sign in, or send an API token");
  const std::string digest = crypto::token_digest(secret);
  const std::string key = is_token ? "token:" + digest : digest;
  const Instant now = clock_();

  std::uint64_t forgotten = 0;
  Instant seen_at;  // as far as we know; the note of it may still be on its way into the database
  {
    const std::lock_guard lock(mutex_);
    forgotten = forgotten_;
    const auto found = by_key_.find(key);
    if (found != by_key_.end() && now < found->second.look_again_at) {
      note_use(found->second, now);
      return found->second.caller;
    }
    if (found != by_key_.end()) seen_at = found->second.seen_at;
  }
  auto known = is_token ? find_token(digest, now) : find_session(digest, seen_at, now);
  if (!known) return tl::unexpected<Error>(std::move(known.error()));
  note_use(*known, now);
  api::Caller caller = known->caller;
  const std::lock_guard lock(mutex_);
  if (forgotten == forgotten_) {
    if (by_key_.size() >= known_max) by_key_.clear();
    by_key_.insert_or_assign(key, std::move(*known));
  }
  return caller;
}

Result<SessionAuthenticator::Known> SessionAuthenticator::find_session(const std::string& digest,
                                                                       Instant seen_at, Instant now) {
  return database_.read([&](database::Session& sql) -> Result<Known> {
    auto session = org::find_session(sql, digest);
    if (session) session->seen_at = std::max(session->seen_at, seen_at);
    if (!session || session->is_over(now)) return nobody("not_signed_in", "this session has ended, sign in");
    Known known;
    known.caller.org = session->org;
    known.caller.user = session->user;
    known.caller.permissions = permissions_of(sql, session->org, session->user);
    known.caller.session = digest;
    known.caller.csrf_token = session->csrf_token;
    known.look_again_at = std::min(now + look_again_after, session->created_at + session_life_max);
    known.seen_at = session->seen_at;
    return known;
  });
}

Result<SessionAuthenticator::Known> SessionAuthenticator::find_token(const std::string& digest, Instant now) {
  return database_.read([&](database::Session& sql) -> Result<Known> {
    const auto token = org::find_token(sql, digest);
    if (!token) return nobody("bad_token", "this API token is unknown");
    if (token->expires_at && *token->expires_at <= now)
      return nobody("bad_token", "this API token has expired");
    Known known;
    known.caller.org = token->org;
    known.caller.user = token->user;
    known.caller.permissions = token->scopes & permissions_of(sql, token->org, token->user);
    known.caller.is_token = true;
    known.caller.session = std::to_string(token->id.value);
    known.look_again_at = now + look_again_after;
    if (token->expires_at) known.look_again_at = std::min(known.look_again_at, *token->expires_at);
    known.seen_at = token->last_used_at.value_or(Instant{});
    return known;
  });
}

// At most once a minute, and nobody waits for it: a lost one costs a minute of a session's idle time.
void SessionAuthenticator::note_use(Known& known, Instant now) {
  if (now < known.seen_at + note_use_every) return;
  known.seen_at = now;
  const api::Caller& caller = known.caller;
  database_.write_then(
      [is_token = caller.is_token, org = caller.org, session = caller.session,
       now](database::Session& sql) -> Result<void> {
        if (is_token)
          use_token(sql, org, ApiTokenId{std::stoll(session)}, now);
        else
          see_session(sql, session, now);
        return {};
      },
      [](const Result<void>&) {});
}

void SessionAuthenticator::forget(OrgId org) {
  const std::lock_guard lock(mutex_);
  ++forgotten_;
  std::erase_if(by_key_, [&](const auto& known) { return known.second.caller.org == org; });
}

void SessionAuthenticator::forget(const std::string& session) {
  const std::lock_guard lock(mutex_);
  ++forgotten_;
  by_key_.erase(session);
}

}  // namespace rapport::org
