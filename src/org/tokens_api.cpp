#include "org/entity_api.h"
#include "org/operations.h"
#include "org/token.h"

namespace rapport::org {

void register_tokens(const Operations& to) {
  const api::Permissions tokens{api::Permission::manage_tokens};
  const EntityWords words{"/api/v1/api-tokens", "ApiToken", "ApiTokens", "tokens", tokens, tokens};
  Changes& changes = to.changes;
  to.api.get<api::PageQuery, api::Page<ApiToken>>(
      operation(words, "listApiTokens", "All of them, by id.", false, false),
      [&changes](const api::Call& call, const api::PageQuery& query) {
        return list_api_tokens(changes, call.org(), query);
      });
  to.api.get<ApiToken>(operation(words, "getApiToken", "One of them.", false, true),
                       [&changes](const api::Call& call) {
                         return get_api_token(changes, call.org(), call.id<ApiTokenId>("id"));
                       });
  to.api.post<ApiTokenFields, NewApiToken>(
      operation(words, "createApiToken",
                "Makes a new one, which acts for you within its scopes. The answer shows it, this once.",
                true, false),
      [&changes](const api::Call& call, const ApiTokenFields& fields) {
        return create_api_token(changes, by(call), fields);
      });
  to.api.put<ApiTokenFields, ApiToken>(
      operation(words, "changeApiToken", "Replaces its name, scopes and expiry.", true, true),
      [&changes](const api::Call& call, const ApiTokenFields& fields) {
        return change_api_token(changes, by(call), call.id<ApiTokenId>("id"), fields);
      });
  to.api.remove(operation(words, "deleteApiToken", "It stops working at once.", true, true),
                [&changes](const api::Call& call) {
                  return delete_api_token(changes, by(call), call.id<ApiTokenId>("id"));
                });
}

}  // namespace rapport::org
