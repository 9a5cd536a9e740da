#include "program/demo_flows.h"

#include <utility>

namespace rapport::program {
namespace {

using namespace switchboard::flow;

Texts both(const char* zh, const char* en) {
  return {{"zh", zh}, {"en", en}};
}
FlowStep step(const char* id, Does does, std::map<std::string, std::string> exits, Place place) {
  return {id, std::move(does), std::move(exits), "", place};
}
// Those who speak the customer's language first, then everybody.
Queue queue_of(QueueId queue, SkillId skill) {
  Queue made;
  made.queue_id = queue;
  if (skill) made.circles = {{{}, {{skill, 2}}, 120}};
  made.treatment.first_s = 20;
  made.treatment.every_s = 60;
  return made;
}
FlowTest test(const char* name, const char* language, std::vector<TestInput> inputs,
              std::vector<std::string> path, switchboard::Channel channel = switchboard::Channel::chat) {
  FlowTest made;
  made.name = name;
  made.channel = channel;
  made.language = language;
  made.inputs = std::move(inputs);
  made.path = std::move(path);
  return made;
}

}  // namespace

flows::Definition demo_chat_flow(const DemoPlaces& places) {
  flows::Definition flow;
  flow.start = "language";
  flow.fallback_queue_id = places.support;
  flow.attributes = {{"order", ValueType::text, {}, "", false},
                     {"topic", ValueType::choice, {"order", "care", "person"}, "", false}};
  flow.steps.push_back(step("language", Language{}, {{"next", "greet"}}, {0, 0}));
  flow.steps.push_back(step(
      "greet", Say{both("您好，这里是枫泉咖啡器具的自动客服。", "Hello, this is Fernwell's assistant."), ""},
      {{"next", "topic"}}, {260, 0}));
  Menu topic;
  topic.text = both("请问您想咨询什么？", "What can we do for you?");
  topic.options = {
      {"order", "1", both("订单与物流", "An order"), {"parcel", "delivery", "快递", "物流"}},
      {"care", "2", both("器具保养", "Care of my machine"), {"clean", "descale", "清洗", "保养"}},
      {"person", "3", both("人工客服", "A person"), {"agent", "human", "人工"}}};
  topic.again = both("没有听懂，请选择下面一项。", "Sorry, please choose one of these.");
  flow.steps.push_back(step(
      "topic", topic, {{"order", "number"}, {"care", "descale"}, {"person", "people"}, {"timeout", "people"}},
      {520, 0}));
  Collect number;
  number.text =
      both("请输入订单号（四到八位数字）。", "Please type your order number, four to eight digits.");
  number.again = both("订单号是四到八位数字，请再试一次。",
                      "An order number has four to eight digits. Please try again.");
  number.attribute = "order";
  number.length_min = 4;
  number.length_max = 8;
  flow.steps.push_back(step("number", number, {{"done", "which"}, {"timeout", "people"}}, {780, -140}));
  flow.steps.push_back(step("which", Branch{{{"repair", "starts_with(order, '9')"}}},
                            {{"repair", "repair"}, {"else", "found"}}, {1040, -140}));
  flow.steps.push_back(step("repair",
                            Say{both("订单 {order} 是维修单，请稍等，我们的同事马上回复您。",
                                     "Order {order} is a repair. One moment, a colleague will be with you."),
                                ""},
                            {{"next", "people"}}, {1300, -220}));
  Menu found;
  found.text = both("订单 {order} 已发货，预计两天内送达。还有什么可以帮您？",
                    "Order {order} is on its way and should arrive within two days. Anything else?");
  found.options = {{"no", "1", both("没有了，谢谢", "No, thank you"), {"no", "thanks", "谢谢"}},
                   {"person", "2", both("人工客服", "A person"), {"agent", "human", "人工"}}};
  flow.steps.push_back(
      step("found", found, {{"no", "bye"}, {"person", "people"}, {"timeout", "bye"}}, {1300, -60}));
  flow.steps.push_back(step(
      "descale",
      Say{both("建议每两个月除垢一次：水箱中加入除垢剂，冲洗三遍即可。",
               "We recommend descaling every two months: one sachet in the tank, then rinse three times."),
          ""},
      {{"next", "helped"}}, {780, 80}));
  Menu helped;
  helped.text = both("这对您有帮助吗？", "Did that help?");
  helped.options = {{"yes", "1", both("有帮助", "Yes"), {}},
                    {"no", "2", both("没有，转人工", "No, a person please"), {}}};
  flow.steps.push_back(
      step("helped", helped, {{"yes", "bye"}, {"no", "people"}, {"timeout", "bye"}}, {1040, 80}));
  flow.steps.push_back(step("people", Branch{{{"chinese", "language == 'zh'"}}},
                            {{"chinese", "queue_zh"}, {"else", "queue_en"}}, {1300, 220}));
  flow.steps.push_back(
      step("queue_zh", queue_of(places.support, places.chinese), {{"refused", "sorry"}}, {1560, 160}));
  flow.steps.push_back(
      step("queue_en", queue_of(places.support, places.english), {{"refused", "sorry"}}, {1560, 300}));
  flow.steps.push_back(step("sorry",
                            Say{both("抱歉，现在没有同事在线，请稍后再联系我们。",
                                     "Sorry, nobody is here right now. Please come back later."),
                                ""},
                            {{"next", "end"}}, {1820, 220}));
  flow.steps.push_back(
      step("bye", Say{both("感谢您的咨询，祝您生活愉快！", "Thank you, and have a lovely day!"), ""},
           {{"next", "end"}}, {1560, 0}));
  flow.steps.push_back(step("end", End{}, {}, {1820, 60}));
  flow.tests = {test("an order on its way", "en",
                     {{"topic", "where is my parcel", {}}, {"number", "4711 20", {}}, {"found", "1", {}}},
                     {"language", "greet", "topic", "number", "which", "found", "bye", "end"}),
                test("维修单转人工", "zh", {{"topic", "1", {}}, {"number", "90001", {}}},
                     {"language", "greet", "topic", "number", "which", "repair", "people", "queue_zh"}),
                test("not understood, then a person", "en", {{"topic", "hm", {}}, {"topic", "human", {}}},
                     {"language", "greet", "topic", "topic", "people", "queue_en"})};
  return flow;
}

flows::Definition demo_phone_flow(const DemoPlaces& places) {
  flows::Definition flow;
  flow.channels = {switchboard::Channel::voice};
  flow.start = "greet";
  flow.fallback_queue_id = places.support;
  flow.attributes = {{"order", ValueType::text, {}, "", false}};
  Menu greet;
  greet.text = both("欢迎致电枫泉咖啡器具。中文服务请按一，英文服务请按二。", "For English, press two.");
  greet.options = {{"zh", "1", both("中文", "Chinese"), {}}, {"en", "2", both("英文", "English"), {}}};
  flow.steps.push_back(
      step("greet", greet, {{"zh", "say_zh"}, {"en", "say_en"}, {"timeout", "open"}}, {0, 0}));
  flow.steps.push_back(step("say_zh", Set{{{"language", "'zh'"}}}, {{"next", "open"}}, {260, -60}));
  flow.steps.push_back(step("say_en", Set{{{"language", "'en'"}}}, {{"next", "open"}}, {260, 60}));
  flow.steps.push_back(
      step("open", Hours{places.hours}, {{"open", "topic"}, {"closed", "closed"}}, {520, 0}));
  Menu topic;
  topic.text =
      both("查询订单请按一，其他问题请按二。", "For an order, press one. For anything else, press two.");
  topic.options = {{"order", "1", both("订单", "Order"), {}}, {"other", "2", both("其他", "Other"), {}}};
  flow.steps.push_back(
      step("topic", topic, {{"order", "number"}, {"other", "help"}, {"timeout", "help"}}, {780, -60}));
  Collect number;
  number.text = both("请输入订单号，按井号键结束。", "Please key in your order number, then the hash key.");
  number.attribute = "order";
  number.length_min = 4;
  number.length_max = 8;
  flow.steps.push_back(step("number", number, {{"done", "orders"}, {"timeout", "orders"}}, {1040, -120}));
  Queue orders = queue_of(places.orders, {});
  orders.treatment.offer = both("按一，我们稍后给您回电，并保留您的位置。",
                                "Press one and we call you back; you keep your place.");
  flow.steps.push_back(step("orders", orders, {{"refused", "closed"}, {"offered", "call"}}, {1300, -120}));
  Queue help = queue_of(places.support, {});
  help.treatment.offer = orders.treatment.offer;
  flow.steps.push_back(step("help", help, {{"refused", "closed"}, {"offered", "call"}}, {1300, 40}));
  flow.steps.push_back(
      step("call", Callback{places.support, ""}, {{"booked", "later"}, {"failed", "closed"}}, {1560, -40}));
  flow.steps.push_back(step("later",
                            Say{both("我们会尽快给您回电，再见。", "We will call you soon. Goodbye."), ""},
                            {{"next", "end"}}, {1820, -60}));
  flow.steps.push_back(
      step("closed",
           Voicemail{both("现在无人接听，请在提示音后留言。",
                          "Nobody can answer right now. Please leave a message after the tone."),
                     places.support, 120},
           {{"recorded", "end"}, {"nothing", "end"}}, {1560, 120}));
  flow.steps.push_back(step("end", End{}, {}, {2080, 40}));
  flow.tests = {
      test("an order in English", "zh", {{"greet", "2", {}}, {"topic", "1", {}}, {"number", "4711", {}}},
           {"greet", "say_en", "open", "topic", "number", "orders"}, switchboard::Channel::voice),
      test("closed", "zh",
           {{"greet", "timeout", {}},
            {"greet", "timeout", {}},
            {"greet", "timeout", {}},
            {"open", "closed", {}},
            {"closed", "recorded", {}}},
           {"greet", "greet", "greet", "open", "closed", "end"}, switchboard::Channel::voice)};
  return flow;
}

Result<void> make_demo_flows(org::Changes& changes, const flows::FlowStore& store, const org::By& by,
                             const DemoPlaces& places, ChannelId chat) {
  return changes.make<void>(by, "flows", [&](org::Change& change) -> Result<void> {
    const auto chat_flow = change.new_id<FlowId>();
    const auto phone_flow = change.new_id<FlowId>();
    if (auto added = store.add(change, chat_flow, "Chat · 在线咨询", demo_chat_flow(places)); !added)
      return added;
    if (auto added = store.add(change, phone_flow, "Phone · 电话", demo_phone_flow(places)); !added)
      return added;
    if (auto done = store.publish(change, chat_flow, "", demo_chat_flow(places)); !done)
      return tl::unexpected<Error>(done.error());
    if (auto done = store.publish(change, phone_flow, "", demo_phone_flow(places)); !done)
      return tl::unexpected<Error>(done.error());
    store.set_entrance(change, {"webchat", std::to_string(chat.value), chat_flow});
    return {};
  });
}

}  // namespace rapport::program
