#include "twin/support/flows.h"

namespace rapport::twin {

using namespace switchboard::flow;

Texts both(const std::string& zh, const std::string& en) {
  return {{"zh", zh}, {"en", en}};
}

FlowStep& step_of(Flow& flow, const std::string& id) {
  for (FlowStep& step : flow.steps)
    if (step.id == id) return step;
  return flow.steps.front();
}

Flow menu_flow() {
  Flow flow;
  flow.channels = {switchboard::Channel::voice};
  flow.start = "hello";
  flow.fallback_queue_id = QueueId{1};
  flow.steps.push_back({"hello", Say{both("您好", "Hello"), ""}, {{"next", "menu"}}, "", {}});
  Menu menu;
  menu.text = both("请选择", "What is it about?");
  menu.options = {{"sales", "1", both("购买", "Buying"), {}}, {"service", "2", both("服务", "Help"), {}}};
  menu.tries = 2;
  flow.steps.push_back({"menu", menu, {{"sales", "to_a"}, {"service", "to_b"}, {"timeout", "to_b"}}, "", {}});
  Queue queue;
  queue.queue_id = QueueId{1};
  flow.steps.push_back({"to_a", queue, {{"refused", "bye"}}, "", {}});
  queue.queue_id = QueueId{2};
  flow.steps.push_back({"to_b", queue, {{"refused", "bye"}}, "", {}});
  flow.steps.push_back({"bye", End{}, {}, "", {}});
  return flow;
}

Scenario two_queues() {
  Scenario scenario;
  scenario.name = "two queues";
  scenario.seed = 3;
  scenario.duration_s = 4 * 3600;
  for (const char* name : {"A", "B"}) {
    ScenarioQueue& queue = scenario.queues.emplace_back();
    queue.name = name;
    queue.channel = switchboard::Channel::voice;
    queue.arrivals.at_s.emplace();
    ScenarioAgents& group = scenario.agents.emplace_back();
    group.name = std::string("of ") + name;
    group.queues = {name};
    group.capacity.channels.voicemail = {1, 100, false};
  }
  scenario.queues[0].arrivals.at_s.reset();
  scenario.queues[0].arrivals.contacts.emplace();
  scenario.queues[0].talk = Constant{30};
  scenario.queues[1].talk = Constant{90};
  scenario.queues[0].flow = "Main";
  ScenarioFlow& flow = scenario.flows.emplace_back();
  flow.name = "Main";
  flow.definition = menu_flow();
  return scenario;
}

std::vector<ScenarioContact> callers(int count, double every_s,
                                     const std::function<std::string(int)>& gives) {
  std::vector<ScenarioContact> out;
  for (int i = 0; i < count; ++i) {
    ScenarioContact& contact = out.emplace_back();
    contact.at_s = every_s * i;
    ScenarioEntry& entry = contact.flow.emplace();
    entry.flow = "Main";
    entry.answers.push_back({"menu", gives(i), 8, {}});
  }
  return out;
}

}  // namespace rapport::twin
