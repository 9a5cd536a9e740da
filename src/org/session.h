// What signing in, the signed-in session and its owner's own settings look like in the API.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "api/permission.h"
#include "base/id.h"
#include "org/user.h"
#include "platform/contract/describe.h"

namespace rapport::org {

struct SignInInput {
  std::string email;
  std::string password;
  std::optional<std::string> totp;
};
BOOST_DESCRIBE_STRUCT(SignInInput, (), (email, password, totp))
contract::Notes contract_notes(contract::Tag<SignInInput>);

struct SessionOrganisation {
  OrgId id;
  std::string name;
  std::string slug;
  std::string time_zone;
};
BOOST_DESCRIBE_STRUCT(SessionOrganisation, (), (id, name, slug, time_zone))

struct Preferences {
  std::optional<Language> language;
  std::optional<Theme> theme;
};
BOOST_DESCRIBE_STRUCT(Preferences, (), (language, theme))

struct SignedIn {
  User user;
  SessionOrganisation organisation;
  std::vector<api::Permission> permissions;
  std::string csrf_token;
  bool is_demo = false;
  Instant server_time;
  Preferences preferences;
};
BOOST_DESCRIBE_STRUCT(SignedIn, (),
                      (user, organisation, permissions, csrf_token, is_demo, server_time, preferences))
contract::Notes contract_notes(contract::Tag<SignedIn>);

struct PasswordInput {
  std::string old_password;
  std::string new_password;
};
BOOST_DESCRIBE_STRUCT(PasswordInput, (), (old_password, new_password))
contract::Notes contract_notes(contract::Tag<PasswordInput>);

struct TotpOffer {
  std::string secret;  // base32
  std::string otpauth_uri;
};
BOOST_DESCRIBE_STRUCT(TotpOffer, (), (secret, otpauth_uri))

struct TotpCode {
  std::string code;
};
BOOST_DESCRIBE_STRUCT(TotpCode, (), (code))
contract::Notes contract_notes(contract::Tag<TotpCode>);

struct PasswordProof {
  std::string password;
};
BOOST_DESCRIBE_STRUCT(PasswordProof, (), (password))
contract::Notes contract_notes(contract::Tag<PasswordProof>);

}  // namespace rapport::org
