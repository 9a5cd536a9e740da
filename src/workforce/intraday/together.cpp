#include "workforce/intraday/together.h"

#include <algorithm>
#include <string>
#include <utility>

namespace rapport::workforce::intraday {
namespace {

bool fit(const Candidate& a, const Candidate& b) {
  const bool are_callbacks =
      a.kind == ProposalKind::offer_callbacks && b.kind == ProposalKind::offer_callbacks;
  if (are_callbacks && a.queue == b.queue) return false;
  return std::none_of(a.steps.begin(), a.steps.end(), [&](const CandidateStep& one) {
    return std::any_of(b.steps.begin(), b.steps.end(),
                       [&](const CandidateStep& other) { return one.agent == other.agent; });
  });
}

class Combining {
 public:
  Combining(const twin::RecordedDay& recorded, const DayAhead& ahead,
            const std::vector<Candidate>& candidates, const std::vector<Tried>& tried,
            const CombineOptions& options)
      : ahead_(ahead), candidates_(candidates), tried_(tried), options_(options), judging_(recorded, ahead) {}

  Result<std::optional<Together>> run() {
    for (std::size_t i = 0; i < tried_.size() && taken_.empty(); ++i)
      if (may_join(i)) take(i);
    while (!taken_.empty() && taken_.size() < together_max) {
      const auto next = best_on_top();
      if (!next) return tl::unexpected<Error>(next.error());
      if (!*next) break;
      take(**next);
    }
    if (taken_.size() < 2) return std::optional<Together>{};
    const auto all = play_rest(ahead_.scenario, ahead_.now_s, {{"together", changes_}}, options_.trial);
    if (!all) return tl::unexpected<Error>(all.error());
    std::vector<std::size_t> for_queues;
    for (const std::size_t one : taken_)
      if (const auto queue = candidate(one).queue) for_queues.push_back(*queue);
    return Together{taken_, judging_.effect_of(all->variants.front(), for_queues)};
  }

 private:
  const Candidate& candidate(std::size_t tried) const { return candidates_[tried_[tried].candidate]; }

  bool may_join(std::size_t i) const {
    if (candidate(i).kind == ProposalKind::send_home) return false;
    return !options_.may_join || options_.may_join(tried_[i]);
  }

  void take(std::size_t i) {
    taken_.push_back(i);
    const std::vector<twin::ScenarioChange>& more = candidate(i).changes;
    changes_.insert(changes_.end(), more.begin(), more.end());
  }

  // Of the best ranked that fit those taken, the one that surely helps and adds most for its hours.
  Result<std::optional<std::size_t>> best_on_top() const {
    std::vector<std::size_t> next;
    for (std::size_t i = 0; i < tried_.size() && next.size() < together_tries_max; ++i)
      if (may_join(i) && std::all_of(taken_.begin(), taken_.end(), [&](std::size_t one) {
            return one != i && fit(candidate(one), candidate(i));
          }))
        next.push_back(i);
    if (next.empty()) return std::optional<std::size_t>{};
    const auto with_taken = twin::changed(ahead_.scenario, changes_, "/together");
    if (!with_taken) return tl::unexpected<Error>(with_taken.error());
    std::vector<twin::Variant> variants;
    for (const std::size_t i : next)
      variants.push_back({std::to_string(i), candidate(i).changes});
    const auto compared = play_rest(*with_taken, ahead_.now_s, variants, options_.trial);
    if (!compared) return tl::unexpected<Error>(compared.error());
    std::optional<std::size_t> best;
    double most = 0;
    for (std::size_t k = 0; k < next.size(); ++k) {
      if (!judging_.helps(candidate(next[k]), compared->variants[k])) continue;
      const double rank = rank_of(judging_.effect_of(compared->variants[k], {}));
      if (rank <= most) continue;
      most = rank;
      best = next[k];
    }
    return best;
  }

  const DayAhead& ahead_;
  const std::vector<Candidate>& candidates_;
  const std::vector<Tried>& tried_;
  const CombineOptions& options_;
  Judging judging_;
  std::vector<std::size_t> taken_;
  std::vector<twin::ScenarioChange> changes_;
};

}  // namespace

Result<std::optional<Together>> combined(const twin::RecordedDay& recorded, const DayAhead& ahead,
                                         const std::vector<Candidate>& candidates,
                                         const std::vector<Tried>& tried, const CombineOptions& options) {
  return Combining(recorded, ahead, candidates, tried, options).run();
}

}  // namespace rapport::workforce::intraday
