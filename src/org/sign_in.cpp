#include "org/sign_in.h"

#include <fmt/format.h>

#include "org/account.h"
#include "org/entity.h"
#include "org/role.h"
#include "org/session_store.h"
#include "platform/crypto/digest.h"
#include "platform/crypto/random.h"
#include "platform/crypto/totp.h"
#include "platform/database/statement.h"

namespace rapport::org {
namespace {

tl::unexpected<Error> bad_credentials() {
  return fail(ErrorCode::unauthenticated, "bad_credentials", "the e-mail address or the password is wrong");
}
tl::unexpected<Error> bad_totp() {
  return fail(ErrorCode::unauthenticated, "bad_totp", "the code is wrong, too old, or was used already");
}
tl::unexpected<Error> locked_out(Duration locked_for) {
  return fail(ErrorCode::too_many, "locked_out",
              fmt::format("too many failed attempts; try again in {} s", locked_for.us / 1'000'000 + 1));
}

}  // namespace

Result<std::optional<SignIn::Account>> SignIn::find_account(const std::string& email) {
  return changes_.database().read([&](database::Session& sql) -> Result<std::optional<Account>> {
    auto row = database::first<OrgId, UserId, std::string, std::optional<std::string>, std::int64_t>(
        sql,
        "select org, id, password_hash, sealed_totp, totp_step from users where email = :email and is_active "
        "= 1",
        email);
    if (!row) return std::optional<Account>();
    auto& [org, user, hash, sealed_totp, step] = *row;
    return Account{org, user, email, std::move(hash), std::move(sealed_totp), std::nullopt, step};
  });
}

Result<Counted> SignIn::count(const Attempt& attempt) {
  return changes_.database()
      .write<Counted>([&](database::Session& sql) -> Result<Counted> {
        return count_attempt(sql, attempt, limits_, changes_.now());
      })
      .get();
}

Result<Entered> SignIn::enter(const SignInRequest& request, Duration& retry_after) {
  const Attempt attempt{lower_case(request.input.email), request.remote_address};
  auto turn = gate_.enter();
  if (!turn) return tl::unexpected<Error>(std::move(turn.error()));
  const auto counted = count(attempt);
  if (!counted) return tl::unexpected<Error>(counted.error());
  if (counted->locked_for.us > 0) {
    retry_after = counted->locked_for;
    return locked_out(counted->locked_for);
  }
  const auto account = find_account(attempt.account);
  if (!account) return tl::unexpected<Error>(account.error());
  // An unknown address takes as long as a known one.
  if (!turn->is_right(*account ? (**account).password_hash : "", request.input.password)) {
    if (*account) note_failure(**account, request, counted->locks_account ? "locked_out" : "bad_credentials");
    return bad_credentials();
  }
  auto step = check_code(request, **account);
  if (!step) {
    if (step.error().reason == "totp_required")
      changes_.database()
          .write<void>([&](database::Session& sql) -> Result<void> {
            take_back(sql, attempt);
            return {};
          })
          .wait();
    else
      note_failure(**account, request, counted->locks_account ? "locked_out" : step.error().reason);
    return tl::unexpected<Error>(std::move(step.error()));
  }
  std::optional<std::string> new_hash;
  if (turn->needs_rehash((**account).password_hash))
    if (auto hash = turn->hash(request.input.password)) new_hash = std::move(*hash);
  return open_session(request, attempt, **account, *step, std::move(new_hash));
}

Result<std::optional<std::int64_t>> SignIn::check_code(const SignInRequest& request, const Account& account) {
  if (!account.sealed_totp) return std::optional<std::int64_t>();
  if (!request.input.totp || request.input.totp->empty())
    return fail(ErrorCode::unauthenticated, "totp_required", "this account also needs the code of its app");
  auto secret = vault_.unseal(*account.sealed_totp, totp_purpose(account.org, account.user));
  if (!secret) return tl::unexpected<Error>(std::move(secret.error()));
  const auto step = crypto::match_totp(*secret, *request.input.totp, changes_.now());
  if (!step || *step <= account.totp_step) return bad_totp();
  return step;
}

Result<Entered> SignIn::open_session(const SignInRequest& request, const Attempt& attempt,
                                     const Account& account, std::optional<std::int64_t> totp_step,
                                     std::optional<std::string> new_hash) {
  const std::string token = crypto::random_token();
  const By who{account.org, account.user, {}, request.remote_address, request.request_id};
  StoredSession session{crypto::token_digest(token), account.org, account.user,
                        crypto::random_token(),      {},          {},
                        request.remote_address};
  const std::string old = request.old_session.empty() ? "" : crypto::token_digest(request.old_session);
  auto opened = changes_.make<Entered>(who, "", [&](Change& change) -> Result<Entered> {
    // What was checked outside may have changed meanwhile.
    if (!database::first<UserId>(change.sql,
                                 "select id from users where org = :org and id = :id and is_active = 1 and "
                                 "password_hash = :hash",
                                 account.org, account.user, account.password_hash))
      return bad_credentials();
    if (totp_step && database::execute(change.sql,
                                       "update users set totp_step = :step where org = :org and id = :id and "
                                       "totp_step < :step",
                                       *totp_step, account.org, account.user) == 0)
      return bad_totp();
    if (new_hash)
      database::execute(change.sql, "update users set password_hash = :hash where org = :org and id = :id",
                        *new_hash, account.org, account.user);
    forgive(change.sql, attempt);
    if (!old.empty()) delete_session(change.sql, old);
    session.created_at = session.seen_at = change.now;
    insert_session(change.sql, session);
    change.audit({"sign_in", "session", account.user.value});
    Entered entered{token, {}};
    entered.caller.org = account.org;
    entered.caller.user = account.user;
    entered.caller.permissions = permissions_of(change.sql, account.org, account.user);
    entered.caller.session = session.digest;
    entered.caller.csrf_token = session.csrf_token;
    return entered;
  });
  authenticator_.forget(old);
  return opened;
}

void SignIn::note_failure(const Account& account, const SignInRequest& request, const std::string& reason) {
  const By who{account.org, account.user, {}, request.remote_address, request.request_id};
  const auto noted = changes_.make<void>(who, "", [&](Change& change) -> Result<void> {
    change.audit({"sign_in_failed", "session", account.user.value, "", "{\"reason\":\"" + reason + "\"}"});
    return {};
  });
  static_cast<void>(noted);  // the attempt was counted before
}

Result<void> SignIn::leave(const api::Caller& caller, const By& who) {
  auto left = changes_.make<void>(who, "", [&](Change& change) -> Result<void> {
    if (delete_session(change.sql, caller.session) > 0)
      change.audit({"sign_out", "session", caller.user.value});
    return {};
  });
  authenticator_.forget(caller.session);
  return left;
}

Result<PasswordGate::Turn> SignIn::prove(const Account& account, const By& who, const std::string& password) {
  const Attempt attempt{account.email, who.remote_address};
  auto turn = gate_.enter();
  if (!turn) return turn;
  const auto counted = count(attempt);
  if (!counted) return tl::unexpected<Error>(counted.error());
  if (counted->locked_for.us > 0) return locked_out(counted->locked_for);
  if (!turn->is_right(account.password_hash, password))
    // Not 401: the session is good, this field is not.
    return fail(ErrorCode::forbidden, "bad_password", "the password is wrong");
  auto forgiven = changes_.database()
                      .write<void>([&](database::Session& sql) -> Result<void> {
                        forgive(sql, attempt);
                        return {};
                      })
                      .get();
  if (!forgiven) return tl::unexpected<Error>(std::move(forgiven.error()));
  return turn;
}

}  // namespace rapport::org
