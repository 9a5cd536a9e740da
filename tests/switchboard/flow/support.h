// A small flow to change and break: greet, a menu, an order number, a queue.
#pragma once

#include "switchboard/flow/definition.h"

namespace rapport::switchboard::flow {

inline Texts both(const std::string& zh, const std::string& en) {
  return {{"zh", zh}, {"en", en}};
}

inline Flow shop_flow() {
  Flow flow;
  flow.start = "greet";
  flow.fallback_queue_id = QueueId{9};
  flow.attributes = {{"order", ValueType::text, {}, "", false}, {"tried", ValueType::integer, {}, "", false}};
  flow.steps.push_back({"greet", Say{both("您好", "Hello"), ""}, {{"next", "menu"}}, "", {}});
  Menu menu;
  menu.text = both("请选择", "What is it about?");
  menu.options = {{"sales", "1", both("购买", "Buying"), {"price"}},
                  {"order", "2", both("订单", "My order"), {"parcel", "快递"}}};
  menu.tries = 2;
  flow.steps.push_back({"menu", menu, {{"sales", "sell"}, {"order", "number"}, {"timeout", "help"}}, "", {}});
  Collect number;
  number.text = both("订单号？", "Which order?");
  number.attribute = "order";
  number.length_min = 4;
  number.length_max = 8;
  flow.steps.push_back({"number", number, {{"done", "which"}, {"timeout", "help"}}, "", {}});
  flow.steps.push_back(
      {"which", Branch{{{"old", "starts_with(order, '1')"}}}, {{"old", "help"}, {"else", "count"}}, "", {}});
  flow.steps.push_back({"count", Set{{{"tried", "tried + 1"}}}, {{"next", "thanks"}}, "", {}});
  flow.steps.push_back(
      {"thanks", Say{both("订单{order}", "Order {order}, {tried}"), ""}, {{"next", "help"}}, "", {}});
  Queue help;
  help.queue_id = QueueId{5};
  help.priority = "tried * 5";
  flow.steps.push_back({"help", help, {{"refused", "bye"}}, "", {}});
  Queue sell;
  sell.queue_id = QueueId{6};
  flow.steps.push_back({"sell", sell, {{"refused", "bye"}}, "", {}});
  flow.steps.push_back({"bye", Say{both("再见", "Goodbye"), ""}, {{"next", "end"}}, "", {}});
  flow.steps.push_back({"end", End{}, {}, "", {}});
  return flow;
}

inline FlowStep& step_of(Flow& flow, const std::string& id) {
  for (FlowStep& step : flow.steps)
    if (step.id == id) return step;
  return flow.steps.front();
}

}  // namespace rapport::switchboard::flow
