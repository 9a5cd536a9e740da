// The ledger of everything that arrives: a row for each inbound item, written in the transaction of what it
// caused, so that nothing is lost or doubled between the outside and a conversation, and it can be counted.
// The only SQL for its table. A row is never changed. Within a session of the caller's.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/instant.h"
#include "platform/contract/describe.h"
#include "platform/database/database.h"
#include "switchboard/model/described.h"

namespace rapport::arrivals {

using ArrivalId = Id<struct ArrivalTag>;
using AccountId = Id<struct ArrivalAccountTag>;  // a mailbox's own; 0: the channel has none

enum class Ending : std::uint8_t {
  interaction,  // it began one
  joined,       // it went into one
  rejected,     // nobody was bothered; `reason` says why, `place` where it lies
};
BOOST_DESCRIBE_ENUM(Ending, interaction, joined, rejected)

struct Arrival {
  ArrivalId id;
  switchboard::Channel channel = switchboard::Channel::email;
  std::optional<AccountId> account_id;  // the mailbox; absent: the channel has none
  std::string key;     // the server's own name for it, each once in an account: "INBOX/17/4711"
  std::string digest;  // SHA-256 of its bytes; "": they never came
  std::string message_id;
  Instant at;
  std::int64_t bytes = 0;
  Ending ending = Ending::interaction;
  std::string reason;  // duplicate, too_large, loop …
  std::optional<InteractionId> interaction_id;
  std::string place;  // "kept" (under its digest), or where on the server
};
BOOST_DESCRIBE_STRUCT(Arrival, (),
                      (id, channel, account_id, key, digest, message_id, at, bytes, ending, reason,
                       interaction_id, place))
contract::Notes contract_notes(contract::Tag<Arrival>);

std::vector<database::Migration> ledger_migrations();

void write(database::Session& sql, OrgId org, const Arrival& arrival);
std::optional<Arrival> find(database::Session& sql, OrgId org, switchboard::Channel channel,
                            AccountId account, const std::string& key);

struct ArrivalFilter {
  std::optional<switchboard::Channel> channel;
  AccountId account;  // 0: any
  std::optional<Ending> ending;
  std::string reason;
  std::optional<InteractionId> interaction;
  std::optional<Instant> from, to;
};
// Newest first, below `before`.
std::vector<Arrival> list(database::Session& sql, OrgId org, const ArrivalFilter& filter, ArrivalId before,
                          std::int64_t most);
// The keys of an account that begin with `prefix`.
std::vector<std::string> keys_of(database::Session& sql, OrgId org, switchboard::Channel channel,
                                 AccountId account, const std::string& prefix);

}  // namespace rapport::arrivals
