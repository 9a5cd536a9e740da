// What the demo company's agents ask for and its planner offers: types of time off with their rules, requests
// that are approved, declined or wait, a round of bids, voluntary overtime and time off, swaps.
#pragma once

#include "org/admin.h"
#include "workforce/requests/bids.h"
#include "workforce/requests/shift_offers.h"
#include "workforce/requests/swaps.h"
#include "workforce/requests/time_off_book.h"

namespace rapport::program {

struct DemoRequestParts {  // borrowed
  org::Admin& admin;
  workforce::Schedules& schedules;
  workforce::TimeOffBook& time_off;
  workforce::Swaps& swaps;
  workforce::ShiftOffers& offers;
  workforce::Bids& bids;
};

// Of the schedules that the demo's planning has published.
Result<void> make_demo_requests(const DemoRequestParts& parts, OrgId org, Instant now);

}  // namespace rapport::program
