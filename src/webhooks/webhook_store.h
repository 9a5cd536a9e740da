// The only SQL for the table `webhook`. Stateless; within transactions of the caller's, except where a
// function takes Changes.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "org/changes.h"
#include "platform/crypto/vault.h"
#include "platform/database/database.h"
#include "webhooks/webhook.h"

namespace rapport::webhooks {

struct Webhooks {
  using Key = WebhookId;
  using Fields = WebhookFields;
  using Whole = Webhook;
  static constexpr const char* kind = "webhook";
  static constexpr const char* what = "webhooks";
  static constexpr std::int64_t most = webhooks_max;

  bool allows_private = false;  // addresses inside, and there http

  std::optional<Webhook> find(database::Session& sql, OrgId org, WebhookId id) const;
  std::vector<Webhook> list(database::Session& sql, OrgId org, WebhookId after, std::int64_t limit) const;
  std::int64_t count(database::Session& sql, OrgId org) const;
  Result<void> check(org::Change& change, WebhookId id, const Webhook* before,
                     const WebhookFields& fields) const;
  // Switching on forgets why it was off.
  void update(org::Change& change, WebhookId id, const WebhookFields& fields) const;
  // Its deliveries go with the next sweep.
  Result<void> remove(org::Change& change, const Webhook& webhook) const;
};

Result<NewWebhook> create_webhook(org::Changes& changes, const Webhooks& store, const crypto::Vault& vault,
                                  const org::By& who, const WebhookFields& fields);
Result<WebhookSecret> rotate_secret(org::Changes& changes, const crypto::Vault& vault, const org::By& who,
                                    WebhookId id, Duration overlap);

// --- for what is told ---
struct Wanting {
  WebhookId id;
  std::string name;
  std::int64_t wanted = 0;  // bits of kinds
  bool with_text = false;
  std::int64_t waiting = 0;
};
std::vector<Wanting> wanting(database::Session& sql, OrgId org);  // the active ones
std::set<OrgId> organisations_wanting(database::Session& sql);
void count_waiting(database::Session& sql, OrgId org, WebhookId id, std::int64_t more, std::int64_t dropped);

// --- for the sender ---
struct Receiver {
  OrgId org;
  WebhookId id;
  std::string url;
  std::string sealed_secret;
  std::optional<std::string> sealed_old_secret;
  std::optional<Instant> old_secret_until;
  std::optional<Instant> failing_since;
};
std::vector<Receiver> receivers(database::Session& sql);  // active, with something waiting
std::int64_t waiting_of_all(database::Session& sql);
// Bytes; the old one too while it is good. internal, sealed_value_unreadable.
Result<std::vector<std::string>> secrets_of(const Receiver& receiver, const crypto::Vault& vault,
                                            Instant now);
void note_delivered(database::Session& sql, OrgId org, WebhookId id, Instant at);
void note_failed(database::Session& sql, OrgId org, WebhookId id, Instant at);
// False: it was off already, or is gone. With its line in the audit log.
bool switch_off(org::Change& change, WebhookId id, SwitchOff why);
// Brings `waiting` to what the rows say.
void recount(database::Session& sql);

}  // namespace rapport::webhooks
