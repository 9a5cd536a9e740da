// The operations of this folder: for agents about their own, for planners about everybody's. Worker threads.
#pragma once

#include "api/api.h"
#include "workforce/requests/bids.h"
#include "workforce/requests/shift_offers.h"
#include "workforce/requests/swaps.h"
#include "workforce/requests/time_off_book.h"

namespace rapport::workforce {

void add_time_off_operations(api::Api& api, org::Changes& changes, TimeOffBook& book);
void add_swap_operations(api::Api& api, Swaps& swaps);
void add_offer_operations(api::Api& api, ShiftOffers& offers);
void add_bid_operations(api::Api& api, Bids& bids);

// Whoever is signed in, about their own; `path` below /api/v1/workforce/.
api::Operation own_operation(std::string path, std::string id, std::string summary);
// Answers 200: something becomes another one.
api::Operation deciding_operation(std::string path, std::string id, std::string summary);

}  // namespace rapport::workforce
