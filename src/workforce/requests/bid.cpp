#include "workforce/requests/bid.h"

#include <algorithm>
#include <numeric>

namespace rapport::workforce {
namespace {

// A matching in which everybody has a line at every moment; begins with everybody's own.
class Lines {
 public:
  explicit Lines(const std::vector<std::vector<std::size_t>>& may)
      : may_(may), line_of_(may.size()), holder_of_(may.size()), is_fixed_(may.size(), false) {
    std::iota(line_of_.begin(), line_of_.end(), std::size_t{0});
    holder_of_ = line_of_;
  }

  // Whether the bidder has it from now on. Whoever had it goes on to another, along a path that ends at the
  // line that the bidder leaves.
  bool give(std::size_t bidder, std::size_t line) {
    if (line_of_[bidder] == line) return true;
    const std::size_t other = holder_of_[line];
    if (is_fixed_[other]) return false;
    seen_.assign(may_.size(), false);
    seen_[line] = true;
    const std::size_t left = line_of_[bidder];
    is_fixed_[bidder] = true;
    const bool is_moved = move(other, left);
    is_fixed_[bidder] = false;
    if (!is_moved) return false;
    line_of_[bidder] = line;
    holder_of_[line] = bidder;
    return true;
  }
  void fix(std::size_t bidder) { is_fixed_[bidder] = true; }
  const std::vector<std::size_t>& all() const { return line_of_; }

 private:
  bool move(std::size_t bidder, std::size_t free) {
    std::vector<std::size_t> wishes = may_[bidder];
    wishes.push_back(bidder);  // one's own
    for (const std::size_t line : wishes) {
      if (seen_[line]) continue;
      seen_[line] = true;
      const bool is_free = line == free || (!is_fixed_[holder_of_[line]] && move(holder_of_[line], free));
      if (!is_free) continue;
      line_of_[bidder] = line;
      holder_of_[line] = bidder;
      return true;
    }
    return false;
  }

  const std::vector<std::vector<std::size_t>>& may_;
  std::vector<std::size_t> line_of_, holder_of_;
  std::vector<bool> is_fixed_, seen_;
};

}  // namespace

contract::Notes contract_notes(contract::Tag<Bidder>) {
  return {.fields = {{.name = "since",
                      .doc = "of seniority: 2019-04-01; empty: after all others",
                      .max_length = 10,
                      .has_default = true},
                     {.name = "score", .doc = "of performance: more is better", .has_default = true}}};
}
contract::Notes contract_notes(contract::Tag<NewBidRound>) {
  return {.fields = {{.name = "name", .min_length = 1, .max_length = 100, .format = contract::Format::line},
                     {.name = "agents", .min_items = 2, .max_items = bidders_max},
                     {.name = "days",
                      .doc = "of the schedule, 2026-12-25; empty: all",
                      .max_length = 10,
                      .max_items = 92,
                      .has_default = true},
                     {.name = "order", .has_default = true}}};
}
contract::Notes contract_notes(contract::Tag<BidWishes>) {
  return {.fields = {{.name = "lines", .doc = "the dearest first; empty: none", .max_items = wishes_max}}};
}

std::vector<std::size_t> turns_of(BidOrder order, const std::vector<Bidder>& agents,
                                  const std::map<AgentId, double>& fared) {
  std::vector<std::size_t> turns(agents.size());
  std::iota(turns.begin(), turns.end(), std::size_t{0});
  const auto mean = [&](AgentId agent) {
    const auto found = fared.find(agent);
    return found == fared.end() ? 0.0 : found->second;
  };
  std::sort(turns.begin(), turns.end(), [&](std::size_t a, std::size_t b) {
    const Bidder &one = agents[a], &other = agents[b];
    if (order == BidOrder::seniority && one.since != other.since)
      return other.since.empty() || (!one.since.empty() && one.since < other.since);
    if (order == BidOrder::performance && one.score != other.score) return one.score > other.score;
    if (order == BidOrder::fairness && mean(one.agent_id) != mean(other.agent_id))
      return mean(one.agent_id) > mean(other.agent_id);
    return one.agent_id < other.agent_id;
  });
  return turns;
}

std::vector<std::size_t> award_lines(const std::vector<std::size_t>& turns,
                                     const std::vector<std::vector<std::size_t>>& may) {
  Lines lines(may);
  for (const std::size_t bidder : turns) {
    bool has_wish = false;
    for (const std::size_t line : may[bidder]) {
      has_wish = lines.give(bidder, line);
      if (has_wish) break;
    }
    if (!has_wish) lines.give(bidder, bidder);
    lines.fix(bidder);
  }
  return lines.all();
}

}  // namespace rapport::workforce
