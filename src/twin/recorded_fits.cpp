#include "twin/recorded_fits.h"

#include <algorithm>
#include <utility>

#include "twin/arithmetic.h"
#include "twin/survival.h"

namespace rapport::twin {
namespace {

constexpr std::size_t values_max = 2'000;  // of an empirical distribution of a queue
constexpr std::size_t seen_min = 30;       // fewer conversations: the channel's together
constexpr std::size_t left_min = 5;        // fewer who left: the channel's together

}  // namespace

Empirical thinned(std::vector<double> values, std::size_t max) {
  std::sort(values.begin(), values.end());
  if (values.size() <= max) return {std::move(values)};
  Empirical out;
  for (std::size_t i = 0; i < max; ++i)
    out.values_s.push_back(values[(2 * i + 1) * values.size() / (2 * max)]);
  return out;
}

RecordedFits::RecordedFits(const SeenDay& seen, const ByQueue& legs) : seen_(seen), legs_(legs) {
  fit_stretches();
  fit_paces();
}

void RecordedFits::fit_stretches() {
  for (const auto& [id, legs] : legs_) {
    std::vector<Conversation> conversations;
    for (const std::size_t i : legs)
      if (seen_.legs[i].ended_at) conversations.push_back(seen_.legs[i].conversation);
    stretches_[id] = fit_stretch(conversations);
  }
}

StretchFit RecordedFits::stretch_of(QueueId queue) const {
  const auto found = stretches_.find(queue);
  return found == stretches_.end() ? StretchFit{} : found->second;
}

double RecordedFits::talk_s(const SeenLeg& leg) const {
  const double stretch = stretch_of(leg.source).stretch;
  const double whole = seconds_in(leg.ended_at.value_or(seen_.last) - *leg.accepted_at);
  // What its customer was silent for is part of it, and stretched by nothing.
  const double heard = work_s(leg.conversation, 0);
  return (whole - heard + work_s(leg.conversation, stretch)) / pace_of(leg.agent);
}

double RecordedFits::pace_of(AgentId agent) const {
  const auto found = paces_.find(agent);
  return found == paces_.end() ? 1 : found->second;
}

double RecordedFits::wrap_up_s(const SeenLeg& leg) const {
  return seconds_in(leg.wrapped_at.value_or(seen_.last) - *leg.ended_at) / pace_of(leg.agent);
}

void RecordedFits::fit_paces() {
  std::map<AgentId, std::pair<double, double>> sums;  // of the logarithms' distances, and how many
  for (const auto& [id, legs] : legs_) {
    double sum = 0, count = 0;
    std::vector<std::pair<AgentId, double>> logs;
    for (const std::size_t i : legs) {
      const SeenLeg& leg = seen_.legs[i];
      if (!leg.ended_at || talk_s(leg) <= 0) continue;
      logs.emplace_back(leg.agent, natural_log(talk_s(leg)));
      sum += logs.back().second;
      ++count;
    }
    for (const auto& [agent, log] : logs) {
      sums[agent].first += log - sum / count;
      ++sums[agent].second;
    }
  }
  for (const auto& [agent, sum] : sums)
    paces_[agent] = std::clamp(exponential_of(sum.first / (sum.second + own_starts_with)), 0.2, 5.0);
}

QueueFit RecordedFits::fit(ScenarioQueue& to, QueueId id) const {
  std::vector<double> talks, wraps, channel_talks, channel_wraps;
  std::vector<Lifetime> lifetimes, channel_lifetimes;
  QueueFit fit;
  fit.queue = to.name;
  std::size_t left = 0, channel_left = 0;
  for (const auto& [source, legs] : legs_) {
    for (const std::size_t i : legs) {
      const SeenLeg& leg = seen_.legs[i];
      if (leg.channel != to.channel) continue;
      const bool is_own = source == id;
      if (leg.ended_at && leg.wrapped_at) {
        const double talk = talk_s(leg), wrap = wrap_up_s(leg);
        channel_talks.push_back(talk);
        channel_wraps.push_back(wrap);
        if (is_own) talks.push_back(talk), wraps.push_back(wrap);
      }
      const bool has_left = leg.fate == Fate::abandoned && !leg.is_unlike && !leg.called_back_from;
      const Instant until = leg.called_back_from.value_or(leg.left_at.value_or(seen_.last));
      const Lifetime one{seconds_in(until - leg.queued_at), has_left};
      channel_lifetimes.push_back(one);
      channel_left += has_left ? 1 : 0;
      if (!is_own) continue;
      lifetimes.push_back(one);
      left += has_left ? 1 : 0;
    }
  }
  fit.contacts = static_cast<std::int64_t>(lifetimes.size());
  fit.abandoned = static_cast<std::int64_t>(left);
  fit.conversations = static_cast<std::int64_t>(talks.size());
  const StretchFit stretch = stretch_of(id);
  fit.stretch = to.stretch = stretch.stretch;
  fit.stretch_half_width = stretch.half_width;
  if (!talks.empty()) {
    double sum = 0;
    for (std::size_t i = 0; i < talks.size(); ++i)
      sum += talks[i] + wraps[i];
    fit.handle_s = sum / static_cast<double>(talks.size());
  }
  if (talks.size() < seen_min) talks = channel_talks, wraps = channel_wraps;
  to.talk = talks.empty() ? Law(Lognormal{300, 0.8}) : Law(thinned(std::move(talks), values_max));
  to.wrap_up = wraps.empty() ? Law(Constant{0}) : Law(thinned(std::move(wraps), values_max));
  if (left < left_min && channel_left > left) lifetimes = channel_lifetimes, left = channel_left;
  if (left == 0) return fit;
  const Survival survival = kaplan_meier(std::move(lifetimes));
  const auto half =
      std::find_if(survival.shares.begin(), survival.shares.end(), [](double s) { return s <= 0.5; });
  if (half != survival.shares.end())
    fit.patience_p50_s = survival.times_s[static_cast<std::size_t>(half - survival.shares.begin())];
  to.patience = survival;
  return fit;
}

}  // namespace rapport::twin
