#include "workforce/requests/bid_keeper.h"

namespace rapport::workforce {
namespace {

constexpr Duration deadlines_looked_at_every = seconds(10);
constexpr Duration award_tried_again_after = minutes(10);

}  // namespace

void BidKeeper::start() {
  rounds_.start(Duration{}, [this] {
    turn();
    return deadlines_looked_at_every;
  });
}

void BidKeeper::stop() {
  rounds_.stop();
}

std::size_t BidKeeper::turn() {
  std::size_t awarded = 0;
  const Instant now = parts_.clock();
  for (const OrgId org : parts_.directories.all()) {
    const auto rounds = parts_.bids.list(org);
    if (!rounds) {
      parts_.log.warning("rounds of bids could not be read", {{"reason", rounds.error().reason}});
      continue;
    }
    // The oldest first: who fared worst in it may choose first in the next.
    for (auto round = rounds->rbegin(); round != rounds->rend(); ++round) {
      if (round->state != BidState::open || now < round->closes_at) continue;
      const auto failed = not_before_.find(round->id);
      if (failed != not_before_.end() && now < failed->second) continue;
      if (award(org, *round)) ++awarded;
    }
  }
  return awarded;
}

bool BidKeeper::award(OrgId org, const BidRound& round) {
  auto done = parts_.bids.award({org, {}}, round.id, {}).map([](const BidAnswer&) {});
  const bool is_awarded = done.has_value();
  if (!is_awarded && done.error().code == ErrorCode::not_found)
    done = parts_.bids.cancel({org, {}}, round.id).map([](const BidRound&) {});
  // A planner was faster.
  if (done || done.error().reason == "not_open") {
    not_before_.erase(round.id);
    return is_awarded;
  }
  not_before_[round.id] = parts_.clock() + award_tried_again_after;
  parts_.log.warning("a round of bids could not be awarded",
                     {{"round", round.id.value}, {"reason", done.error().reason}});
  return false;
}

}  // namespace rapport::workforce
