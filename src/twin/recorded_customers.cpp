#include "twin/recorded_customers.h"

#include <algorithm>

namespace rapport::twin {

ScenarioContact RecordedCustomers::contact_of(const SeenLeg& leg) {
  ScenarioContact out;
  out.at_s = std::max(0.0, seconds_in(leg.queued_at - options_.from));
  out.priority = leg.priority;
  if (!leg.steps.empty()) out.steps = rules_.steps_of(leg.steps);
  if (leg.last_agent) out.last_agent = rules_.agent_of(leg.last_agent);
  if (out.last_agent)
    out.last_contact_ended_s =
        std::max<std::int64_t>((leg.queued_at - leg.last_contact_ended).us / 1'000'000, 0);
  if (leg.ended_at) {
    out.talk_s = fits_.talk_s(leg);
    const double wrap_up = fits_.wrap_up_s(leg);
    (leg.wrapped_at ? out.wrap_up_s : out.wrap_up_over_s) = std::max(0.0, wrap_up);
  } else if (leg.accepted_at) {
    out.talk_over_s = std::max(0.0, fits_.talk_s(leg));
  }
  const double waited = seconds_in(leg.left_at.value_or(seen_.last) - leg.queued_at);
  if (leg.called_back_from)
    out.patience_s = for_ever_s;
  else if (leg.fate == Fate::abandoned)
    out.patience_s = waited;
  else
    out.patience_over_s = std::max(0.0, waited);
  return out;
}

// What was seen of them in the queues and with an agent, all together.
ScenarioContact RecordedCustomers::contact_of(const SeenEntry& entry) {
  SeenLeg whole;
  whole.source = whole.queue = flows_.fallback_of(entry);
  whole.queued_at = entry.at;
  Duration waited;
  bool has_left = false;
  for (const std::size_t i : entry.legs) {
    const SeenLeg& leg = seen_.legs[i];
    if (leg.accepted_at) whole = leg;
    has_left = has_left || (leg.fate == Fate::abandoned && !leg.is_unlike);
    if (!leg.called_back_from) waited = waited + (leg.left_at.value_or(seen_.last) - leg.queued_at);
  }
  whole.priority = entry.priority;
  whole.steps.clear();
  whole.last_agent = entry.last_agent;
  whole.last_contact_ended = entry.last_contact_ended;
  whole.called_back_from.reset();
  ScenarioContact out = contact_of(whole);
  out.at_s = std::max(0.0, seconds_in(entry.at - options_.from));
  if (out.last_agent)
    out.last_contact_ended_s =
        std::max<std::int64_t>((entry.at - entry.last_contact_ended).us / 1'000'000, 0);
  out.patience_s.reset();
  out.patience_over_s.reset();
  if (has_left)
    out.patience_s = seconds_in(waited);
  else if (!entry.legs.empty())
    out.patience_over_s = seconds_in(waited);
  out.flow = flows_.entry_of(entry);
  return out;
}

}  // namespace rapport::twin
