#include "switchboard/support/configure.h"

#include <fmt/format.h>

#include "switchboard/support/vocabulary.h"

namespace rapport::switchboard::scenario {
namespace {

std::vector<std::string> listed(const std::string& text) {
  return text.empty() ? std::vector<std::string>{} : split(text, ',');
}

Branch branch_of(Stage& stage, const std::string& text) {
  if (text == "wait") return {BranchAction::wait, {}};
  if (text == "refuse") return {BranchAction::refuse, {}};
  if (text.rfind("overflow:", 0) == 0)
    return {BranchAction::overflow, stage.names.make<QueueId>(Kind::queue, text.substr(9))};
  throw ScenarioError(fmt::format("'{}' is not wait, refuse or overflow:QUEUE", text));
}

SkillNeed need_of(Stage& stage, const std::string& word) {
  const std::vector<std::string> parts = split(word, ':');
  const std::int64_t level = parts.size() > 1 ? number_of(parts[1]) : 1;
  return {stage.names.make<SkillId>(Kind::skill, parts[0]), static_cast<std::uint8_t>(level)};
}

bool set_time(QueueRules& rules, const std::string& key, const std::string& value) {
  if (key == "offer_timeout")
    rules.offer_timeout = duration_of(value);
  else if (key == "wrap_up")
    rules.wrap_up_limit = duration_of(value);
  else if (key == "wait_limit")
    rules.wait_limit = duration_of(value);
  else if (key == "sticky_window")
    rules.sticky_window = duration_of(value);
  else if (key == "sticky_wait")
    rules.sticky_wait = duration_of(value);
  else if (key == "service_level")
    rules.service_level_within = duration_of(value);
  else
    return false;
  return true;
}

bool set_branch(Stage& stage, QueueRules& rules, const std::string& key, const std::string& value) {
  if (key == "when_full")
    rules.when_full = branch_of(stage, value);
  else if (key == "when_closed")
    rules.when_closed = branch_of(stage, value);
  else if (key == "when_unstaffed")
    rules.when_unstaffed = branch_of(stage, value);
  else
    return false;
  return true;
}

// callback=customer_first dials=2 retry_after=10m ring_limit=30s callback_any_hour after_line_lost=no
void set_callback(QueueRules& rules, const std::string& key, const std::string& value) {
  CallbackRules callback = rules.callbacks();
  if (key == "callback")
    callback.mode = value == "customer_first" ? CallbackMode::customer_first : CallbackMode::agent_first;
  else if (key == "dials")
    callback.dials_max = static_cast<std::int32_t>(number_of(value));
  else if (key == "retry_after")
    callback.retry_after = duration_of(value);
  else if (key == "ring_limit")
    callback.ring_limit = duration_of(value);
  else if (key == "callback_any_hour")
    callback.only_while_open = value == "no";
  else
    callback.after_line_lost = value != "no";
  rules.callback = callback;
}

void set_rule(Stage& stage, QueueRules& rules, const std::string& key, const std::string& value) {
  if (set_time(rules, key, value) || set_branch(stage, rules, key, value)) return;
  if (key == "order")
    rules.order = order_of(value);
  else if (key == "choice")
    rules.choice = choice_of(value);
  else if (key == "weight")
    rules.weight = static_cast<std::int32_t>(number_of(value));
  else if (key == "auto_accept")
    rules.auto_accept = value != "no";
  else if (key == "disposition_required")
    rules.disposition_required = value != "no";
  else if (key == "callback" || key == "dials" || key == "retry_after" || key == "ring_limit" ||
           key == "callback_any_hour" || key == "after_line_lost")
    set_callback(rules, key, value);
  else if (key == "waiting_max")
    rules.waiting_max = static_cast<std::int32_t>(number_of(value));
  else if (key == "transfer_head_start")
    rules.transfer_head_start_min = static_cast<std::int32_t>(number_of(value));
  else if (key == "closed")
    rules.is_open = false;
  else if (key == "open")
    rules.is_open = true;
  else if (key == "dispositions")
    for (const std::string& name : listed(value))
      rules.dispositions.push_back(stage.names.make<DispositionId>(Kind::disposition, name));
  else
    throw ScenarioError(fmt::format("a queue has no '{}'", key));
}

// chat=4:25 or email=2:50:interruptible
ChannelCapacity capacity_of(const std::string& text) {
  const std::vector<std::string> parts = split(text, ':');
  if (parts.size() < 2) throw ScenarioError(fmt::format("'{}' is not at_once:units[:interruptible]", text));
  return {static_cast<std::int32_t>(number_of(parts[0])), static_cast<std::int32_t>(number_of(parts[1])),
          parts.size() > 2 && parts[2] == "interruptible"};
}

void set_profile(Stage& stage, AgentProfile& profile, const std::string& key, const std::string& value) {
  if (key == "queues") {
    profile.queues.clear();
    for (const std::string& name : listed(value))
      profile.queues.push_back(stage.names.find<QueueId>(Kind::queue, name));
  } else if (key == "skills") {
    profile.skills.clear();
    for (const std::string& word : listed(value)) {
      const SkillNeed need = need_of(stage, word);
      profile.skills.push_back({need.skill, need.level_min});
    }
  } else if (key == "teams") {
    profile.teams.clear();
    for (const std::string& name : listed(value))
      profile.teams.push_back(stage.names.make<TeamId>(Kind::team, name));
  } else if (key == "units") {
    profile.units = static_cast<std::int32_t>(number_of(value));
  } else {
    profile.channels[static_cast<std::size_t>(channel_of(key))] = capacity_of(value);
  }
}

Step step_of(Stage& stage, const Line& line) {
  Words words(line.text);
  words.expect("step");
  Step step;
  while (!words.is_empty()) {
    if (words.take("agent"))
      step.agent = stage.names.make<AgentId>(Kind::person, words.next("an agent"));
    else if (words.take("team"))
      step.team = stage.names.make<TeamId>(Kind::team, words.next("a team"));
    else if (words.take("for"))
      step.lasts = words.duration("how long the step lasts");
    else if (!words.take("anyone"))
      step.skills.push_back(need_of(stage, words.next("a skill")));
  }
  return step;
}

}  // namespace

std::vector<Step> steps_of(Stage& stage, const std::vector<Line>& lines) {
  std::vector<Step> steps;
  for (const Line& line : lines)
    steps.push_back(step_of(stage, line));
  return steps;
}

Event queue_event(Stage& stage, Words& words, const std::vector<Line>& steps) {
  const std::string name = words.next("a queue");
  QueueConfigured event{stage.names.make<QueueId>(Kind::queue, name), stage.queues[name]};
  for (const auto& [key, value] : words.options())
    set_rule(stage, event.rules, key, value);
  if (!steps.empty()) event.rules.steps = steps_of(stage, steps);
  stage.queues[name] = event.rules;
  return event;
}

Event agent_event(Stage& stage, Words& words) {
  const std::string name = words.next("an agent");
  AgentConfigured event{stage.names.make<AgentId>(Kind::person, name), stage.agents[name]};
  for (const auto& [key, value] : words.options())
    set_profile(stage, event.profile, key, value);
  stage.agents[name] = event.profile;
  return event;
}

Event settings_event(Stage& stage, Words& words) {
  for (const auto& [key, value] : words.options()) {
    if (key == "silent_after")
      stage.settings.silent_after = duration_of(value);
    else if (key == "disconnect_grace")
      stage.settings.disconnect_grace = duration_of(value);
    else if (key == "why_agents_max")
      stage.settings.why_agents_max = static_cast<std::int32_t>(number_of(value));
    else
      throw ScenarioError(fmt::format("settings have no '{}'", key));
  }
  return SettingsChanged{stage.settings};
}

}  // namespace rapport::switchboard::scenario
