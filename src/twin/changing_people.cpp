#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iterator>

#include "twin/changing.h"

namespace rapport::twin {
namespace {

// Changes what the group serves from then on.
template <class Change>
void reassign(ScenarioAgents& group, std::int64_t from_s, Change change) {
  std::vector<ScenarioAssignment>& later = group.assignments;
  if (from_s == 0) change(group.queues);
  if (from_s > 0) {
    const auto after = std::find_if(later.begin(), later.end(),
                                    [&](const ScenarioAssignment& one) { return one.from_s >= from_s; });
    if (after == later.end() || after->from_s > from_s)
      later.insert(after, {from_s, after == later.begin() ? group.queues : std::prev(after)->queues});
  }
  for (ScenarioAssignment& one : later)
    if (one.from_s >= from_s) change(one.queues);
}

}  // namespace

template <class Who>
std::vector<std::size_t> Changing::picked(const Who& change) {
  std::vector<std::size_t> out;
  std::int32_t left = change.count.value_or(0);
  for (std::size_t i = 0; i < change.agents.size(); ++i) {
    const ScenarioAgents* found = group(change.agents[i], fmt::format("agents/{}", i));
    if (found == nullptr) continue;
    const auto at = static_cast<std::size_t>(found - scenario_.agents.data());
    if (!change.count) {
      out.push_back(at);
    } else if (left > 0) {
      const std::int32_t taken = std::min(left, found->count);
      left -= taken;
      out.push_back(taken == found->count ? at : split(at, taken));
    }
  }
  if (left > 0 && out.size() == change.agents.size())
    issue("count", fmt::format("these groups have {} agents less", left));
  return out;
}

std::size_t Changing::split(std::size_t group, std::int32_t count) {
  ScenarioAgents part = scenario_.agents[group];
  const std::string before = part.name;
  for (int i = 2;; ++i) {
    part.name = fmt::format("{} ({})", before, i);
    const auto is_it = [&](const ScenarioAgents& one) { return one.name == part.name; };
    if (std::none_of(scenario_.agents.begin(), scenario_.agents.end(), is_it)) break;
  }
  part.count = count;
  const std::int32_t kept = scenario_.agents[group].count -= count;
  rename_agents([&](const std::string& of, std::int32_t number) -> std::optional<std::string> {
    if (of != before || number <= kept) return fmt::format("{}/{}", of, number);
    return fmt::format("{}/{}", part.name, number - kept);
  });
  scenario_.agents.push_back(std::move(part));
  return scenario_.agents.size() - 1;
}

void Changing::rename_agents(const Name& name) {
  const auto renamed = [&](const std::string& agent) -> std::optional<std::string> {
    const std::size_t slash = agent.rfind('/');
    std::int32_t number = 0;
    if (slash == std::string::npos ||
        std::from_chars(agent.data() + slash + 1, agent.data() + agent.size(), number).ec != std::errc())
      return agent;  // resolve() says what is wrong with it
    return name(agent.substr(0, slash), number);
  };
  const auto in_steps = [&](std::vector<ScenarioStep>& steps) {
    std::erase_if(steps, [&](ScenarioStep& step) {
      if (!step.agent) return false;
      step.agent = renamed(*step.agent);
      return !step.agent;
    });
  };
  std::erase_if(scenario_.ids.agents, [&](ScenarioId& one) {
    const std::optional<std::string> now = renamed(one.name);
    one.name = now.value_or("");
    return !now;
  });
  for (ScenarioQueue& queue : scenario_.queues) {
    in_steps(queue.rules.steps);
    for (ScenarioKind& kind : queue.mix)
      if (kind.steps) in_steps(*kind.steps);
    if (!queue.arrivals.contacts) continue;
    for (ScenarioContact& contact : *queue.arrivals.contacts) {
      if (contact.steps) in_steps(*contact.steps);
      if (contact.last_agent) contact.last_agent = renamed(*contact.last_agent);
    }
  }
}

void Changing::on(const LearnSkill& change) {
  if (!has_skill(change.skill)) return;
  for (const std::size_t at : picked(change)) {
    std::vector<ScenarioSkill>& skills = scenario_.agents[at].skills;
    std::erase_if(skills, [&](const ScenarioSkill& one) { return one.skill == change.skill; });
    skills.push_back({change.skill, change.level});
  }
}

void Changing::on(const LoseSkill& change) {
  if (!has_skill(change.skill)) return;
  for (const std::size_t at : picked(change))
    std::erase_if(scenario_.agents[at].skills,
                  [&](const ScenarioSkill& one) { return one.skill == change.skill; });
}

void Changing::on(const JoinQueue& change) {
  if (queue(change.queue) == nullptr) return;
  for (const std::size_t at : picked(change))
    reassign(scenario_.agents[at], change.from_s, [&](std::vector<std::string>& of) {
      if (std::find(of.begin(), of.end(), change.queue) == of.end()) of.push_back(change.queue);
    });
}

void Changing::on(const LeaveQueue& change) {
  if (queue(change.queue) == nullptr) return;
  for (const std::size_t at : picked(change))
    reassign(scenario_.agents[at], change.from_s,
             [&](std::vector<std::string>& of) { std::erase(of, change.queue); });
}

void Changing::on(const AddAgents& change) {
  if (ScenarioAgents* of = group(change.group, "group")) of->count += change.count;
}

void Changing::on(const RemoveAgents& change) {
  ScenarioAgents* of = group(change.group, "group");
  if (of == nullptr) return;
  if (change.count > of->count) return issue("count", fmt::format("the group has {} agents", of->count));
  const std::int32_t kept = of->count -= change.count;
  rename_agents([&](const std::string& group_name, std::int32_t number) -> std::optional<std::string> {
    if (group_name == change.group && number > kept) return std::nullopt;
    return fmt::format("{}/{}", group_name, number);
  });
  if (kept == 0)
    std::erase_if(scenario_.agents, [&](const ScenarioAgents& one) { return one.name == change.group; });
}

void Changing::on(const MoveShifts& change) {
  for (const std::size_t at : picked(change)) {
    for (ScenarioShift& shift : scenario_.agents[at].shifts) {
      if (shift.from_s + change.by_s < 0) return issue("by_s", "a shift would begin before the day does");
      shift.from_s += change.by_s;
      shift.to_s += change.by_s;
      for (ScenarioSpan& pause : shift.breaks)
        pause = {pause.from_s + change.by_s, pause.to_s + change.by_s};
    }
  }
}

void Changing::on(const SetShifts& change) {
  for (const std::size_t at : picked(change))
    scenario_.agents[at].shifts = change.shifts;
}

void Changing::on(const MoveBreaks& change) {
  std::int64_t moved = 0;
  for (const std::size_t at : picked(change)) {
    for (ScenarioShift& shift : scenario_.agents[at].shifts) {
      for (ScenarioSpan& pause : shift.breaks) {
        if (pause.from_s < change.from_s || (change.to_s && pause.from_s >= *change.to_s)) continue;
        const std::int64_t length = pause.to_s - pause.from_s;
        pause.from_s = std::clamp(pause.from_s + change.by_s, shift.from_s, shift.to_s - length);
        pause.to_s = pause.from_s + length;
        ++moved;
      }
      std::sort(shift.breaks.begin(), shift.breaks.end(),
                [](const ScenarioSpan& a, const ScenarioSpan& b) { return a.from_s < b.from_s; });
    }
  }
  if (moved == 0 && issues.empty()) issue("from_s", "none of their breaks begins there");
}

void Changing::on(const BeAbsent& change) {
  if (!is_span(change.from_s, change.to_s)) return;
  for (const std::size_t at : picked(change)) {
    std::vector<ScenarioShift>& shifts = scenario_.agents[at].shifts;
    if (shifts.empty()) shifts.push_back({0, scenario_.duration_s, {}});
    for (ScenarioShift& shift : shifts) {
      ScenarioSpan away{std::max(change.from_s, shift.from_s), std::min(change.to_s, shift.to_s)};
      if (away.from_s >= away.to_s) continue;
      std::vector<ScenarioSpan> breaks;  // what it touches is part of it
      for (const ScenarioSpan& pause : shift.breaks) {
        if (pause.to_s < away.from_s || pause.from_s > away.to_s)
          breaks.push_back(pause);
        else
          away = {std::min(away.from_s, pause.from_s), std::max(away.to_s, pause.to_s)};
      }
      breaks.push_back(away);
      std::sort(breaks.begin(), breaks.end(),
                [](const ScenarioSpan& a, const ScenarioSpan& b) { return a.from_s < b.from_s; });
      shift.breaks = std::move(breaks);
    }
  }
}

}  // namespace rapport::twin
