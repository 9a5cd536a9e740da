#include "workforce/shifts/facts.h"

#include <fmt/format.h>

#include <set>

namespace rapport::workforce {

contract::Notes contract_notes(contract::Tag<AgentFacts>) {
  return {.name = "AgentPlanningFacts",
          .fields = {{.name = "contract",
                      .doc = "empty: is not planned",
                      .max_length = 100,
                      .format = contract::Format::line},
                     {.name = "cost_per_hour", .min = 0, .max = 1e9, .has_default = true},
                     {.name = "cost_per_shift",
                      .doc = "of an expert who is called in",
                      .min = 0,
                      .max = 1e9,
                      .has_default = true},
                     {.name = "available", .max_items = 50, .has_default = true},
                     {.name = "time_off", .max_items = 200, .has_default = true},
                     {.name = "wishes", .max_items = 200, .has_default = true}}};
}

schedule::Problem problem_of(const Facts& facts) {
  schedule::Problem problem;
  problem.time_zone = "UTC";
  problem.first_day = "2026-01-05";
  problem.days = 7;
  problem.shifts = facts.templates;
  problem.contracts = facts.contracts;
  std::set<std::string> skills{std::string(anybody)};
  for (const AgentPlanning& one : facts.agents) {
    if (one.contract.empty()) continue;
    schedule::Agent agent;
    agent.name = fmt::format("{}", one.agent_id.value);
    agent.contract = one.contract;
    agent.skills = one.skills;
    agent.skills.emplace_back(anybody);
    agent.cost_per_hour = one.cost_per_hour;
    agent.cost_per_shift = one.cost_per_shift;
    agent.available = one.available;
    agent.time_off = one.time_off;
    agent.wishes = one.wishes;
    skills.insert(one.skills.begin(), one.skills.end());
    problem.agents.push_back(std::move(agent));
  }
  problem.skills.assign(skills.begin(), skills.end());
  return problem;
}

std::vector<Issue> faults_below(const schedule::Problem& problem, const std::string& pointer) {
  const auto sound = schedule::check_problem(problem);
  if (sound) return {};
  std::vector<Issue> below;
  for (const Issue& issue : sound.error().issues)
    if (issue.where.starts_with(pointer + "/"))
      below.push_back({issue.where.substr(pointer.size()), issue.what});
  return below;
}

}  // namespace rapport::workforce
