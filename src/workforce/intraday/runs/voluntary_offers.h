// Voluntary offers: a proposal as overtime or time off that people may take, instead of a change made for
// them. Pure; any thread.
#pragma once

#include <vector>

#include "workforce/intraday/proposals.h"
#include "workforce/intraday/runs/schedule_moves.h"
#include "workforce/requests/shift_offer.h"

namespace rapport::workforce::intraday {

// Called in or staying longer: overtime of those hours; going home: time off of those saved. As many places
// as the proposal has people, one offer for each span. Whoever takes it must have the skills, and be in a
// team, that all who serve the queue have in common (going home: all who serve what these people serve); the
// rules of their contract are checked when they take it. None for what is no shift.
std::vector<NewShiftOffer> voluntary_offers(const Candidate& candidate, const ProposalEdit& edit,
                                            const IntradayFacts& facts);

}  // namespace rapport::workforce::intraday
