// SignIn: from e-mail, password and code to a session, and what somebody changes about their own account.
// Any thread that may block; takes as long as a password hash.
#pragma once

#include <string>

#include "api/caller.h"
#include "org/changes.h"
#include "org/password_gate.h"
#include "org/session.h"
#include "org/session_authenticator.h"
#include "org/sign_in_attempts.h"
#include "platform/crypto/vault.h"

namespace rapport::org {

struct SignInRequest {
  SignInInput input;
  std::string old_session;  // token of the cookie it came with; that session ends
  std::string remote_address;
  std::string request_id;
};

struct Entered {
  std::string token;  // for the cookie
  api::Caller caller;
};

class SignIn {
 public:
  // Borrows all.
  SignIn(Changes& changes, const crypto::Vault& vault, PasswordGate& gate,
         SessionAuthenticator& authenticator, AttemptLimits limits)
      : changes_(changes), vault_(vault), gate_(gate), authenticator_(authenticator), limits_(limits) {}

  // unauthenticated: bad_credentials, totp_required, bad_totp; too_many: locked_out, then `retry_after` says
  // how long.
  Result<Entered> enter(const SignInRequest& request, Duration& retry_after);
  Result<void> leave(const api::Caller& caller, const By& who);

  // The user's other sessions end.
  Result<void> change_password(const api::Caller& caller, const By& who, const PasswordInput& input);

  // Offered, confirmed with a code, then asked for at every sign-in.
  Result<TotpOffer> offer_totp(const By& who);
  Result<void> confirm_totp(const By& who, const TotpCode& input);
  Result<void> remove_totp(const By& who, const PasswordProof& proof);
  // For a user who has lost it; by an administrator.
  Result<void> reset_totp(const By& who, UserId user);

  Result<Preferences> preferences(OrgId org, UserId user);
  Result<void> set_preferences(const By& who, const Preferences& preferences);

 private:
  struct Account;
  Result<std::optional<Account>> find_account(const std::string& email);
  Result<Account> find_account(const By& who);
  Result<Counted> count(const Attempt& attempt);
  Result<std::optional<std::int64_t>> check_code(const SignInRequest& request, const Account& account);
  Result<Entered> open_session(const SignInRequest& request, const Attempt& attempt, const Account& account,
                               std::optional<std::int64_t> totp_step, std::optional<std::string> new_hash);
  void note_failure(const Account& account, const SignInRequest& request, const std::string& reason);
  // A second proof of who is there: counted like a sign-in.
  Result<PasswordGate::Turn> prove(const Account& account, const By& who, const std::string& password);

  Changes& changes_;
  const crypto::Vault& vault_;
  PasswordGate& gate_;
  SessionAuthenticator& authenticator_;
  AttemptLimits limits_;
};

}  // namespace rapport::org
