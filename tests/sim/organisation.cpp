#include "sim/organisation.h"

#include <algorithm>

#include "base/check.h"
#include "switchboard/flow/channels.h"

namespace rapport::sim {
namespace {

using namespace switchboard;

std::uint8_t any_level(Chance& chance) {
  return static_cast<std::uint8_t>(1 + chance.below(5));
}

SkillId any_skill(Chance& chance) {
  return SkillId{1 + chance.below(skill_ids)};
}

TeamId any_team(Chance& chance) {
  return TeamId{1 + chance.below(team_ids)};
}

Branch any_branch(Chance& chance) {
  Branch branch;
  branch.action = static_cast<BranchAction>(chance.below(3));
  if (branch.action == BranchAction::overflow) branch.overflow_to = any_queue(chance);
  return branch;
}

Step any_step(Chance& chance) {
  Step step;
  const std::uint32_t kind = chance.below(10);
  if (kind < 2) step.agent = any_agent(chance);
  if (kind == 2 || kind == 3) step.team = any_team(chance);
  for (std::uint32_t n = kind < 2 ? 0 : chance.below(3); n > 0; --n)
    step.skills.push_back({any_skill(chance), any_level(chance)});
  if (!chance.one_in(6)) step.lasts = seconds(5 * chance.between(1, 12));
  return step;
}

}  // namespace

QueueId any_queue(Chance& chance) {
  return QueueId{1 + chance.below(queue_ids)};
}

AgentId any_agent(Chance& chance) {
  return AgentId{1 + chance.below(agent_ids)};
}

Channel any_channel(Chance& chance) {
  // Mostly chat, so that there is competition.
  const std::uint32_t n = chance.below(11);
  return n < 5 ? Channel::chat : static_cast<Channel>(n - 5);
}

std::vector<Step> any_steps(Chance& chance) {
  std::vector<Step> steps;
  for (std::uint32_t n = chance.below(4); n > 0; --n)
    steps.push_back(any_step(chance));
  return steps;
}

QueueRules any_rules(Chance& chance) {
  QueueRules rules;
  rules.is_open = !chance.one_in(12);
  rules.order = chance.one_in(3) ? OrderRule::strict_priority : OrderRule::blended;
  rules.choice = static_cast<AgentChoice>(chance.below(4));
  const std::vector<std::int32_t> weights = {1, 50, 100, 100, 100, 300, 10'000};
  rules.weight = chance.any_of(weights);
  rules.offer_timeout = seconds(chance.between(1, 40));
  rules.auto_accept = chance.one_in(6);
  rules.wrap_up_limit = seconds(chance.one_in(5) ? 0 : chance.between(1, 90));
  rules.disposition_required = chance.one_in(4);
  for (std::int32_t i = 1; i <= disposition_ids; ++i)
    if (!chance.one_in(3)) rules.dispositions.push_back(DispositionId{i});
  rules.waiting_max = chance.one_in(3) ? chance.between(1, 6) : 0;
  rules.when_full = any_branch(chance);
  rules.when_closed = any_branch(chance);
  if (chance.one_in(3)) rules.when_unstaffed = any_branch(chance);
  if (chance.one_in(3)) rules.wait_limit = seconds(chance.between(5, 600));
  rules.steps = any_steps(chance);
  if (chance.one_in(4)) rules.sticky_window = {};
  rules.sticky_wait = seconds(chance.between(0, 60));
  rules.transfer_head_start_min = chance.between(0, 10);
  rules.service_level_within = seconds(chance.between(1, 60));
  if (chance.one_in(3)) return rules;
  CallbackRules callback;
  callback.mode = static_cast<CallbackMode>(chance.below(2));
  callback.dials_max = chance.between(1, 4);
  callback.retry_after = seconds(chance.between(0, 120));
  callback.ring_limit = seconds(chance.between(1, 60));
  callback.only_while_open = chance.one_in(2);
  callback.after_line_lost = !chance.one_in(3);
  rules.callback = callback;
  return rules;
}

AgentProfile any_profile(Chance& chance) {
  AgentProfile profile;
  for (std::int32_t i = 1; i <= skill_ids; ++i)
    if (chance.one_in(2)) profile.skills.push_back({SkillId{i}, any_level(chance)});
  for (std::int32_t i = 1; i <= team_ids; ++i)
    if (chance.one_in(2)) profile.teams.push_back(TeamId{i});
  if (chance.one_in(2)) {
    profile.units = 10 * chance.between(1, 20);
    for (ChannelCapacity& channel : profile.channels)
      channel = {chance.between(0, 5), 5 * chance.between(0, 20), chance.one_in(3)};
  }
  return profile;
}

Settings any_settings(Chance& chance) {
  Settings settings;
  settings.silent_after = seconds(chance.between(20, 600));
  settings.disconnect_grace = seconds(chance.between(0, 60));
  settings.why_agents_max = chance.between(1, 12);
  return settings;
}

AgentProfile anything_goes() {
  AgentProfile profile;
  for (std::int32_t i = 1; i <= skill_ids; ++i)
    profile.skills.push_back({SkillId{i}, 5});
  for (std::int32_t i = 1; i <= team_ids; ++i)
    profile.teams.push_back(TeamId{i});
  profile.units = 10'000;
  profile.channels.fill(ChannelCapacity{1'000, 1, false});
  return profile;
}

namespace {

using namespace switchboard::flow;

Code any_code(Chance& chance, ValueType type, const Scope& scope) {
  static const std::vector<std::string> booleans = {"true",
                                                    "b",
                                                    "not b or n > 3",
                                                    "n / (n - 1) > 2",
                                                    "n in (1, 2, 3)",
                                                    "waited_s > 30",
                                                    "customer_known",
                                                    "c == 'x'",
                                                    "tries < 1",
                                                    "channel == 'chat'",
                                                    "position > 1 and wait_s > 5"};
  static const std::vector<std::string> integers = {"0",     "n + 1",         "n * n",
                                                    "7 / n", "max(n, 3) % 4", "9223372036854775807 + n"};
  const std::string& source = type == ValueType::boolean ? chance.any_of(booleans) : chance.any_of(integers);
  return compile(source, scope, {type, {}})->code;
}

const Scope& scope() {
  static const Scope made = [] {
    Scope scope;
    scope.attributes = {{"n", ValueType::integer, {}},
                        {"b", ValueType::boolean, {}},
                        {"c", ValueType::choice, {"x", "y"}},
                        {"t", ValueType::text, {}}};
    for (std::size_t i = 0; i < fact_count; ++i)
      scope.facts.push_back({fact_names()[i], ValueType::integer, {}});
    scope.facts[static_cast<std::size_t>(Fact::channel)] = {
        "channel", ValueType::choice, {"voice", "chat", "message", "email", "task", "voicemail"}};
    scope.facts[static_cast<std::size_t>(Fact::customer_known)].type = ValueType::boolean;
    return scope;
  }();
  return made;
}

std::size_t exits_for(Chance& chance, const ProgramStep& step) {
  switch (step.kind) {
    case StepKind::menu:
      return 3 + chance.below(3);
    case StepKind::collect:
    case StepKind::queue:
      return 3;
    case StepKind::branch:
      return 1 + step.cases.size();
    case StepKind::split:
      return step.percents.size();
    case StepKind::end:
      return 0;
    default:
      return 2;
  }
}

ProgramStep any_step(Chance& chance, std::int32_t steps) {
  ProgramStep step;
  step.kind = static_cast<StepKind>(chance.below(static_cast<std::uint32_t>(step_kind_count)));
  if (chance.one_in(3)) step.kind = chance.one_in(2) ? StepKind::queue : StepKind::menu;
  step.tries = chance.between(1, 3);
  if (chance.one_in(2)) step.lasts = seconds(chance.between(1, 120));
  if (step.kind == StepKind::collect) step.attribute = 3;
  if (step.kind == StepKind::set) {
    step.puts.push_back({0, any_code(chance, ValueType::integer, scope())});
    if (chance.one_in(2)) step.puts.push_back({1, any_code(chance, ValueType::boolean, scope())});
    if (chance.one_in(3))
      step.puts.push_back({language_target, any_code(chance, ValueType::integer, scope())});
  }
  if (step.kind == StepKind::branch)
    for (std::int32_t n = chance.between(1, 3); n > 0; --n)
      step.cases.push_back(any_code(chance, ValueType::boolean, scope()));
  if (step.kind == StepKind::split) step.percents = {chance.between(0, 100), 30, 20};
  step.is_asked = step.kind >= StepKind::hours && step.kind <= StepKind::language;
  step.is_asked = step.is_asked || step.kind == StepKind::callback || step.kind == StepKind::voicemail;
  if ((step.kind == StepKind::set || step.kind == StepKind::branch) && chance.one_in(5)) step.is_asked = true;
  if (step.kind == StepKind::transfer) {
    if (chance.one_in(2))
      step.agent = any_agent(chance);
    else
      step.flow = FlowId{chance.between(1, flow_ids)};
  }
  if (step.kind == StepKind::callback || step.kind == StepKind::voicemail) step.queue = any_queue(chance);
  if (step.kind == StepKind::queue) {
    step.queue = any_queue(chance);
    if (chance.one_in(3)) step.puts.push_back({0, any_code(chance, ValueType::integer, scope())});
    if (chance.one_in(3)) step.circles = any_steps(chance);
    for (switchboard::Step& circle : step.circles)
      circle.lasts = std::min(circle.lasts, hours(24));
    if (chance.one_in(2)) step.first = seconds(chance.between(0, 60));
    if (chance.one_in(2)) step.every = seconds(chance.between(5, 60));
    if (chance.one_in(2)) step.wait_max = seconds(chance.between(1, 300));
    step.has_offer = chance.one_in(2);
  }
  for (std::size_t n = exits_for(chance, step); n > 0; --n)
    step.exits.push_back(chance.one_in(12) ? -1 : chance.between(0, steps - 1));
  return step;
}

}  // namespace

Program any_program(Chance& chance) {
  Program program;
  program.languages = chance.between(1, 3);
  program.channels = 63;
  program.fallback = any_queue(chance);
  program.attributes = {{ValueType::integer, 0, chance.between(-2, 3)},
                        {ValueType::boolean, 0, 0},
                        {ValueType::choice, 2, 1},
                        {ValueType::text, 0, 0}};
  if (chance.one_in(3)) program.purpose = Purpose::assist;
  const std::int32_t steps = chance.between(1, 10);
  while (static_cast<std::int32_t>(program.steps.size()) < steps) {
    ProgramStep step = any_step(chance, steps);
    // A fuzzer's bytes that are used up give the same step for ever.
    if (chance.is_used_up()) program.purpose.reset();
    if (!program.is_assist() || can_assist(step.kind)) program.steps.push_back(std::move(step));
  }
  program.start = chance.between(0, steps - 1);
  RAPPORT_CHECK(is_sound(program));
  return program;
}

}  // namespace rapport::sim
