// Bids: agents rank the lines of a round, and each gets one. A line is what one of them has on the round's
// days. Values and the award. Pure; any thread.
#pragma once

#include "workforce/requests/effect.h"

namespace rapport::workforce {

using BidRoundId = Id<struct BidRoundTag>;

inline constexpr std::size_t bidders_max = 300;
inline constexpr std::size_t wishes_max = 50;

// Who chooses first: who is there longest; who has the best score; who fared worst in the rounds before.
enum class BidOrder : std::uint8_t { seniority, performance, fairness };
BOOST_DESCRIBE_ENUM(BidOrder, seniority, performance, fairness)
enum class BidState : std::uint8_t { open, awarded, cancelled };
BOOST_DESCRIBE_ENUM(BidState, open, awarded, cancelled)

struct Bidder {
  AgentId agent_id;
  std::string since;  // of seniority: "2019-04-01"; "": last
  double score = 0;   // of performance: more is better
};
BOOST_DESCRIBE_STRUCT(Bidder, (), (agent_id, since, score))
contract::Notes contract_notes(contract::Tag<Bidder>);

struct NewBidRound {
  std::string name;
  ShiftPlanId schedule_id;
  std::vector<Bidder> agents;
  std::vector<std::string> days = {};  // empty: all
  BidOrder order = BidOrder::seniority;
  Instant closes_at;
};
BOOST_DESCRIBE_STRUCT(NewBidRound, (), (name, schedule_id, agents, days, order, closes_at))
contract::Notes contract_notes(contract::Tag<NewBidRound>);

struct BidAward {
  AgentId agent_id;
  std::int64_t line = 0;
  std::optional<std::int64_t> rank;  // of the wish, from 1; absent: what was planned stays
};
BOOST_DESCRIBE_STRUCT(BidAward, (), (agent_id, line, rank))

struct BidRound {
  BidRoundId id;
  std::string name;
  ShiftPlanId schedule_id;
  BidState state = BidState::open;
  BidOrder order = BidOrder::seniority;
  std::vector<Bidder> agents;  // the line of the first is 1
  std::vector<std::string> days;
  Instant created_at, closes_at;
  std::vector<BidAward> awards;  // in the order in which they chose
};
BOOST_DESCRIBE_STRUCT(BidRound, (),
                      (id, name, schedule_id, state, order, agents, days, created_at, closes_at, awards))

struct BidLine {
  std::int64_t line = 0;
  std::vector<Shift> shifts;
};
BOOST_DESCRIBE_STRUCT(BidLine, (), (line, shifts))

struct BidWishes {
  std::vector<std::int64_t> lines;  // the dearest first
};
BOOST_DESCRIBE_STRUCT(BidWishes, (), (lines))
contract::Notes contract_notes(contract::Tag<BidWishes>);

// Indexes of bidders in the order in which they choose. `fared`: of the rounds before, the mean rank of what
// each got; 0: in none. Ties go to who is older here (the smaller id).
std::vector<std::size_t> turns_of(BidOrder order, const std::vector<Bidder>& agents,
                                  const std::map<AgentId, double>& fared);

// The line of each bidder (indexes). In the order of `turns` each gets the first of their wishes that leaves
// a line for everybody else: one that they wish and may have, or their own. `may[bidder]` are the wishes that
// the rules allow, the dearest first; one's own line is always allowed. So nobody loses their line without
// getting one that they wish.
std::vector<std::size_t> award_lines(const std::vector<std::size_t>& turns,
                                     const std::vector<std::vector<std::size_t>>& may);

}  // namespace rapport::workforce
