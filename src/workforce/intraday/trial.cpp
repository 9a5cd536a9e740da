#include "workforce/intraday/trial.h"

#include <algorithm>
#include <utility>

namespace rapport::workforce::intraday {
namespace {

Proposal proposal_of(const twin::RecordedDay& recorded, const DayAhead& ahead, const Candidate& candidate,
                     Effect effect) {
  const auto at = [&](std::int64_t s) { return ahead.scenario.start + seconds(s); };
  Proposal out;
  static_cast<Effect&>(out) = std::move(effect);
  out.kind = candidate.kind;
  out.after_s = candidate.after_s;
  if (candidate.queue) {
    out.queue_id = recorded.queues[*candidate.queue];
    out.queue = ahead.scenario.queues[*candidate.queue].name;
  }
  for (const CandidateStep& step : candidate.steps) {
    ProposalStep& to = out.steps.emplace_back();
    to.agent_id = recorded.agents[step.agent];
    to.agent = ahead.scenario.agents[step.agent].name;
    if (step.was) to.from = at(step.was->from_s), to.to = at(step.was->to_s);
    if (step.is) to.new_from = at(step.is->from_s), to.new_to = at(step.is->to_s);
  }
  return out;
}

}  // namespace

double rank_of(const Effect& effect) {
  return effect.gain / (std::max(0.0, effect.hours) + 0.25);
}

Result<twin::Comparison> play_rest(const twin::Scenario& scenario, std::int64_t now_s,
                                   const std::vector<twin::Variant>& variants, const TrialOptions& options) {
  twin::Scenario rest = scenario;
  rest.warm_up_s = now_s;  // the rest is what counts
  rest.interval_s = slot_s;
  twin::ReplicateOptions how;
  how.precision = {
      {"service_level", "abandonment"}, 0, 0.01, std::min(8, options.runs_max), options.runs_max};
  how.threads = options.threads;
  how.progress = options.progress;
  return twin::compare(rest, variants, how);
}

Result<std::vector<Tried>> try_candidates(const twin::RecordedDay& recorded, const DayAhead& ahead,
                                          const std::vector<Candidate>& candidates,
                                          const TrialOptions& options) {
  if (candidates.empty()) return std::vector<Tried>{};
  std::vector<twin::Variant> variants;
  for (std::size_t i = 0; i < candidates.size(); ++i)
    variants.push_back({std::to_string(i), candidates[i].changes});
  const auto compared = play_rest(ahead.scenario, ahead.now_s, variants, options);
  if (!compared) return tl::unexpected<Error>(compared.error());
  const Judging judging(recorded, ahead);
  std::vector<Tried> out;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const Candidate& one = candidates[i];
    if (!judging.helps(one, compared->variants[i])) continue;
    std::vector<std::size_t> for_queues;
    if (one.queue) for_queues.push_back(*one.queue);
    out.push_back(
        {proposal_of(recorded, ahead, one, judging.effect_of(compared->variants[i], for_queues)), i});
  }
  std::stable_sort(out.begin(), out.end(), [](const Tried& a, const Tried& b) {
    const bool a_saves = a.proposal.kind == ProposalKind::send_home;
    const bool b_saves = b.proposal.kind == ProposalKind::send_home;
    if (a_saves != b_saves) return b_saves;
    if (a_saves) return a.proposal.hours < b.proposal.hours;
    return rank_of(a.proposal) > rank_of(b.proposal);
  });
  return out;
}

}  // namespace rapport::workforce::intraday
