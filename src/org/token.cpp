#include "org/token.h"

#include "org/entity.h"
#include "org/limits.h"
#include "platform/crypto/digest.h"
#include "platform/crypto/random.h"
#include "platform/database/statement.h"

namespace rapport::org {
namespace {

using api::Permissions;

struct Tokens {
  std::optional<ApiToken> find(database::Session& sql, OrgId org, ApiTokenId id) const {
    auto found = list(sql, org, ApiTokenId{id.value - 1}, 1);
    if (found.empty() || found.front().id != id) return std::nullopt;
    return std::move(found.front());
  }
  std::vector<ApiToken> list(database::Session& sql, OrgId org, ApiTokenId after, std::int64_t limit) const {
    std::vector<ApiToken> all;
    database::each<ApiTokenId, std::string, std::string, UserId, Instant, std::optional<Instant>,
                   std::optional<Instant>>(
        sql,
        "select id, name, scopes, user_id, created_us, expires_us, last_used_us from api_token"
        " where org = :org and id > :after order by id limit :limit",
        [&](ApiTokenId id, std::string name, const std::string& scopes, UserId user, Instant created_at,
            std::optional<Instant> expires_at, std::optional<Instant> last_used_at) {
          ApiToken token;
          token.id = id;
          token.name = std::move(name);
          token.scopes =
              contract::decode<std::vector<api::Permission>>(scopes).value_or(std::vector<api::Permission>{});
          token.user_id = user;
          token.created_at = created_at;
          token.expires_at = expires_at;
          token.last_used_at = last_used_at;
          all.push_back(std::move(token));
        },
        org, after, limit);
    return all;
  }

  using Key = ApiTokenId;
  using Whole = ApiToken;
  static constexpr const char* kind = "api_token";
};
constexpr Tokens api_tokens{};

Result<void> check(const Change& change, const ApiTokenFields& fields) {
  const Permissions scopes = Permissions::of(fields.scopes);
  if (!((scopes & change.by.permissions) == scopes))
    return fail(ErrorCode::forbidden, "beyond_your_own",
                "a token cannot have scopes that you do not have yourself");
  if (fields.expires_at && *fields.expires_at <= change.now)
    return wrong({{"/expires_at", "must be in the future"}});
  return {};
}

std::int64_t count(Change& change) {
  return *database::first<std::int64_t>(change.sql, "select count(*) from api_token where org = :org",
                                        change.org());
}

// A token with more rights than the caller's is somebody else's business.
Result<ApiToken> find_own(Change& change, ApiTokenId id) {
  auto found = api_tokens.find(change.sql, change.org(), id);
  if (!found) return no_such(api_tokens.kind, id.value);
  const Permissions scopes = Permissions::of(found->scopes);
  if (!((scopes & change.by.permissions) == scopes))
    return fail(ErrorCode::forbidden, "beyond_your_own", "this token has scopes that you do not have");
  return std::move(*found);
}

}  // namespace

contract::Notes contract_notes(contract::Tag<ApiTokenFields>) {
  return {
      .fields = {
          {.name = "name", .min_length = 1, .max_length = name_length_max, .format = contract::Format::line},
          {.name = "scopes", .min_items = 1, .max_items = api::permission_count},
          {.name = "expires_at", .doc = "absent: never"}}};
}

contract::Notes contract_notes(contract::Tag<NewApiToken>) {
  return {.fields = {{.name = "token", .doc = "goes into Authorization: Bearer …; shown this once"}}};
}

Result<NewApiToken> create_api_token(Changes& changes, const By& who, const ApiTokenFields& fields) {
  const std::string token = api_token_prefix + crypto::random_token();
  return changes.make<NewApiToken>(who, "api_tokens", [&](Change& change) -> Result<NewApiToken> {
    if (auto fits = check(change, fields); !fits) return tl::unexpected<Error>(std::move(fits.error()));
    if (count(change) >= api_tokens_max)
      return fail(ErrorCode::conflict, "limit_reached", "there are too many API tokens; delete some");
    const auto id = change.new_id<ApiTokenId>();
    database::execute(change.sql,
                      "insert into api_token (org, id, digest, name, user_id, scopes, created_us, expires_us)"
                      " values (:org, :id, :digest, :name, :user, :scopes, :now, :expires)",
                      change.org(), id, crypto::token_digest(token), fields.name, change.by.user,
                      contract::encode(fields.scopes), change.now, fields.expires_at);
    NewApiToken made;
    static_cast<ApiToken&>(made) = *api_tokens.find(change.sql, change.org(), id);
    change.audit({"create", api_tokens.kind, id.value, "", contract::encode(static_cast<ApiToken&>(made))});
    made.token = token;
    return made;
  });
}

Result<ApiToken> get_api_token(Changes& changes, OrgId org, ApiTokenId id) {
  return get(changes, api_tokens, org, id);
}

Result<api::Page<ApiToken>> list_api_tokens(Changes& changes, OrgId org, const api::PageQuery& query) {
  return list(changes, api_tokens, org, query);
}

Result<ApiToken> change_api_token(Changes& changes, const By& who, ApiTokenId id,
                                  const ApiTokenFields& fields) {
  return changes.make<ApiToken>(who, "api_tokens", [&](Change& change) -> Result<ApiToken> {
    auto before = find_own(change, id);
    if (!before) return before;
    if (auto fits = check(change, fields); !fits) return tl::unexpected<Error>(std::move(fits.error()));
    database::execute(change.sql,
                      "update api_token set name = :name, scopes = :scopes, expires_us = :expires"
                      " where org = :org and id = :id",
                      fields.name, contract::encode(fields.scopes), fields.expires_at, change.org(), id);
    auto after = api_tokens.find(change.sql, change.org(), id);
    change.audit({"change", api_tokens.kind, id.value, contract::encode(*before), contract::encode(*after)});
    return std::move(*after);
  });
}

Result<void> delete_api_token(Changes& changes, const By& who, ApiTokenId id) {
  return changes.make<void>(who, "api_tokens", [&](Change& change) -> Result<void> {
    auto before = api_tokens.find(change.sql, change.org(), id);
    if (!before) return no_such(api_tokens.kind, id.value);
    database::execute(change.sql, "delete from api_token where org = :org and id = :id", change.org(), id);
    change.audit({"delete", api_tokens.kind, id.value, contract::encode(*before), ""});
    return {};
  });
}

std::optional<StoredToken> find_token(database::Session& sql, const std::string& digest) {
  const auto row =
      database::first<ApiTokenId, OrgId, UserId, std::string, std::optional<Instant>, std::optional<Instant>>(
          sql,
          "select t.id, t.org, t.user_id, t.scopes, t.expires_us, t.last_used_us from api_token t"
          " join users u on u.org = t.org and u.id = t.user_id where t.digest = :digest and u.is_active = 1",
          digest);
  if (!row) return std::nullopt;
  const auto& [id, org, user, scopes, expires_at, last_used_at] = *row;
  return StoredToken{id,
                     org,
                     user,
                     Permissions::of(contract::decode<std::vector<api::Permission>>(scopes).value_or(
                         std::vector<api::Permission>{})),
                     expires_at,
                     last_used_at};
}

void use_token(database::Session& sql, OrgId org, ApiTokenId id, Instant now) {
  database::execute(sql, "update api_token set last_used_us = :now where org = :org and id = :id", now, org,
                    id);
}

}  // namespace rapport::org
