#include "workforce/jobs/job_operations.h"
#include "workforce/requests/request_operations.h"

namespace rapport::workforce {

struct BidRoundsShown {
  std::vector<BidRound> items;
};
BOOST_DESCRIBE_STRUCT(BidRoundsShown, (), (items))
struct MyBids {
  std::vector<BidRoundShown> items;
};
BOOST_DESCRIBE_STRUCT(MyBids, (), (items))

using api::Call;

void add_bid_operations(api::Api& api, Bids& bids) {
  api.get<BidRoundsShown>(
      planner_operation("bid-rounds", "listBidRounds", "Rounds in which agents bid, the newest first"),
      [&bids](const Call& call) {
        return bids.list(call.org()).map([](std::vector<BidRound>&& all) {
          return BidRoundsShown{std::move(all)};
        });
      });
  api.post<NewBidRound, BidRound>(
      planner_operation("bid-rounds", "createBidRound",
                        "Opens what these agents have on these days for bids, until a time"),
      [&bids](const Call& call, const NewBidRound& wanted) { return bids.create(org::by(call), wanted); });
  api.get<BidRoundShown>(
      planner_operation("bid-rounds/{id}", "getBidRound", "One of them, with its lines and what was bid"),
      [&bids](const Call& call) { return bids.look(call.org(), call.id<BidRoundId>("id")); });
  api.post<AwardBids, BidAnswer>(
      deciding_operation(
          "bid-rounds/{id}/award", "awardBidRound",
          "Gives everybody a line: in turn the dearest wish that the rules allow, or their own; by itself at "
          "the deadline"),
      [&bids](const Call& call, const AwardBids& wanted) {
        return bids.award(org::by(call), call.id<BidRoundId>("id"), wanted);
      });
  api.post<BidRound>(
      deciding_operation("bid-rounds/{id}/cancel", "cancelBidRound", "Nobody's shifts change by it"),
      [&bids](const Call& call) { return bids.cancel(org::by(call), call.id<BidRoundId>("id")); });
  api.get<MyBids>(own_operation("my-bids", "listMyBids", "Rounds in which one may bid, and what one got"),
                  [&bids](const Call& call) {
                    return bids.mine(call.org(), call.user()).map([](std::vector<BidRoundShown>&& all) {
                      return MyBids{std::move(all)};
                    });
                  });
  api.put<BidWishes, BidWishes>(
      own_operation("my-bids/{id}", "changeMyBid", "The lines that one wishes, the dearest first"),
      [&bids](const Call& call, const BidWishes& wishes) {
        return bids.bid(org::by(call), call.id<BidRoundId>("id"), wishes);
      });
}

}  // namespace rapport::workforce
