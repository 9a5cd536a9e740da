#include <fmt/format.h>

#include "org/entity.h"
#include "org/operations.h"
#include "org/organisation.h"
#include "org/session.h"
#include "org/session_store.h"

namespace rapport::org {
namespace {

api::Operation operation(std::string path, std::string id, std::string summary) {
  return {.path = "/api/v1/session" + std::move(path),
          .id = std::move(id),
          .tag = "session",
          .summary = std::move(summary)};
}

void set_cookie(const api::Call& call, const std::string& token) {
  call.add_header(
      "Set-Cookie",
      fmt::format("{}={}; HttpOnly; SameSite=Strict; Path=/; Max-Age={}{}", session_cookie, token,
                  token.empty() ? 0 : session_life_max.us / 1'000'000, call.is_tls() ? "; Secure" : ""));
}

// What only a person at a screen may do, not a program with their token.
Result<void> needs_session(const api::Call& call) {
  if (!call.caller().is_token) return {};
  return fail(ErrorCode::forbidden, "needs_session", "an API token cannot do this; sign in");
}

class SessionDoor {
 public:
  SessionDoor(Changes& changes, SignIn& sign_in, bool is_demo)
      : changes_(changes), sign_in_(sign_in), is_demo_(is_demo) {}

  Result<SignedIn> show(const api::Caller& caller) const {
    auto user = get(changes_, Users{}, caller.org, caller.user);
    if (!user) return tl::unexpected<Error>(std::move(user.error()));
    auto organisation = get_organisation(changes_, caller.org);
    if (!organisation) return tl::unexpected<Error>(std::move(organisation.error()));
    auto preferences = sign_in_.preferences(caller.org, caller.user);
    if (!preferences) return tl::unexpected<Error>(std::move(preferences.error()));
    return SignedIn{std::move(*user),
                    {organisation->id, organisation->name, organisation->slug, organisation->time_zone},
                    caller.permissions.list(),
                    caller.csrf_token,
                    is_demo_,
                    changes_.now(),
                    *preferences};
  }

  Result<SignedIn> enter(const api::Call& call, const SignInInput& input) const {
    Duration retry_after;
    auto entered = sign_in_.enter(
        {input, call.request().cookie(session_cookie), call.remote_address(), call.request_id()},
        retry_after);
    if (!entered) {
      if (retry_after.us > 0) call.add_header("Retry-After", std::to_string(retry_after.us / 1'000'000 + 1));
      return tl::unexpected<Error>(std::move(entered.error()));
    }
    set_cookie(call, entered->token);
    return show(entered->caller);
  }

  Result<void> leave(const api::Call& call) const {
    if (auto may = needs_session(call); !may) return may;
    auto left = sign_in_.leave(call.caller(), by(call));
    if (left) set_cookie(call, "");
    return left;
  }

  Result<SignedIn> prefer(const api::Call& call, const Preferences& preferences) const {
    if (auto set = sign_in_.set_preferences(by(call), preferences); !set)
      return tl::unexpected<Error>(std::move(set.error()));
    return show(call.caller());
  }

 private:
  Changes& changes_;
  SignIn& sign_in_;
  bool is_demo_;
};

void register_second_factor(const Operations& to, SignIn& sign_in) {
  to.api.post<TotpOffer>(operation("/totp", "offerTotp", "A new secret for an authenticator app."),
                         [&sign_in](const api::Call& call) -> Result<TotpOffer> {
                           if (auto may = needs_session(call); !may)
                             return tl::unexpected<Error>(std::move(may.error()));
                           return sign_in.offer_totp(by(call));
                         });
  to.api.post<TotpCode, void>(
      operation("/totp/confirm", "confirmTotp", "A code of the app turns the second factor on."),
      [&sign_in](const api::Call& call, const TotpCode& input) -> Result<void> {
        if (auto may = needs_session(call); !may) return may;
        return sign_in.confirm_totp(by(call), input);
      });
  to.api.post<PasswordProof, void>(
      operation("/totp/remove", "removeTotp", "Turns the second factor off."),
      [&sign_in](const api::Call& call, const PasswordProof& input) -> Result<void> {
        if (auto may = needs_session(call); !may) return may;
        return sign_in.remove_totp(by(call), input);
      });
}

}  // namespace

void register_session(const Operations& to, SignIn& sign_in, bool is_demo) {
  const SessionDoor door(to.changes, sign_in, is_demo);
  api::Operation enter = operation("", "signIn", "Signs in; the session is in the cookie.");
  enter.description =
      "401 with the reason bad_credentials, totp_required or bad_totp; 429 locked_out with Retry-After.";
  enter.is_public = true;
  to.api.post<SignInInput, SignedIn>(
      std::move(enter),
      [door](const api::Call& call, const SignInInput& input) { return door.enter(call, input); });
  to.api.get<SignedIn>(operation("", "getSession", "Who is signed in, and what they may do."),
                       [door](const api::Call& call) { return door.show(call.caller()); });
  to.api.remove(operation("", "signOut", "Ends the session."),
                [door](const api::Call& call) { return door.leave(call); });
  to.api.patch<Preferences, SignedIn>(
      operation("/preferences", "changePreferences", "Sets what is given."),
      [door](const api::Call& call, const Preferences& input) { return door.prefer(call, input); });
  to.api.post<PasswordInput, void>(
      operation("/password", "changePassword", "A new password; your other sessions end."),
      [&sign_in](const api::Call& call, const PasswordInput& input) -> Result<void> {
        if (auto may = needs_session(call); !may) return may;
        return sign_in.change_password(call.caller(), by(call), input);
      });
  register_second_factor(to, sign_in);
}

}  // namespace rapport::org
