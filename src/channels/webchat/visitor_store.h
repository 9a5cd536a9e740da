// Visitors: browsers that have a chat token, and the conversations each of them started. The only SQL for
// both tables. Tokens are kept as digests only. Worker threads.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/instant.h"
#include "base/result.h"
#include "platform/database/database.h"

namespace rapport::webchat {

struct Visitor {
  OrgId org;
  std::string digest;  // of the token
  ChannelId channel;
  CustomerId customer;  // 0 until they say something or the host's server vouches for them
  std::string name;     // as vouched for
  bool is_verified = false;
};

struct Started {
  InteractionId interaction;
  InteractionId previous;
  Instant at;
};

std::vector<database::Migration> visitor_migrations();

class VisitorStore {
 public:
  explicit VisitorStore(database::Database& database) : database_(database) {}

  Result<void> add(const Visitor& visitor, Instant now);
  Result<std::optional<Visitor>> find(const std::string& digest);
  Result<void> set_customer(const Visitor& visitor);  // customer, name, is_verified
  // The conversation that this client_id started, made when there is none: `fresh` is its id then.
  // Idempotent.
  struct Start {
    Started started;
    bool is_new = true;
  };
  Result<Start> start(const Visitor& visitor, const std::string& client_id, InteractionId fresh, Instant now);
  Result<bool> has_started(const Visitor& visitor, const std::string& client_id);
  Result<void> forget_start(const Visitor& visitor, const std::string& client_id);
  Result<std::optional<Started>> newest(const Visitor& visitor);
  Result<bool> is_theirs(const Visitor& visitor, InteractionId interaction);

 private:
  database::Database& database_;
};

}  // namespace rapport::webchat
