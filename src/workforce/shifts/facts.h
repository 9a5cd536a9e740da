// What planners keep for all schedules: contracts, shift templates, and of each agent the contract, when they
// are there, time off, wishes and what they cost. Skills are those of the organisation. Values.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "workforce/schedule/described.h"

namespace rapport::workforce {

using ContractId = Id<struct WorkContractTag>;
using ShiftTemplateId = Id<struct ShiftTemplateTag>;

struct KeptContract : schedule::Contract {
  ContractId id;
};
BOOST_DESCRIBE_STRUCT(KeptContract, (schedule::Contract), (id))

struct KeptTemplate : schedule::Template {
  ShiftTemplateId id;
};
BOOST_DESCRIBE_STRUCT(KeptTemplate, (schedule::Template), (id))

// Part-timers and home workers have contracts and templates of their own (short, or split by a long break);
// an expert of another department who is called in has a cost per shift.
struct AgentFacts {
  std::string contract;  // "": is not planned
  double cost_per_hour = 0;
  double cost_per_shift = 0;
  std::vector<schedule::Available> available = {};
  std::vector<schedule::TimeOff> time_off = {};
  std::vector<schedule::Wish> wishes = {};
};
BOOST_DESCRIBE_STRUCT(AgentFacts, (), (contract, cost_per_hour, cost_per_shift, available, time_off, wishes))
contract::Notes contract_notes(contract::Tag<AgentFacts>);

struct AgentPlanning : AgentFacts {
  AgentId agent_id;
  std::string name;
  std::vector<std::string> skills;
};
BOOST_DESCRIBE_STRUCT(AgentPlanning, (AgentFacts), (agent_id, name, skills))

struct Facts {
  std::vector<schedule::Contract> contracts;
  std::vector<schedule::Template> templates;
  std::vector<AgentPlanning> agents;
};

// The skill that everybody who is planned has: what a requirement asks for that anybody can fill.
inline constexpr std::string_view anybody = "*";

// A problem of one week that holds the facts; its faults are theirs, at the same places.
schedule::Problem problem_of(const Facts& facts);
// What check_problem says below `pointer`, without it.
std::vector<Issue> faults_below(const schedule::Problem& problem, const std::string& pointer);

}  // namespace rapport::workforce
