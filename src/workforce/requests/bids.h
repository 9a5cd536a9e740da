// Rounds in which agents bid for lines of a schedule: opened by a planner, awarded when they close
// (BidKeeper), or before by a planner, by a rule that anybody can check; the schedule changes once, with the
// round. Workers only.
#pragma once

#include "org/directory.h"
#include "workforce/requests/bid_store.h"

namespace rapport::workforce {

// As planners see it; of an agent `wishes` and `awards` hold their own only.
struct BidRoundShown {
  BidRound round;
  std::vector<BidLine> lines;               // as they are now
  std::map<std::string, BidWishes> wishes;  // by the agent's id
  std::optional<std::int64_t> own_line;     // of the agent who asks
};
BOOST_DESCRIBE_STRUCT(BidRoundShown, (), (round, lines, wishes, own_line))

struct AwardBids {
  bool is_trial = false;
  bool is_early = false;  // also before it closes
};
BOOST_DESCRIBE_STRUCT(AwardBids, (), (is_trial, is_early))
contract::Notes contract_notes(contract::Tag<AwardBids>);

struct BidAnswer {
  BidRound round;  // with the awards, of a trial as well
  ShiftEffect effect;
};
BOOST_DESCRIBE_STRUCT(BidAnswer, (), (round, effect))

class Bids {
 public:
  // Borrows it.
  explicit Bids(Schedules& schedules) : schedules_(schedules) {}
  void on_changed(RequestsTold told) { told_ = std::move(told); }

  // invalid with places: who is not in the schedule or twice, days that are not its, closed already.
  Result<BidRound> create(const org::By& by, const NewBidRound& wanted);
  Result<std::vector<BidRound>> list(OrgId org);
  Result<BidRoundShown> look(OrgId org, BidRoundId id);
  Result<std::vector<BidRoundShown>> mine(OrgId org, AgentId agent);
  // conflict "not_open"; invalid: no such line, or twice.
  Result<BidWishes> bid(const org::By& by, BidRoundId id, const BidWishes& wishes);
  // conflict "still_open" before it closes, unless it is a trial or meant to be early; "not_open".
  Result<BidAnswer> award(const org::By& by, BidRoundId id, const AwardBids& wanted);
  Result<BidRound> cancel(const org::By& by, BidRoundId id);

 private:
  struct Known;
  Result<Known> know(OrgId org, BidRoundId id);
  Result<BidAnswer> try_award(const org::By& by, BidRoundId id, const AwardBids& wanted);

  Schedules& schedules_;
  RequestsTold told_;
};

}  // namespace rapport::workforce
