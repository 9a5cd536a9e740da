#include "twin/world_names.h"

#include <fmt/format.h>

#include <charconv>
#include <utility>

#include "twin/world.h"

namespace rapport::twin {
namespace {

// Numbers that nobody of the world has.
std::int64_t nobodys(std::int64_t id) {
  constexpr std::int64_t beyond = 1'000'000'000;
  return id > beyond ? id : beyond + id;
}

}  // namespace

void WorldNames::define(Numbers& numbers, const std::string& name, const std::string& where,
                        const char* what) {
  const auto number = static_cast<std::int64_t>(numbers.size()) + 1;
  if (!numbers.emplace(name, number).second)
    issue(where, fmt::format("{} \"{}\" is there twice", what, name));
}

std::int64_t WorldNames::find(const Numbers& numbers, const std::string& name, const std::string& where,
                              const char* what) {
  const auto found = numbers.find(name);
  if (found != numbers.end()) return found->second;
  issue(where, fmt::format("no {} is called \"{}\"", what, name));
  return 0;
}

void WorldNames::add_all() {
  for (std::size_t i = 0; i < scenario_.skills.size(); ++i)
    define(skills_, scenario_.skills[i], fmt::format("/skills/{}", i), "skill");
  for (std::size_t i = 0; i < scenario_.queues.size(); ++i)
    define(queues_, scenario_.queues[i].name, fmt::format("/queues/{}/name", i), "queue");
  for (std::size_t i = 0; i < scenario_.flows.size(); ++i)
    define(flows_, scenario_.flows[i].name, fmt::format("/flows/{}/name", i), "flow");
  std::int64_t next = 1;
  for (std::size_t i = 0; i < scenario_.agents.size(); ++i) {
    const ScenarioAgents& group = scenario_.agents[i];
    define(groups_, group.name, fmt::format("/agents/{}/name", i), "group");
    first_agents_.push_back({next});
    next += group.count;
    for (const std::string& team : group.teams)
      teams_.emplace(team, static_cast<std::int64_t>(teams_.size()) + 1);
  }
  if (next - 1 > agents_max) issue("/agents", fmt::format("{} agents; at most {}", next - 1, agents_max));
}

SkillId WorldNames::skill(const std::string& name, const std::string& where) {
  return {find(skills_, name, where, "skill")};
}

QueueId WorldNames::queue(const std::string& name, const std::string& where) {
  return {find(queues_, name, where, "queue")};
}

TeamId WorldNames::team(const std::string& name, const std::string& where) {
  return {find(teams_, name, where, "team of any group")};
}

std::int64_t WorldNames::flow(const std::string& name, const std::string& where) {
  return find(flows_, name, where, "flow");
}

AgentId WorldNames::agent(const std::string& name, const std::string& where) {
  const std::size_t slash = name.rfind('/');
  std::int32_t number = 0;
  if (slash != std::string::npos) {
    const char* end = name.data() + name.size();
    const auto read = std::from_chars(name.data() + slash + 1, end, number);
    if (read.ec != std::errc() || read.ptr != end) number = 0;
  }
  if (number < 1) {
    issue(where, "an agent is GROUP/NUMBER, numbers from 1");
    return {};
  }
  const std::int64_t group = find(groups_, name.substr(0, slash), where, "group");
  if (group == 0) return {};
  const auto index = static_cast<std::size_t>(group - 1);
  if (number > scenario_.agents[index].count) {
    issue(where, fmt::format("the group has {} agents", scenario_.agents[index].count));
    return {};
  }
  return {first_agents_[index].value + number - 1};
}

FlowNumbers WorldNames::flow_numbers(const std::string& where) {
  const auto name_of = [](const std::vector<ScenarioId>& ids, std::int64_t id) -> const std::string* {
    for (const ScenarioId& one : ids)
      if (one.id.value == id) return &one.name;
    return nullptr;
  };
  const auto number = [this, where, name_of](const std::vector<ScenarioId>& ids, const Numbers& numbers,
                                             std::int64_t id, const char* what) -> std::int64_t {
    if (ids.empty() && id <= static_cast<std::int64_t>(numbers.size())) return id;
    const std::string* name = name_of(ids, id);
    const auto found = name == nullptr ? numbers.end() : numbers.find(*name);
    if (found != numbers.end()) return found->second;
    if (name != nullptr)
      issue("/ids", fmt::format("no {} is called \"{}\"", what, *name));
    else
      issue(where, fmt::format("nothing says which {} {} is", what, id));
    return nobodys(id);
  };
  const auto known_or_nobodys = [name_of](const std::vector<ScenarioId>& ids, const Numbers& numbers,
                                          std::int64_t id) -> std::int64_t {
    if (ids.empty() && id <= static_cast<std::int64_t>(numbers.size())) return id;
    const std::string* name = name_of(ids, id);
    const auto found = name == nullptr ? numbers.end() : numbers.find(*name);
    return found == numbers.end() ? nobodys(id) : found->second;
  };
  const ScenarioIds& ids = scenario_.ids;
  FlowNumbers out;
  out.queue = [this, number, &ids](QueueId id) {
    return QueueId{number(ids.queues, queues_, id.value, "queue")};
  };
  out.flow = [this, known_or_nobodys, &ids](FlowId id) {
    return FlowId{known_or_nobodys(ids.flows, flows_, id.value)};
  };
  out.skill = [this, known_or_nobodys, &ids](SkillId id) {
    return SkillId{known_or_nobodys(ids.skills, skills_, id.value)};
  };
  out.team = [this, known_or_nobodys, &ids](TeamId id) {
    return TeamId{known_or_nobodys(ids.teams, teams_, id.value)};
  };
  out.agent = [this, where, name_of, &ids](AgentId id) {
    const std::string* name = name_of(ids.agents, id.value);
    return name == nullptr ? AgentId{nobodys(id.value)} : agent(*name, "/ids/agents");
  };
  return out;
}

std::vector<Span> WorldNames::spans(const std::vector<ScenarioSpan>& from, const std::string& where) {
  std::vector<Span> out;
  for (std::size_t i = 0; i < from.size(); ++i) {
    if (from[i].to_s <= from[i].from_s)
      issue(fmt::format("{}/{}/to_s", where, i), "must be after from_s");
    else if (!out.empty() && seconds(from[i].from_s) < out.back().to)
      issue(fmt::format("{}/{}/from_s", where, i), "must not be before the end of the one before");
    out.push_back({seconds(from[i].from_s), seconds(from[i].to_s)});
  }
  return out;
}

Distribution WorldNames::law(const Law& from, const std::string& where) {
  std::string fault = fault_of(from);
  if (fault.empty()) return Distribution(from);
  issue(where, std::move(fault));
  return {};
}

}  // namespace rapport::twin
