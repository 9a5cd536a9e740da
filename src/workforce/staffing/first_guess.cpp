#include "workforce/staffing/first_guess.h"

#include <algorithm>
#include <cmath>

#include "workforce/queueing/staffing.h"

namespace rapport::workforce::staffing {
namespace {

// Conversations of the queue's channel that an agent of the group has at once.
int at_once(const Group& group, const Queue& queue) {
  const twin::ScenarioChannels& c = group.capacity.channels;
  const twin::ScenarioChannel* channels[] = {&c.voice, &c.chat, &c.message, &c.email, &c.task, &c.voicemail};
  const twin::ScenarioChannel& own = *channels[static_cast<std::size_t>(queue.channel)];
  const int by_units = own.units > 0 ? group.capacity.units / own.units : own.at_once_max;
  return std::max(1, std::min(own.at_once_max, by_units));
}

int needed(const Queue& queue, const Group& group, double expected, double interval_s) {
  if (expected <= 0) return 0;
  const Load load{expected / interval_s, std::max(0.001, handle_s(queue))};
  ServiceTarget target;
  target.service_level = queue.target.service_level;
  target.within_s = static_cast<double>(queue.rules.service_level_within_s);
  target.asa_s = queue.target.asa_s;
  target.p_abandon = queue.target.abandonment;
  const bool has_target = target.service_level || target.asa_s || target.p_abandon;
  const auto patience =
      queue.patience ? std::optional<double>(twin::Distribution(*queue.patience).mean_s()) : std::nullopt;
  const auto found = has_target ? staff(load, patience, target) : std::nullopt;
  const double slots = found ? found->agents : std::ceil(load.erlangs());
  return static_cast<int>(std::ceil(slots / at_once(group, queue)));
}

// The cheapest that can serve them; of these who has least else to do.
std::optional<std::size_t> chosen(const Problem& problem, const Queue& queue,
                                  const std::vector<twin::ScenarioStep>& steps) {
  std::optional<std::size_t> best;
  const auto rank = [&](std::size_t at) {
    return std::pair(problem.groups[at].cost, problem.groups[at].queues.size());
  };
  for (std::size_t g = 0; g < problem.groups.size(); ++g)
    if (can_serve(problem.groups[g], queue, steps) && (!best || rank(g) < rank(*best))) best = g;
  return best;
}

}  // namespace

double handle_s(const Queue& queue) {
  const double talk = twin::Distribution(queue.talk).mean_s();
  double mean = talk;
  for (const twin::ScenarioKind& kind : queue.mix)
    if (kind.talk) mean += kind.share * (twin::Distribution(*kind.talk).mean_s() - talk);
  return mean + twin::Distribution(queue.wrap_up).mean_s();
}

Numbers first_guess(const Problem& problem) {
  const std::size_t intervals = intervals_of(problem);
  Numbers out(problem.groups.size(), std::vector<std::int32_t>(intervals, 0));
  const auto add = [&](const Queue& queue, std::size_t group, double share) {
    for (std::size_t i = 0; i < intervals; ++i)
      out[group][i] += needed(queue, problem.groups[group], share * queue.arrivals.per_interval[i],
                              problem.interval_minutes * 60.0);
  };
  for (const Queue& queue : problem.queues) {
    const auto most = chosen(problem, queue, queue.rules.steps);
    double rest = 1;
    for (const twin::ScenarioKind& kind : queue.mix) {
      if (!kind.steps || (most && can_serve(problem.groups[*most], queue, *kind.steps))) continue;
      if (const auto own = chosen(problem, queue, *kind.steps)) add(queue, *own, kind.share);
      rest -= kind.share;
    }
    if (most) add(queue, *most, std::max(0.0, rest));
  }
  for (std::size_t g = 0; g < problem.groups.size(); ++g)
    for (std::int32_t& agents : out[g])
      agents = std::clamp(agents, problem.groups[g].agents_min, problem.groups[g].agents_max);
  return out;
}

}  // namespace rapport::workforce::staffing
