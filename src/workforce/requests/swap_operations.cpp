#include "workforce/jobs/job_operations.h"
#include "workforce/requests/request_operations.h"

namespace rapport::workforce {

struct ShiftSwapsShown {
  std::vector<ShiftSwap> items;
};
BOOST_DESCRIBE_STRUCT(ShiftSwapsShown, (), (items))
struct ShiftOffersShown {
  std::vector<ShiftOffer> items;
};
BOOST_DESCRIBE_STRUCT(ShiftOffersShown, (), (items))

namespace {

using api::Call;

void add_planners_swaps(api::Api& api, Swaps& swaps) {
  api.get<ShiftSwapsShown>(
      planner_operation("shift-swaps", "listShiftSwaps", "Shifts that agents swap, of a month, newest first"),
      [&swaps](const Call& call) {
        return swaps.list(call.org()).map([](std::vector<ShiftSwap>&& all) {
          return ShiftSwapsShown{std::move(all)};
        });
      });
  api.get<SwapAnswer>(
      planner_operation("shift-swaps/{id}", "getShiftSwap",
                        "One of them; while it waits, with what it would do now"),
      [&swaps](const Call& call) { return swaps.look(call.org(), call.id<ShiftSwapId>("id")); });
  api.post<Decision, ShiftSwap>(
      deciding_operation("shift-swaps/{id}/approve", "approveShiftSwap", "It is done"),
      [&swaps](const Call& call, const Decision& decision) {
        return swaps.approve(org::by(call), call.id<ShiftSwapId>("id"), decision);
      });
  api.post<Decision, ShiftSwap>(
      deciding_operation("shift-swaps/{id}/decline", "declineShiftSwap", "It is not done"),
      [&swaps](const Call& call, const Decision& decision) {
        return swaps.decline(org::by(call), call.id<ShiftSwapId>("id"), decision);
      });
}

void add_own_swaps(api::Api& api, Swaps& swaps) {
  api.get<MySwaps>(own_operation("my-swaps", "listMySwaps", "One's own swaps, and what colleagues offer"),
                   [&swaps](const Call& call) { return swaps.mine(call.org(), call.user()); });
  api.post<OfferSwap, ShiftSwap>(
      own_operation("my-swaps", "offerShiftSwap", "Offers a shift to everybody, or to a colleague"),
      [&swaps](const Call& call, const OfferSwap& wanted) { return swaps.offer(org::by(call), wanted); });
  api::Operation accept =
      own_operation("my-swaps/{id}/accept", "acceptShiftSwap",
                    "Takes the shift, for one's own of a day or on top; done, or it waits for a planner");
  accept.status = 200;
  api.post<AcceptSwap, SwapAnswer>(accept, [&swaps](const Call& call, const AcceptSwap& wanted) {
    return swaps.accept(org::by(call), call.id<ShiftSwapId>("id"), wanted);
  });
  api::Operation withdraw = own_operation("my-swaps/{id}/withdraw", "withdrawShiftSwap",
                                          "Ends what one has offered, was offered, or has accepted");
  withdraw.status = 200;
  api.post<ShiftSwap>(withdraw, [&swaps](const Call& call) {
    return swaps.withdraw(org::by(call), call.id<ShiftSwapId>("id"));
  });
}

}  // namespace

void add_swap_operations(api::Api& api, Swaps& swaps) {
  add_planners_swaps(api, swaps);
  add_own_swaps(api, swaps);
}

void add_offer_operations(api::Api& api, ShiftOffers& offers) {
  const auto shown = [](std::vector<ShiftOffer>&& all) { return ShiftOffersShown{std::move(all)}; };
  api.get<ShiftOffersShown>(
      planner_operation("shift-offers", "listShiftOffers",
                        "Overtime and time off that was offered, newest first"),
      [&offers, shown](const Call& call) { return offers.list(call.org()).map(shown); });
  api.post<NewShiftOffer, ShiftOffer>(
      planner_operation("shift-offers", "createShiftOffer",
                        "Offers overtime or time off: whoever comes first has it, if the rules allow it"),
      [&offers](const Call& call, const NewShiftOffer& wanted) {
        return offers.create(org::by(call), wanted);
      });
  api.post<ShiftOffer>(
      deciding_operation("shift-offers/{id}/close", "closeShiftOffer", "Nobody can take it any more"),
      [&offers](const Call& call) { return offers.close(org::by(call), call.id<ShiftOfferId>("id")); });
  api.get<ShiftOffersShown>(
      own_operation("my-offers", "listMyShiftOffers", "Overtime and time off that one may take or has taken"),
      [&offers, shown](const Call& call) { return offers.mine(call.org(), call.user()).map(shown); });
  api::Operation take = own_operation("my-offers/{id}/accept", "takeShiftOffer", "One's shift changes by it");
  take.status = 200;
  api.post<TakeOffer, OfferAnswer>(take, [&offers](const Call& call, const TakeOffer& wanted) {
    return offers.take(org::by(call), call.id<ShiftOfferId>("id"), wanted);
  });
}

}  // namespace rapport::workforce
