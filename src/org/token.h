// API tokens: for programs. A token acts for the user who made it, within its scopes.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "api/page.h"
#include "api/permission.h"
#include "base/id.h"
#include "base/instant.h"
#include "org/changes.h"
#include "platform/contract/describe.h"

namespace rapport::org {

using ApiTokenId = Id<struct ApiTokenTag>;
inline constexpr const char* api_token_prefix = "rpt_";

struct ApiTokenFields {
  std::string name;
  std::vector<api::Permission> scopes;
  std::optional<Instant> expires_at;
};
BOOST_DESCRIBE_STRUCT(ApiTokenFields, (), (name, scopes, expires_at))
contract::Notes contract_notes(contract::Tag<ApiTokenFields>);
struct ApiToken : ApiTokenFields {
  ApiTokenId id;
  UserId user_id;
  Instant created_at;
  std::optional<Instant> last_used_at;
};
BOOST_DESCRIBE_STRUCT(ApiToken, (ApiTokenFields), (id, user_id, created_at, last_used_at))
struct NewApiToken : ApiToken {
  std::string token;
};
BOOST_DESCRIBE_STRUCT(NewApiToken, (ApiToken), (token))
contract::Notes contract_notes(contract::Tag<NewApiToken>);

Result<NewApiToken> create_api_token(Changes& changes, const By& who, const ApiTokenFields& fields);
Result<ApiToken> get_api_token(Changes& changes, OrgId org, ApiTokenId id);
Result<api::Page<ApiToken>> list_api_tokens(Changes& changes, OrgId org, const api::PageQuery& query);
Result<ApiToken> change_api_token(Changes& changes, const By& who, ApiTokenId id,
                                  const ApiTokenFields& fields);
Result<void> delete_api_token(Changes& changes, const By& who, ApiTokenId id);

// For the authenticator.
struct StoredToken {
  ApiTokenId id;
  OrgId org;
  UserId user;
  api::Permissions scopes;
  std::optional<Instant> expires_at;
  std::optional<Instant> last_used_at;
};
// Nothing for an inactive owner.
std::optional<StoredToken> find_token(database::Session& sql, const std::string& digest);
void use_token(database::Session& sql, OrgId org, ApiTokenId id, Instant now);

}  // namespace rapport::org
