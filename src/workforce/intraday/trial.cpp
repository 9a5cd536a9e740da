#include "workforce/intraday/trial.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace rapport::workforce::intraday {
namespace {

using twin::ComparedFigure;
using twin::ComparedFigures;

constexpr double harm_max = 0.01;  // of a service level, when nobody is helped by it

double cut(double x) {
  return std::floor(x * 1e6 + 0.5) / 1e6;
}

std::optional<EffectFigure> effect_of(const ComparedFigures& figures, const char* name) {
  const auto found = figures.find(name);
  if (found == figures.end() || found->second.difference.runs < 2) return std::nullopt;
  const ComparedFigure& one = found->second;
  return EffectFigure{one.base.mean, one.variant.mean, one.difference.mean, one.difference.half_width,
                      one.is_sure};
}

double mean_difference(const ComparedFigures& figures, const char* name) {
  const auto found = figures.find(name);
  return found == figures.end() ? 0 : found->second.difference.mean;
}

bool is_surely_more(const std::optional<EffectFigure>& figure) {
  return figure && figure->is_sure && figure->difference > 0;
}
bool is_surely_less(const std::optional<EffectFigure>& figure) {
  return figure && figure->is_sure && figure->difference < 0;
}

class Judging {
 public:
  Judging(const twin::RecordedDay& recorded, const DayAhead& ahead, double target)
      : recorded_(recorded), ahead_(ahead), target_(target) {}

  Proposal shown(const Candidate& candidate, const twin::ComparedVariant& variant) const {
    Proposal out;
    out.kind = candidate.kind;
    out.after_s = candidate.after_s;
    for (const CandidateStep& step : candidate.steps) {
      ProposalStep& to = out.steps.emplace_back();
      to.agent_id = recorded_.agents[step.agent];
      to.agent = ahead_.scenario.agents[step.agent].name;
      if (step.was) to.from = at(step.was->from_s), to.to = at(step.was->to_s);
      if (step.is) to.new_from = at(step.is->from_s), to.new_to = at(step.is->to_s);
    }
    for (std::size_t q = 0; q < ahead_.scenario.queues.size(); ++q) {
      const ComparedFigures* figures = figures_of(variant, ahead_.scenario.queues[q].name);
      if (figures == nullptr) continue;
      QueueEffect one{recorded_.queues[q], ahead_.scenario.queues[q].name,
                      effect_of(*figures, "service_level"), effect_of(*figures, "abandonment"),
                      effect_of(*figures, "asa_s")};
      const bool is_its = candidate.queue == q;
      if (is_its) {
        out.queue_id = one.queue_id;
        out.queue = one.queue;
        out.effects.insert(out.effects.begin(), one);
      } else if (has_changed(one)) {
        out.effects.push_back(one);
      }
    }
    out.occupancy = effect_of(variant.agents, "occupancy");
    out.hours =
        cut((mean_difference(variant.agents, "signed_in_s") + mean_difference(variant.agents, "break_s")) /
            3'600);
    const auto cost = effect_of(variant.cost, "agents");
    if (cost && (cost->before != 0 || cost->after != 0)) out.cost = cost;
    out.gain = cut(gain_of(variant));
    return out;
  }

  bool helps(const Candidate& candidate, const twin::ComparedVariant& variant) const {
    if (candidate.kind == ProposalKind::send_home) return saves(variant);
    const std::string& name = ahead_.scenario.queues[*candidate.queue].name;
    const ComparedFigures* own = figures_of(variant, name);
    if (own == nullptr) return false;
    const auto level = effect_of(*own, "service_level"), left = effect_of(*own, "abandonment");
    // Who is called back is answered late: what callbacks are for is that fewer leave.
    const bool may_be_later = candidate.kind == ProposalKind::offer_callbacks;
    if (!is_surely_more(level) && !(is_surely_less(left) && (may_be_later || !is_surely_less(level))))
      return false;
    // Not at the cost of another queue's promise.
    return std::all_of(variant.queues.begin(), variant.queues.end(), [&](const twin::ComparedQueue& other) {
      const auto others = effect_of(other.figures, "service_level");
      return other.queue == name || !is_surely_less(others) || others->after >= target_;
    });
  }

 private:
  Instant at(std::int64_t s) const { return ahead_.scenario.start + seconds(s); }

  static const ComparedFigures* figures_of(const twin::ComparedVariant& variant, const std::string& queue) {
    for (const twin::ComparedQueue& one : variant.queues)
      if (one.queue == queue) return &one.figures;
    return nullptr;
  }

  static bool has_changed(const QueueEffect& effect) {
    return (effect.service_level && effect.service_level->is_sure) ||
           (effect.abandonment && effect.abandonment->is_sure);
  }

  // Nobody is answered noticeably later for it, and promises that were kept are.
  bool saves(const twin::ComparedVariant& variant) const {
    const double hours =
        mean_difference(variant.agents, "signed_in_s") + mean_difference(variant.agents, "break_s");
    if (hours > -60) return false;
    return std::all_of(variant.queues.begin(), variant.queues.end(), [&](const twin::ComparedQueue& one) {
      const auto level = effect_of(one.figures, "service_level");
      if (!level) return true;
      if (level->before >= target_) return level->after >= target_;
      return level->difference - level->half_width >= -harm_max;
    });
  }

  static double gain_of(const twin::ComparedVariant& variant) {
    double sum = 0;
    for (const twin::ComparedQueue& one : variant.queues) {
      const auto level = effect_of(one.figures, "service_level");
      const auto answered = effect_of(one.figures, "answered");
      const auto left = effect_of(one.figures, "abandoned");
      if (!level || !answered || !left) continue;
      sum += level->difference * (answered->before + left->before) - left->difference;
    }
    return sum;
  }

  const twin::RecordedDay& recorded_;
  const DayAhead& ahead_;
  double target_;
};

// A quarter of an hour is what even a free change takes of somebody's time.
double rank_of(const Proposal& proposal) {
  return proposal.gain / (std::max(0.0, proposal.hours) + 0.25);
}

}  // namespace

Result<std::vector<Tried>> try_candidates(const twin::RecordedDay& recorded, const DayAhead& ahead,
                                          const std::vector<Candidate>& candidates,
                                          const TrialOptions& options) {
  if (candidates.empty()) return std::vector<Tried>{};
  twin::Scenario scenario = ahead.scenario;
  scenario.warm_up_s = ahead.now_s;  // the rest is what counts
  scenario.interval_s = slot_s;
  std::vector<twin::Variant> variants;
  for (std::size_t i = 0; i < candidates.size(); ++i)
    variants.push_back({std::to_string(i), candidates[i].changes});
  twin::ReplicateOptions how;
  how.precision = {
      {"service_level", "abandonment"}, 0, 0.01, std::min(8, options.runs_max), options.runs_max};
  how.threads = options.threads;
  how.progress = options.progress;
  const auto compared = twin::compare(scenario, variants, how);
  if (!compared) return tl::unexpected<Error>(compared.error());
  const Judging judging(recorded, ahead, options.service_level_target);
  std::vector<Tried> out;
  for (std::size_t i = 0; i < candidates.size(); ++i)
    if (judging.helps(candidates[i], compared->variants[i]))
      out.push_back({judging.shown(candidates[i], compared->variants[i]), i});
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
