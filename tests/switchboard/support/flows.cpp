#include "switchboard/support/flows.h"

#include <fmt/format.h>

#include <algorithm>

#include "switchboard/flow/hearing.h"
#include "switchboard/flow/validate.h"

namespace rapport::switchboard::scenario {
namespace {

using flow::Flow;
using flow::FlowStep;

flow::Texts said(const std::string& text) {
  return {{"en", text}, {"zh", text}};
}
std::vector<std::string> parts_of(const std::string& text, char separator) {
  std::vector<std::string> parts;
  for (const std::string& part : split(text, separator))
    parts.push_back(trimmed(part));
  return parts;
}
// "a = b" at the first sign: {"a", "b"}.
std::pair<std::string, std::string> halves(const std::string& text, const std::string& sign) {
  const std::size_t at = text.find(sign);
  if (at == std::string::npos) throw ScenarioError(fmt::format("expected '{}' in '{}'", sign, text));
  return {trimmed(text.substr(0, at)), trimmed(text.substr(at + sign.size()))};
}

flow::Attribute attribute_of(const std::string& text) {
  const std::vector<std::string> parts = split(text, ':');
  flow::Attribute attribute;
  attribute.name = parts.at(0);
  const std::string type = parts.size() > 1 ? parts[1] : "text";
  if (type == "boolean") attribute.type = flow::ValueType::boolean;
  if (type == "integer") attribute.type = flow::ValueType::integer;
  if (type == "choice") {
    attribute.type = flow::ValueType::choice;
    attribute.choices = split(parts.at(2), '|');
  }
  return attribute;
}

class Drawing {
 public:
  Drawing(Stage& stage, Flow& flow) : stage_(stage), flow_(flow) {}

  void step(const std::string& line) {
    const std::size_t arrow = line.find("->");
    FlowStep step;
    if (arrow != std::string::npos)
      for (const std::string& exit : parts_of(line.substr(arrow + 2), ' '))
        if (!exit.empty()) step.exits.insert(halves(exit, "="));
    Words words(line.substr(0, arrow));
    words.expect("step");
    step.id = words.next("a step");
    step.does = does(words.next("what it does"), words, step.id);
    if (flow_.start.empty()) flow_.start = step.id;
    flow_.steps.push_back(std::move(step));
  }

 private:
  flow::Does does(const std::string& kind, Words& words, const std::string& id) {
    if (kind == "say") return flow::Say{said(id), ""};
    if (kind == "menu") return menu(words, id);
    if (kind == "collect") return collect(words, id);
    if (kind == "set") {
      flow::Set set;
      for (const std::string& one : parts_of(words.rest(), ';')) {
        auto [name, value] = halves(one, " = ");
        set.values.push_back({name, value});
      }
      return set;
    }
    if (kind == "branch") {
      flow::Branch branch;
      for (const std::string& one : parts_of(words.rest(), ';')) {
        auto [name, when] = halves(one, " when ");
        branch.cases.push_back({name, when});
      }
      return branch;
    }
    if (kind == "hours") return flow::Hours{HoursId{1}};
    if (kind == "lookup") return flow::Lookup{};
    if (kind == "webhook") return flow::Webhook{"https://shop.example.com", {}, {}, 5, 1};
    if (kind == "language") return flow::Language{};
    if (kind == "queue") return queue(words);
    if (kind == "transfer") return transfer(words);
    if (kind == "voicemail")
      return flow::Voicemail{said(id), stage_.names.make<QueueId>(Kind::queue, words.next("a queue")), 60};
    if (kind == "callback")
      return flow::Callback{stage_.names.make<QueueId>(Kind::queue, words.next("a queue")), ""};
    if (kind == "split") {
      flow::Split shares;
      while (!words.is_empty()) {
        const std::vector<std::string> share = split(words.next("a share"), ':');
        shares.shares.push_back({share.at(0), static_cast<std::int32_t>(number_of(share.at(1)))});
      }
      return shares;
    }
    if (kind == "tag") return flow::Tag{words.next("a tag")};
    if (kind == "end") return flow::End{};
    throw ScenarioError(fmt::format("no step does '{}'", kind));
  }
  flow::Menu menu(Words& words, const std::string& id) {
    flow::Menu menu;
    menu.text = said(id);
    for (const std::string& name : split(words.next("options"), ','))
      menu.options.push_back({name, "", said(name), {}});
    for (const auto& [key, value] : words.options()) {
      if (key == "tries") menu.tries = static_cast<std::int32_t>(number_of(value));
      if (key == "timeout") menu.timeout_s = static_cast<std::int32_t>(duration_of(value).us / 1'000'000);
    }
    return menu;
  }
  flow::Collect collect(Words& words, const std::string& id) {
    flow::Collect collect;
    collect.text = said(id);
    collect.attribute = words.next("an attribute");
    for (const auto& [key, value] : words.options()) {
      if (key == "tries") collect.tries = static_cast<std::int32_t>(number_of(value));
      if (key == "timeout") collect.timeout_s = static_cast<std::int32_t>(duration_of(value).us / 1'000'000);
    }
    return collect;
  }
  flow::Queue queue(Words& words) {
    flow::Queue queue;
    queue.queue_id = stage_.names.make<QueueId>(Kind::queue, words.next("a queue"));
    queue.treatment.first_s = 0;
    queue.treatment.every_s = 0;
    for (const auto& [key, value] : words.options()) {
      if (key == "first")
        queue.treatment.first_s = static_cast<std::int32_t>(duration_of(value).us / 1'000'000);
      if (key == "every")
        queue.treatment.every_s = static_cast<std::int32_t>(duration_of(value).us / 1'000'000);
      if (key == "wait_max") queue.wait_max_s = static_cast<std::int32_t>(duration_of(value).us / 1'000'000);
      if (key == "offer") queue.treatment.offer = said("offer");
      if (key == "priority") queue.priority = value;
      if (key == "need") {
        const std::vector<std::string> parts = split(value, ':');
        flow::Circle circle;
        circle.skills.push_back({stage_.names.make<SkillId>(Kind::skill, parts.at(0)),
                                 parts.size() > 1 ? static_cast<std::int32_t>(number_of(parts[1])) : 1});
        queue.circles.push_back(circle);
      }
    }
    return queue;
  }
  flow::Transfer transfer(Words& words) {
    flow::Transfer transfer;
    if (words.take("agent"))
      transfer.agent_id = stage_.names.make<AgentId>(Kind::person, words.next("an agent"));
    else if (words.take("flow"))
      transfer.flow_id = stage_.names.make<FlowId>(Kind::flow, words.next("a flow"));
    else
      transfer.number = words.next("a number");
    return transfer;
  }

  Stage& stage_;
  Flow& flow_;
};

FlowGiven& given(Stage& stage, const std::string& name) {
  FlowGiven& flow = stage.flows[name];
  flow.id = stage.names.make<FlowId>(Kind::flow, name);
  return flow;
}
std::int32_t version_in(Words& words) {
  if (words.is_empty() || words.peek().size() < 2 || words.peek()[0] != 'v' ||
      words.peek().find_first_not_of("0123456789", 1) != std::string::npos)
    return 0;
  return static_cast<std::int32_t>(number_of(words.next("a version").substr(1)));
}

const Flow& flow_of(const Stage& stage, FlowId id, std::int32_t version) {
  for (const auto& [name, flow] : stage.flows)
    if (flow.id == id) return flow.versions.at(version);
  throw ScenarioError("no such flow");
}

flow::Value64 value_in(const Flow& flow, const std::string& name, const std::string& said) {
  if (name == "language") {
    const auto found = std::find(flow.languages.begin(), flow.languages.end(), said);
    return {flow::language_target, found - flow.languages.begin()};
  }
  for (std::size_t i = 0; i < flow.attributes.size(); ++i) {
    if (flow.attributes[i].name != name) continue;
    const auto place = static_cast<std::int32_t>(i);
    if (flow.attributes[i].type == flow::ValueType::text) return {place, number_of(said)};
    const auto value = flow::value_of(flow.attributes[i], said);
    // One that cannot be is sent all the same: it has to be refused.
    return {place, value ? *value : 99};
  }
  throw ScenarioError(fmt::format("the flow has no attribute '{}'", name));
}

}  // namespace

Event flow_event(Stage& stage, Words& words, const std::vector<Line>& steps) {
  const std::string name = words.next("a flow");
  FlowGiven& made = given(stage, name);
  std::int32_t version = version_in(words);
  if (version == 0) version = 1;
  if (words.take("is retired")) return FlowRetired{made.id, version};
  Flow flow;
  flow.languages = {"en", "zh"};
  flow.channels = {Channel::chat};
  for (const auto& [key, value] : words.options()) {
    if (key == "fallback")
      flow.fallback_queue_id = stage.names.make<QueueId>(Kind::queue, value);
    else if (key == "purpose")
      flow.purpose = value == "assist" ? flow::Purpose::assist : flow::Purpose::entrance;
    else if (key == "channels") {
      flow.channels.clear();
      for (const std::string& channel : split(value, ','))
        flow.channels.push_back(channel == "voice"   ? Channel::voice
                                : channel == "email" ? Channel::email
                                                     : Channel::chat);
    } else if (key == "attributes") {
      for (const std::string& one : split(value, ','))
        flow.attributes.push_back(attribute_of(one));
    } else {
      throw ScenarioError(fmt::format("a flow has no '{}'", key));
    }
  }
  Drawing drawing(stage, flow);
  for (const Line& line : steps)
    drawing.step(line.text);
  flow::Checked checked = flow::check_flow(flow);
  for (const flow::Problem& problem : checked.problems)
    throw ScenarioError(fmt::format("{} {}: {}", problem.step, problem.field, problem.what));
  made.version = std::max(made.version, version);
  made.versions.insert_or_assign(version, flow);
  return FlowConfigured{made.id, version, std::move(*checked.program)};
}

FlowStart flow_start(Stage& stage, Words& words) {
  const std::string name = words.next("a flow");
  FlowStart start;
  if (name.rfind("unknown", 0) == 0) {
    start.flow = FlowId{777'777};
    start.version = 1;
    return start;
  }
  const FlowGiven& flow = given(stage, name);
  start.flow = flow.id;
  start.version = version_in(words);
  if (start.version == 0) start.version = flow.version;
  start.is_customer_known = words.take("known");
  return start;
}

std::optional<Event> flow_input(Stage& stage, Words& words) {
  Words ahead = words;
  FlowInput input;
  std::string option;
  if (ahead.take("chooses")) {
    option = ahead.next("an option");
  } else if (ahead.take("enters")) {
    input.what = FlowInputKind::collected;
    input.value = ahead.number("where the words lie");
  } else if (ahead.take("says nonsense")) {
    input.what = FlowInputKind::not_understood;
  } else if (ahead.take("hears it all")) {
    input.what = FlowInputKind::finished;
  } else if (ahead.take("takes the offer")) {
    input.what = FlowInputKind::offer_taken;
  } else {
    return std::nullopt;
  }
  words = ahead;
  words.expect("in");
  input.interaction = stage.names.find<InteractionId>(Kind::interaction, words.next("an interaction"));
  const auto view = stage.driver.board().interaction(input.interaction);
  if (view && view->run) {
    input.turn = view->run->turn;
    const FlowStep& step = flow_of(stage, view->run->flow, view->run->version)
                               .steps.at(static_cast<std::size_t>(view->run->step));
    if (const auto* menu = std::get_if<flow::Menu>(&step.does); menu != nullptr && !option.empty())
      input.option = flow::option_of(*menu, option).value_or(99);
  }
  if (words.take("at turn")) input.turn = static_cast<std::int32_t>(words.number("a turn"));
  return input;
}

Event flow_answer(Stage& stage, Words& words) {
  FlowAnswered answer;
  answer.interaction = stage.names.find<InteractionId>(Kind::interaction, words.next("an interaction"));
  words.expect("is");
  const std::string exit = words.next("an exit");
  const auto view = stage.driver.board().interaction(answer.interaction);
  if (!view || !view->run) return answer;
  answer.turn = view->run->turn;
  const Flow& flow = flow_of(stage, view->run->flow, view->run->version);
  const std::vector<flow::ExitName> exits =
      flow::exits_of(flow.steps.at(static_cast<std::size_t>(view->run->step)).does);
  answer.exit = 99;
  for (std::size_t i = 0; i < exits.size(); ++i)
    if (exits[i].name == exit) answer.exit = static_cast<std::int32_t>(i);
  for (const auto& [key, value] : words.options()) {
    if (key == "customer")
      answer.customer = stage.names.make<CustomerId>(Kind::customer, value);
    else if (key == "voicemail")
      answer.voicemail = VoicemailLeft{stage.names.make<InteractionId>(Kind::interaction, value),
                                       MessageId{++stage.messages}};
    else if (key == "due")
      answer.callback_due = time_of(value);
    else if (key == "turn")
      answer.turn = static_cast<std::int32_t>(number_of(value));
    else
      answer.values.push_back(value_in(flow, key, value));
  }
  return answer;
}

std::string flow_step(const Stage& stage, FlowId id, std::int32_t version, std::int32_t step) {
  return flow_of(stage, id, version).steps.at(static_cast<std::size_t>(step)).id;
}

}  // namespace rapport::switchboard::scenario
