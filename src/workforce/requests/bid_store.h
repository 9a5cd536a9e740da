// The only SQL for the tables `bid_round` and `shift_bid`. Stateless; within reads and transactions of the
// caller's.
#pragma once

#include "platform/database/database.h"
#include "workforce/requests/bid.h"

namespace rapport::workforce::bid_store {

void put(database::Session& sql, OrgId org, const BidRound& round);
std::optional<BidRound> find(database::Session& sql, OrgId org, BidRoundId id);
std::vector<BidRound> list(database::Session& sql, OrgId org);  // the newest first

void put_wishes(database::Session& sql, OrgId org, BidRoundId id, AgentId agent, const BidWishes& wishes);
std::map<AgentId, BidWishes> wishes(database::Session& sql, OrgId org, BidRoundId id);

}  // namespace rapport::workforce::bid_store
