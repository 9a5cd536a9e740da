#include "twin/recorded_people.h"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace rapport::twin {
namespace {

using switchboard::Presence;

constexpr std::size_t own_values_max = 200;
constexpr std::size_t own_values_min = 20;  // fewer: all agents' together

}  // namespace

std::vector<ScenarioShift> shifts_of(const SeenAgent& agent, const RecordedDayOptions& options) {
  std::vector<ScenarioShift> out;
  const std::int64_t end = options.second_of(options.to + options.drain);
  const auto close = [&](std::int64_t at) {
    if (out.empty() || out.back().to_s != 0) return;
    ScenarioShift& shift = out.back();
    shift.to_s = at;
    if (!shift.breaks.empty() && shift.breaks.back().to_s == 0) shift.breaks.back().to_s = at;
    std::erase_if(shift.breaks, [](const ScenarioSpan& pause) { return pause.to_s <= pause.from_s; });
    if (shift.to_s <= shift.from_s) out.pop_back();
  };
  for (const SeenPresence& one : agent.presences) {
    const std::int64_t at = std::min(options.second_of(one.at), end);
    const bool is_there = !out.empty() && out.back().to_s == 0;
    if (one.presence == Presence::offline) {
      close(at);
      continue;
    }
    if (at >= end) break;
    if (!is_there) out.push_back({std::max(at, out.empty() ? 0 : out.back().to_s), 0, {}});
    std::vector<ScenarioSpan>& breaks = out.back().breaks;
    const bool is_on_break = !breaks.empty() && breaks.back().to_s == 0;
    if (one.presence == Presence::away && !is_on_break) breaks.push_back({at, 0});
    if (one.presence != Presence::away && is_on_break)
      breaks.back().to_s = std::max(at, breaks.back().from_s);
    std::erase_if(breaks,
                  [](const ScenarioSpan& pause) { return pause.to_s != 0 && pause.to_s <= pause.from_s; });
  }
  close(end);
  const std::int64_t day = options.second_of(options.to);
  std::erase_if(out, [&](const ScenarioShift& shift) { return shift.from_s >= day; });
  return out;
}

RecordedPeople::RecordedPeople(const SeenDay& seen, const RecordedDayOptions& options, RecordedNames& names,
                               const RecordedFits& fits)
    : seen_(seen), options_(options), names_(names), fits_(fits) {
  std::vector<double> delays, absences;
  double offers = 0, no_answers = 0;
  for (const auto& [id, agent] : seen_.agents) {
    delays.insert(delays.end(), agent.answer_delays_s.begin(), agent.answer_delays_s.end());
    absences.insert(absences.end(), agent.absences_s.begin(), agent.absences_s.end());
    offers += static_cast<double>(agent.offers);
    no_answers += static_cast<double>(agent.no_answers);
  }
  if (!delays.empty()) answer_delay_ = thinned(std::move(delays), own_values_max);
  if (!absences.empty()) back_after_ = thinned(std::move(absences), own_values_max);
  if (offers > 0) no_answer_share_ = no_answers / offers;
}

ScenarioAgents RecordedPeople::agents_of(AgentId id, const SeenAgent& agent) {
  ScenarioAgents out;
  out.name = names_.agents.of(id.value);
  for (const switchboard::AgentSkill& skill : agent.profile.skills)
    out.skills.push_back({names_.skills.of(skill.skill.value), skill.level});
  for (const TeamId team : agent.profile.teams)
    out.teams.push_back(names_.teams.of(team.value));
  for (const QueueId queue : agent.profile.queues)
    if (seen_.queues.count(queue) > 0) out.queues.push_back(names_.queues.of(queue.value));
  out.capacity = capacity_of(agent.profile);
  out.shifts = shifts_of(agent, options_);
  if (out.shifts.empty()) {
    const std::int64_t after = options_.second_of(options_.to + options_.drain) + 1;
    out.shifts.push_back({after, after + 1, {}});
  }
  const bool is_enough = agent.answer_delays_s.size() >= own_values_min;
  out.answer_delay = is_enough ? Law(thinned(agent.answer_delays_s, own_values_max)) : answer_delay_;
  out.back_after = back_after_;
  out.no_answer_share = (static_cast<double>(agent.no_answers) + own_starts_with * no_answer_share_) /
                        (static_cast<double>(agent.offers) + own_starts_with);
  out.pace = fits_.pace_of(id);
  return out;
}

ScenarioCapacity capacity_of(const switchboard::AgentProfile& profile) {
  ScenarioCapacity out;
  out.units = profile.units;
  ScenarioChannels& c = out.channels;
  ScenarioChannel* by_channel[] = {&c.voice, &c.chat, &c.message, &c.email, &c.task, &c.voicemail};
  for (std::size_t i = 0; i < switchboard::channel_count; ++i) {
    const switchboard::ChannelCapacity& capacity = profile.channels[i];
    *by_channel[i] = {capacity.at_once_max, capacity.units, capacity.is_interruptible};
  }
  return out;
}

}  // namespace rapport::twin
