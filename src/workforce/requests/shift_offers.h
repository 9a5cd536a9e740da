// Offers of voluntary overtime and time off: who comes first has it, if the rules allow it; the shift changes
// with it in one transaction. Workers only.
#pragma once

#include "org/directory.h"
#include "workforce/requests/swap_store.h"

namespace rapport::workforce {

struct OfferAnswer {
  ShiftOffer offer;
  ShiftEffect effect;
};
BOOST_DESCRIBE_STRUCT(OfferAnswer, (), (offer, effect))

class ShiftOffers {
 public:
  // Borrows both.
  ShiftOffers(Schedules& schedules, const org::Directories& directories)
      : schedules_(schedules), directories_(directories) {}
  void on_changed(RequestsTold told) { told_ = std::move(told); }

  // invalid; conflict "not_published": agents see no other schedules.
  Result<ShiftOffer> create(const org::By& by, const NewShiftOffer& wanted);
  Result<ShiftOffer> close(const org::By& by, ShiftOfferId id);
  Result<std::vector<ShiftOffer>> list(OrgId org);
  // That the agent may take or has taken, with nobody else's name in it.
  Result<std::vector<ShiftOffer>> mine(OrgId org, AgentId agent);
  // conflict "not_open", "offer_full", "taken_already", "breaks_rules" and those of edit_of.
  Result<OfferAnswer> take(const org::By& by, ShiftOfferId id, const TakeOffer& wanted);

 private:
  Result<bool> may(OrgId org, AgentId agent, const ShiftOffer& offer);
  Result<PreparedEdit> prepared(const org::By& by, const ShiftOffer& offer);
  Result<ShiftOffer> keep(const org::By& by, ShiftOfferId id, const PreparedEdit& edit);

  Schedules& schedules_;
  const org::Directories& directories_;
  RequestsTold told_;
};

}  // namespace rapport::workforce
