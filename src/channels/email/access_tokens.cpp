#include "channels/email/access_tokens.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/utf8.h"
#include "platform/contract/json.h"
#include "platform/database/statement.h"
#include "platform/http/client/client.h"
#include "platform/http/target.h"

namespace rapport::email {

struct TokenAnswer {  // RFC 6749, 5.1
  std::string access_token;
  std::optional<std::int64_t> expires_in;  // seconds
  std::optional<std::string> refresh_token;
};
BOOST_DESCRIBE_STRUCT(TokenAnswer, (), (access_token, expires_in, refresh_token))

struct TokenRefusal {  // RFC 6749, 5.2
  std::string error;
  std::optional<std::string> error_description;
};
BOOST_DESCRIBE_STRUCT(TokenRefusal, (), (error, error_description))

namespace {

constexpr Duration tokens_looked_at_every = seconds(30);
constexpr Duration provider_timeout = seconds(15);
constexpr Duration usual_life = hours(1);  // of a token whose answer does not say
constexpr Duration longest_life = hours(24 * 365);
constexpr Duration renewed_before = minutes(5);  // its end, or at half of a shorter life
constexpr Duration after_no_answer = minutes(1);
constexpr Duration after_refusal = minutes(10);
constexpr std::size_t trouble_bytes_max = 300;

std::string oauth_seal(OrgId org, MailboxId id, const char* what) {
  return fmt::format("organisation/{}/mailbox/{}/oauth_{}", org.value, id.value, what);
}

std::string trouble_of(const http::ClientAnswer& answer) {
  const auto refusal = contract::decode<TokenRefusal>(answer.body, {.ignores_unknown = true});
  if (!refusal) return fmt::format("the provider answered {}", answer.status);
  return refusal->error + (refusal->error_description ? ": " + *refusal->error_description : "");
}

}  // namespace

struct AccessTokens::Due {
  OrgId org;
  MailboxId id;
  MailboxBase mailbox;
  std::string sealed_client, sealed_refresh;
  bool is_first = false;
};

std::vector<database::Migration> access_token_migrations() {
  return {{0, "access tokens of mailboxes",
           "create table email_mailbox_token (org bigint not null, mailbox bigint not null, sealed_client "
           "text not"
           " null, sealed_refresh text not null, sealed_access text not null, due_us bigint not null, "
           "trouble text"
           " not null, primary key (org, mailbox));"
           "create index email_mailbox_token_due on email_mailbox_token (due_us)",
           ""}};
}

void keep_oauth_secrets(org::Change& change, const crypto::Vault& vault, MailboxId id,
                        const MailboxFields& fields) {
  if (fields.oauth_token_url.empty()) {
    remove_oauth_secrets(change, id);
    return;
  }
  database::execute(
      change.sql,
      "insert into email_mailbox_token (org, mailbox, sealed_client, sealed_refresh, sealed_access,"
      " due_us, trouble) values (:org, :id, '', '', '', 0, '') on conflict (org, mailbox) do nothing",
      change.org(), id);
  if (fields.oauth_client_secret)
    database::execute(
        change.sql,
        "update email_mailbox_token set sealed_client = :sealed where org = :org and mailbox = :id",
        vault.seal(*fields.oauth_client_secret, oauth_seal(change.org(), id, "client")), change.org(), id);
  if (fields.oauth_refresh_token)
    database::execute(change.sql,
                      "update email_mailbox_token set sealed_refresh = :sealed, sealed_access = ''"
                      " where org = :org and mailbox = :id",
                      vault.seal(*fields.oauth_refresh_token, oauth_seal(change.org(), id, "refresh")),
                      change.org(), id);
  // Whatever has changed, the provider is asked anew.
  database::execute(
      change.sql,
      "update email_mailbox_token set due_us = 0, trouble = '' where org = :org and mailbox = :id",
      change.org(), id);
}

void remove_oauth_secrets(org::Change& change, MailboxId id) {
  database::execute(change.sql, "delete from email_mailbox_token where org = :org and mailbox = :id",
                    change.org(), id);
}

Result<std::string> access_token(database::Session& sql, const crypto::Vault& vault, OrgId org,
                                 MailboxId id) {
  const auto row = database::first<std::string, std::string>(
      sql, "select sealed_access, trouble from email_mailbox_token where org = :org and mailbox = :id", org,
      id);
  if (row && !std::get<0>(*row).empty())
    return vault.unseal(std::get<0>(*row), oauth_seal(org, id, "access"));
  const bool has_said = row && !std::get<1>(*row).empty();
  return fail(ErrorCode::unavailable, "no_access_token",
              has_said ? std::get<1>(*row) : "the provider has not given an access token yet");
}

void AccessTokens::start() {
  rounds_.start({}, [this] {
    if (auto done = turn(); !done)
      parts_.log.warning("access tokens of mailboxes could not be looked at",
                         {{"reason", done.error().reason}});
    return tokens_looked_at_every;
  });
}

void AccessTokens::stop() {
  rounds_.stop();
}

void AccessTokens::wake() {
  rounds_.wake();
}

Result<std::size_t> AccessTokens::turn() {
  auto found = parts_.database.read([this](database::Session& sql) -> Result<std::vector<Due>> {
    std::vector<Due> all;
    database::each<OrgId, MailboxId, std::string, std::string, std::string, bool>(
        sql,
        "select t.org, t.mailbox, m.settings, t.sealed_client, t.sealed_refresh,"
        " case when t.sealed_access = '' then 1 else 0 end from email_mailbox_token t join email_mailbox m"
        " on m.org = t.org and m.id = t.mailbox where t.due_us <= :now and t.sealed_refresh <> ''",
        [&all](OrgId org, MailboxId id, const std::string& settings, const std::string& client,
               const std::string& refresh, bool is_first) {
          auto mailbox = contract::decode<MailboxBase>(settings, {.ignores_unknown = true});
          if (!mailbox || !mailbox->is_active || mailbox->oauth_token_url.empty()) return;
          all.push_back({org, id, std::move(*mailbox), client, refresh, is_first});
        },
        parts_.clock());
    return all;
  });
  if (!found) return tl::unexpected<Error>(found.error());
  std::size_t renewed = 0;
  bool has_first = false;
  for (const Due& due : *found) {
    if (!renew(due)) continue;
    ++renewed;
    has_first = has_first || due.is_first;
  }
  if (has_first && parts_.first_came) parts_.first_came();
  return renewed;
}

bool AccessTokens::renew(const Due& due) {
  const auto refresh = parts_.vault.unseal(due.sealed_refresh, oauth_seal(due.org, due.id, "refresh"));
  const auto client = due.sealed_client.empty()
                          ? Result<std::string>(std::string())
                          : parts_.vault.unseal(due.sealed_client, oauth_seal(due.org, due.id, "client"));
  std::string trouble, access, next_refresh;
  Duration pause = after_no_answer;
  if (!refresh || !client) {
    trouble = "the secrets of this mailbox cannot be read";
    pause = after_refusal;
  } else {
    http::ClientRequest request;
    request.url = due.mailbox.oauth_token_url;
    request.headers = {{"Content-Type", "application/x-www-form-urlencoded"}, {"Accept", "application/json"}};
    request.body = "grant_type=refresh_token&refresh_token=" + http::percent_encoded(*refresh) +
                   "&client_id=" + http::percent_encoded(due.mailbox.oauth_client_id);
    if (!client->empty()) request.body += "&client_secret=" + http::percent_encoded(*client);
    if (!due.mailbox.oauth_scope.empty())
      request.body += "&scope=" + http::percent_encoded(due.mailbox.oauth_scope);
    request.timeout = provider_timeout;
    request.allows_private_addresses = rules_.allows_private_addresses;
    request.only_private_addresses = !request.url.starts_with("https://");  // not encrypted
    const auto answer = http::ask(request);
    if (!answer) {
      trouble = answer.error().detail;
    } else if (answer->status != 200) {
      trouble = trouble_of(*answer);
      if (answer->status < 500) pause = after_refusal;
    } else if (auto token = contract::decode<TokenAnswer>(answer->body, {.ignores_unknown = true});
               !token || token->access_token.empty()) {
      trouble = "the provider's answer is not understood";
      pause = after_refusal;
    } else {
      const Duration life =
          token->expires_in ? std::clamp(seconds(*token->expires_in), Duration{}, longest_life) : usual_life;
      pause = std::max(seconds(1), life - std::min(renewed_before, life / 2));
      access = std::move(token->access_token);
      next_refresh = token->refresh_token.value_or("");
    }
  }
  std::erase(trouble, '\0');  // PostgreSQL keeps none
  const bool is_renewed = !access.empty();
  if (!is_renewed)
    parts_.log.warning("a mailbox's access token could not be renewed",
                       {{"mailbox", due.id.value}, {"error", trouble}});
  const auto sealed = [&](const std::string& text, const char* what) {
    return parts_.vault.seal(text, oauth_seal(due.org, due.id, what));
  };
  auto written =
      parts_.database
          .write<void>([&](database::Session& sql) -> Result<void> {
            // Not when somebody has put other secrets meanwhile.
            const auto same = database::first<MailboxId>(sql,
                                                         "select mailbox from email_mailbox_token where org "
                                                         "= :org and mailbox = :id and sealed_refresh = "
                                                         ":refresh",
                                                         due.org, due.id, due.sealed_refresh);
            if (!same) return {};
            if (is_renewed)
              database::execute(
                  sql,
                  "update email_mailbox_token set sealed_access = :access where org = :org and mailbox = :id",
                  sealed(access, "access"), due.org, due.id);
            if (!next_refresh.empty())
              database::execute(sql,
                                "update email_mailbox_token set sealed_refresh = :refresh where org = :org "
                                "and mailbox = :id",
                                sealed(next_refresh, "refresh"), due.org, due.id);
            database::execute(
                sql,
                "update email_mailbox_token set due_us = :due, trouble = :trouble where org = :org"
                " and mailbox = :id",
                parts_.clock() + pause, std::string(utf8_front(trouble, trouble_bytes_max)), due.org, due.id);
            return {};
          })
          .get();
  return written && is_renewed;
}

}  // namespace rapport::email
