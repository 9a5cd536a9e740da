#include "twin/world_group.h"

#include <fmt/format.h>

#include <algorithm>

namespace rapport::twin {
namespace {

std::vector<QueueId> served(WorldNames& names, const std::vector<std::string>& called,
                            const std::string& where) {
  std::vector<QueueId> out;
  for (std::size_t i = 0; i < called.size(); ++i) {
    const std::string at = fmt::format("{}/{}", where, i);
    const QueueId queue = names.queue(called[i], at);
    if (queue && std::find(out.begin(), out.end(), queue) != out.end()) names.issue(at, "is there twice");
    out.push_back(queue);
  }
  return out;
}

switchboard::AgentProfile profile(WorldNames& names, const ScenarioAgents& from, const std::string& where) {
  switchboard::AgentProfile out;
  for (std::size_t i = 0; i < from.skills.size(); ++i) {
    const std::string at = fmt::format("{}/skills/{}/skill", where, i);
    const SkillId skill = names.skill(from.skills[i].skill, at);
    for (const switchboard::AgentSkill& other : out.skills)
      if (other.skill == skill && skill) names.issue(at, "is there twice");
    out.skills.push_back({skill, level_of(from.skills[i].level)});
  }
  for (const std::string& team : from.teams)
    out.teams.push_back(names.team(team, where));
  out.queues = served(names, from.queues, where + "/queues");
  out.units = from.capacity.units;
  const ScenarioChannels& c = from.capacity.channels;
  const ScenarioChannel* by_channel[] = {&c.voice, &c.chat, &c.message, &c.email, &c.task, &c.voicemail};
  for (std::size_t i = 0; i < switchboard::channel_count; ++i)
    out.channels[i] = {by_channel[i]->at_once_max, by_channel[i]->units, by_channel[i]->is_interruptible};
  return out;
}

}  // namespace

WorldGroup resolve_group(const ScenarioAgents& from, const std::string& where, WorldNames& names) {
  WorldGroup out;
  out.name = from.name;
  out.source = source_of(from.name);
  out.count = from.count;
  out.profile = profile(names, from, where);
  for (std::size_t i = 0; i < from.assignments.size(); ++i) {
    const ScenarioAssignment& one = from.assignments[i];
    const std::string at = fmt::format("{}/assignments/{}", where, i);
    if (i > 0 && one.from_s < from.assignments[i - 1].from_s)
      names.issue(at + "/from_s", "must be in order of time");
    out.assignments.push_back({seconds(one.from_s), out.profile});
    out.assignments.back().profile.queues = served(names, one.queues, at + "/queues");
  }
  std::vector<ScenarioSpan> shifts;
  for (const ScenarioShift& shift : from.shifts)
    shifts.push_back({shift.from_s, shift.to_s});
  const std::vector<Span> whole = names.spans(shifts, where + "/shifts");
  for (std::size_t i = 0; i < whole.size(); ++i) {
    const std::string at = fmt::format("{}/shifts/{}/breaks", where, i);
    const Shift& shift = out.shifts.emplace_back(Shift{whole[i], names.spans(from.shifts[i].breaks, at)});
    for (std::size_t k = 0; k < shift.breaks.size(); ++k)
      if (shift.breaks[k].from < shift.span.from || shift.breaks[k].to > shift.span.to)
        names.issue(fmt::format("{}/{}", at, k), "must lie within its shift");
  }
  out.answer_delay = names.law(from.answer_delay, where + "/answer_delay");
  out.no_answer_share = from.no_answer_share;
  out.back_after = names.law(from.back_after, where + "/back_after");
  out.pace = from.pace;
  out.cost_per_hour = from.cost_per_hour;
  return out;
}

}  // namespace rapport::twin
