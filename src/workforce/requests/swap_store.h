// The only SQL for the tables `shift_swap` and `shift_offer`. Stateless; within reads and transactions of the
// caller's.
#pragma once

#include "platform/database/database.h"
#include "workforce/requests/shift_offer.h"
#include "workforce/requests/swap.h"

namespace rapport::workforce {

namespace swap_store {

void put(database::Session& sql, OrgId org, const ShiftSwap& swap);
std::optional<ShiftSwap> find(database::Session& sql, OrgId org, ShiftSwapId id);
// Those that expire, or have expired, from then on; the newest first.
std::vector<ShiftSwap> list(database::Session& sql, OrgId org, Instant from);

}  // namespace swap_store

namespace offer_store {

void put(database::Session& sql, OrgId org, const ShiftOffer& offer);
std::optional<ShiftOffer> find(database::Session& sql, OrgId org, ShiftOfferId id);
std::vector<ShiftOffer> list(database::Session& sql, OrgId org, Instant from);  // that end from then on

}  // namespace offer_store
}  // namespace rapport::workforce
