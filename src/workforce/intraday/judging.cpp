#include "workforce/intraday/judging.h"

#include <algorithm>
#include <cmath>

namespace rapport::workforce::intraday {
namespace {

using twin::ComparedFigure;
using twin::ComparedFigures;

constexpr double harm_max = 0.01;  // of a service level, when nobody is helped by it

double cut(double x) {
  return std::floor(x * 1e6 + 0.5) / 1e6;
}

std::optional<EffectFigure> figure_of(const ComparedFigures& figures, const char* name) {
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

const ComparedFigures* figures_of(const twin::ComparedVariant& variant, const std::string& queue) {
  for (const twin::ComparedQueue& one : variant.queues)
    if (one.queue == queue) return &one.figures;
  return nullptr;
}

bool has_changed(const QueueEffect& effect) {
  return (effect.service_level && effect.service_level->is_sure) ||
         (effect.abandonment && effect.abandonment->is_sure);
}

double gain_of(const twin::ComparedVariant& variant) {
  double sum = 0;
  for (const twin::ComparedQueue& one : variant.queues) {
    const auto level = figure_of(one.figures, "service_level");
    const auto answered = figure_of(one.figures, "answered");
    const auto left = figure_of(one.figures, "abandoned");
    if (!level || !answered || !left) continue;
    sum += level->difference * (answered->before + left->before) - left->difference;
  }
  return sum;
}

}  // namespace

Effect Judging::effect_of(const twin::ComparedVariant& variant,
                          const std::vector<std::size_t>& for_queues) const {
  Effect out;
  std::size_t own = 0;
  for (std::size_t q = 0; q < ahead_.scenario.queues.size(); ++q) {
    const std::string& name = ahead_.scenario.queues[q].name;
    const ComparedFigures* figures = figures_of(variant, name);
    if (figures == nullptr) continue;
    const QueueEffect one{recorded_.queues[q], name, figure_of(*figures, "service_level"),
                          figure_of(*figures, "abandonment"), figure_of(*figures, "asa_s")};
    const bool is_its = std::find(for_queues.begin(), for_queues.end(), q) != for_queues.end();
    if (is_its)
      out.effects.insert(out.effects.begin() + static_cast<std::ptrdiff_t>(own++), one);
    else if (has_changed(one))
      out.effects.push_back(one);
  }
  out.occupancy = figure_of(variant.agents, "occupancy");
  out.hours = cut(
      (mean_difference(variant.agents, "signed_in_s") + mean_difference(variant.agents, "break_s")) / 3'600);
  const auto cost = figure_of(variant.cost, "agents");
  if (cost && (cost->before != 0 || cost->after != 0)) out.cost = cost;
  out.gain = cut(gain_of(variant));
  return out;
}

bool Judging::helps(const Candidate& candidate, const twin::ComparedVariant& variant) const {
  if (candidate.kind == ProposalKind::send_home) return saves(variant);
  const std::string& name = ahead_.scenario.queues[*candidate.queue].name;
  const ComparedFigures* own = figures_of(variant, name);
  if (own == nullptr) return false;
  const auto level = figure_of(*own, "service_level"), left = figure_of(*own, "abandonment");
  // Who is called back is answered late: what callbacks are for is that fewer leave.
  const bool may_be_later = candidate.kind == ProposalKind::offer_callbacks;
  if (!is_surely_more(level) && !(is_surely_less(left) && (may_be_later || !is_surely_less(level))))
    return false;
  // Not at the cost of another queue's promise.
  return std::all_of(variant.queues.begin(), variant.queues.end(), [&](const twin::ComparedQueue& other) {
    const auto others = figure_of(other.figures, "service_level");
    return other.queue == name || !is_surely_less(others) || others->after >= target_of(other.queue);
  });
}

// Nobody is answered noticeably later for it, and promises that were kept are.
bool Judging::saves(const twin::ComparedVariant& variant) const {
  const double more_s =
      mean_difference(variant.agents, "signed_in_s") + mean_difference(variant.agents, "break_s");
  if (more_s > -60) return false;
  return std::all_of(variant.queues.begin(), variant.queues.end(), [&](const twin::ComparedQueue& one) {
    const auto level = figure_of(one.figures, "service_level");
    if (!level) return true;
    const double target = target_of(one.queue);
    if (level->before >= target) return level->after >= target;
    return level->difference - level->half_width >= -harm_max;
  });
}

double Judging::target_of(const std::string& queue) const {
  for (std::size_t q = 0; q < ahead_.scenario.queues.size(); ++q)
    if (ahead_.scenario.queues[q].name == queue) return ahead_.queues[q].service_level_target;
  return 0;
}

}  // namespace rapport::workforce::intraday
