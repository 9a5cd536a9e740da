// The only SQL for the tables `incoming_webhook` and `incoming_delivery`. Stateless; within transactions of
// the caller's, except where a function takes Changes.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "org/changes.h"
#include "platform/crypto/vault.h"
#include "platform/database/database.h"
#include "webhooks/incoming/hook.h"
#include "webhooks/webhook.h"

namespace rapport::incoming {

// After those of customers.
std::vector<database::Migration> hook_migrations();

// As org/entity.h wants them, but for insert: see create_hook.
struct Hooks {
  using Key = HookId;
  using Fields = HookFields;
  using Whole = Hook;
  static constexpr const char* kind = "incoming_webhook";
  static constexpr const char* what = "incoming-webhooks";
  static constexpr std::int64_t most = hooks_max;
  std::optional<Hook> find(database::Session& sql, OrgId org, HookId id) const;
  std::vector<Hook> list(database::Session& sql, OrgId org, HookId after, std::int64_t limit) const;
  std::int64_t count(database::Session& sql, OrgId org) const;
  Result<void> check(org::Change& change, HookId id, const Hook* before, const HookFields& fields) const;
  void update(org::Change& change, HookId id, const HookFields& fields) const;
  Result<void> remove(org::Change& change, const Hook& hook) const;  // with its log
};
inline constexpr Hooks hooks{};

Result<NewHook> create_hook(org::Changes& changes, const crypto::Vault& vault, const org::By& who,
                            const HookFields& fields);
Result<webhooks::WebhookSecret> rotate_hook_secret(org::Changes& changes, const crypto::Vault& vault,
                                                   const org::By& who, HookId id, Duration overlap);

// For the door, which does not know whose it is.
struct OpenHook {
  OrgId org;
  Hook hook;
  std::vector<std::string> secrets;  // bytes; the old one too while it is good
};
// not_found: there is none, or it is switched off.
Result<OpenHook> open_hook(database::Session& sql, const crypto::Vault& vault, HookId id, Instant now);
void note_received(database::Session& sql, OrgId org, HookId id, Instant at);

std::optional<HookDeliveryDetail> find_hook_delivery(database::Session& sql, OrgId org, HookDeliveryId id);
std::optional<HookDeliveryDetail> find_hook_delivery(database::Session& sql, OrgId org, HookId hook,
                                                     const std::string& key);
// Newest first, below `before`.
std::vector<HookDelivery> list_hook_deliveries(database::Session& sql, OrgId org, HookId hook,
                                               const HookDeliveryQuery& query, HookDeliveryId before,
                                               std::int64_t most);
// Those that are held, oldest first, behind `after`.
std::vector<HookDeliveryId> held_deliveries(database::Session& sql, OrgId org, HookId hook,
                                            HookDeliveryId after, std::int64_t most);
void write_hook_delivery(database::Session& sql, OrgId org, const HookDeliveryDetail& delivery);
void remove_old_hook_deliveries(database::Session& sql, OrgId org, HookId hook, Instant before);

}  // namespace rapport::incoming
