// What somebody changes about their own account: password, second factor, preferences.
#include <fmt/format.h>

#include "org/account.h"
#include "org/entity.h"
#include "org/organisation.h"
#include "org/session_store.h"
#include "org/sign_in.h"
#include "platform/crypto/encoding.h"
#include "platform/crypto/totp.h"
#include "platform/database/statement.h"

namespace rapport::org {
namespace {

void set_totp(Change& change, UserId user, const std::optional<std::string>& sealed,
              const std::optional<std::string>& offered, std::int64_t step) {
  database::execute(
      change.sql,
      "update users set sealed_totp = :sealed, sealed_totp_offered = :offered, totp_step = :step"
      " where org = :org and id = :id",
      sealed, offered, step, change.org(), user);
}

}  // namespace

Result<SignIn::Account> SignIn::find_account(const By& who) {
  return changes_.database().read([&](database::Session& sql) -> Result<Account> {
    auto row = database::first<std::string, std::string, std::optional<std::string>,
                               std::optional<std::string>, std::int64_t>(
        sql,
        "select email, password_hash, sealed_totp, sealed_totp_offered, totp_step from users"
        " where org = :org and id = :id",
        who.org, who.user);
    if (!row) return no_such("user", who.user.value);
    auto& [email, hash, sealed, offered, step] = *row;
    return Account{
        who.org, who.user, std::move(email), std::move(hash), std::move(sealed), std::move(offered), step};
  });
}

Result<void> SignIn::change_password(const api::Caller& caller, const By& who, const PasswordInput& input) {
  auto account = find_account(who);
  if (!account) return tl::unexpected<Error>(std::move(account.error()));
  std::string hash;
  {
    auto turn = prove(*account, who, input.old_password);
    if (!turn) return tl::unexpected<Error>(std::move(turn.error()));
    auto hashed = turn->hash(input.new_password);
    if (!hashed) return tl::unexpected<Error>(std::move(hashed.error()));
    hash = std::move(*hashed);
  }
  return changes_.make<void>(who, "sessions", [&](Change& change) -> Result<void> {
    database::execute(change.sql, "update users set password_hash = :hash where org = :org and id = :id",
                      hash, who.org, who.user);
    delete_other_sessions(change.sql, who.org, who.user, caller.session);
    change.audit({"set_password", "user", who.user.value});
    return {};
  });
}

Result<TotpOffer> SignIn::offer_totp(const By& who) {
  auto account = find_account(who);
  if (!account) return tl::unexpected<Error>(std::move(account.error()));
  if (account->sealed_totp)
    return fail(ErrorCode::conflict, "totp_is_on", "the second factor is on already; remove it first");
  const std::string secret = crypto::new_totp_secret();
  const std::string sealed = vault_.seal(secret, totp_purpose(who.org, who.user));
  return changes_.make<TotpOffer>(who, "", [&](Change& change) -> Result<TotpOffer> {
    set_totp(change, who.user, std::nullopt, sealed, 0);
    change.audit({"offer_totp", "user", who.user.value});
    const auto organisation = find_organisation(change.sql, who.org);
    return TotpOffer{crypto::base32(secret), crypto::otpauth_uri(organisation->name, account->email, secret)};
  });
}

Result<void> SignIn::confirm_totp(const By& who, const TotpCode& input) {
  auto account = find_account(who);
  if (!account) return tl::unexpected<Error>(std::move(account.error()));
  if (!account->sealed_totp_offered)
    return fail(ErrorCode::conflict, "totp_not_offered", "ask for a secret first");
  auto secret = vault_.unseal(*account->sealed_totp_offered, totp_purpose(who.org, who.user));
  if (!secret) return tl::unexpected<Error>(std::move(secret.error()));
  const auto step = crypto::match_totp(*secret, input.code, changes_.now());
  if (!step) return wrong({{"/code", "this is not the code of the app now"}});
  return changes_.make<void>(who, "", [&](Change& change) -> Result<void> {
    set_totp(change, who.user, account->sealed_totp_offered, std::nullopt, *step);
    change.audit({"set_totp", "user", who.user.value});
    return {};
  });
}

Result<void> SignIn::remove_totp(const By& who, const PasswordProof& proof) {
  auto account = find_account(who);
  if (!account) return tl::unexpected<Error>(std::move(account.error()));
  auto turn = prove(*account, who, proof.password);
  if (!turn) return tl::unexpected<Error>(std::move(turn.error()));
  return changes_.make<void>(who, "", [&](Change& change) -> Result<void> {
    set_totp(change, who.user, std::nullopt, std::nullopt, 0);
    change.audit({"remove_totp", "user", who.user.value});
    return {};
  });
}

Result<void> SignIn::reset_totp(const By& who, UserId user) {
  return changes_.make<void>(who, "", [&](Change& change) -> Result<void> {
    const Users users;
    const auto found = users.find(change.sql, change.org(), user);
    if (!found) return no_such("user", user.value);
    // The rule about rights that one does not have oneself.
    UserFields same;
    static_cast<UserBase&>(same) = *found;
    if (auto fits = users.check(change, user, &*found, same); !fits) return fits;
    set_totp(change, user, std::nullopt, std::nullopt, 0);
    change.audit({"remove_totp", "user", user.value});
    return {};
  });
}

Result<Preferences> SignIn::preferences(OrgId org, UserId user) {
  return changes_.database().read([&](database::Session& sql) -> Result<Preferences> {
    const auto row = database::first<std::optional<std::string>, std::optional<std::string>>(
        sql, "select language, theme from users where org = :org and id = :id", org, user);
    Preferences preferences;
    if (!row) return preferences;
    const auto& [language, theme] = *row;
    if (language) preferences.language = *language == "zh-CN" ? Language::zh_CN : Language::en;
    if (theme) preferences.theme = contract::decode<Theme>('"' + *theme + '"').value_or(Theme::system);
    return preferences;
  });
}

Result<void> SignIn::set_preferences(const By& who, const Preferences& preferences) {
  const auto text = [](std::string json) { return json.substr(1, json.size() - 2); };
  return changes_.make<void>(who, "", [&](Change& change) -> Result<void> {
    if (preferences.language)
      database::execute(change.sql, "update users set language = :language where org = :org and id = :id",
                        text(contract::encode(*preferences.language)), who.org, who.user);
    if (preferences.theme)
      database::execute(change.sql, "update users set theme = :theme where org = :org and id = :id",
                        text(contract::encode(*preferences.theme)), who.org, who.user);
    change.audit({"set_preferences", "user", who.user.value, "", contract::encode(preferences)});
    return {};
  });
}

}  // namespace rapport::org
