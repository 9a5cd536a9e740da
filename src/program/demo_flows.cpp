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
  flow.start = "welcome";
  flow.fallback_queue_id = places.phone_zh;
  flow.attributes = {{"order", ValueType::text, {}, "", false}};
  flow.steps.push_back(step("welcome", Say{both("欢迎致电枫泉咖啡器具。", "Welcome to Fernwell."), ""},
                            {{"next", "menu"}}, {0, 0}));
  Menu menu;
  menu.text = both(
      "销售请按一，客服请按二，查询订单请按三，留言请按四。For English, press nine.",
      "For sales, press one. For support, press two. For an order, press three. To leave a message, press "
      "four. 中文服务请按九。");
  menu.options = {{"sales", "1", both("销售", "Sales"), {}},
                  {"support", "2", both("客服", "Support"), {}},
                  {"order", "3", both("订单", "An order"), {}},
                  {"message", "4", both("留言", "Leave a message"), {}},
                  {"other", "9", both("English", "中文"), {}}};
  menu.tries = 2;
  menu.timeout_s = 5;
  flow.steps.push_back(step("menu", menu,
                            {{"sales", "sales"},
                             {"support", "support"},
                             {"order", "number"},
                             {"message", "whose"},
                             {"other", "language"},
                             {"timeout", "support"}},
                            {260, 0}));
  flow.steps.push_back(step("language", Branch{{{"chinese", "language == 'zh'"}}},
                            {{"chinese", "english"}, {"else", "chinese"}}, {520, 240}));
  flow.steps.push_back(step("english", Set{{{"language", "'en'"}}}, {{"next", "welcome"}}, {780, 200}));
  flow.steps.push_back(step("chinese", Set{{{"language", "'zh'"}}}, {{"next", "welcome"}}, {780, 320}));
  Collect number;
  number.text = both("请输入四到八位订单号，按井号键结束。",
                     "Please key in your order number, four to eight digits, then the hash key.");
  number.again = both("订单号是四到八位数字，请再试一次。",
                      "An order number has four to eight digits. Please try again.");
  number.attribute = "order";
  number.length_min = 4;
  number.length_max = 8;
  flow.steps.push_back(step("number", number, {{"done", "found"}, {"timeout", "support"}}, {520, -180}));
  flow.steps.push_back(step("found",
                            Say{both("订单 {order} 已发货，预计两天内送达。",
                                     "Order {order} is on its way and should arrive within two days."),
                                ""},
                            {{"next", "menu"}}, {780, -180}));
  const auto waits_in = [](QueueId queue) {
    Queue made = queue_of(queue, {});
    made.treatment.first_s = 10;
    made.treatment.every_s = 40;
    return made;
  };
  flow.steps.push_back(step("sales", waits_in(places.sales), {{"refused", "sorry"}}, {520, -60}));
  flow.steps.push_back(step("support", Branch{{{"chinese", "language == 'zh'"}}},
                            {{"chinese", "queue_zh"}, {"else", "queue_en"}}, {520, 60}));
  flow.steps.push_back(step("queue_zh", waits_in(places.phone_zh), {{"refused", "sorry"}}, {780, 0}));
  flow.steps.push_back(step("queue_en", waits_in(places.phone_en), {{"refused", "sorry"}}, {780, 100}));
  flow.steps.push_back(step("sorry",
                            Say{both("抱歉，现在没有同事可以接听，请稍后再拨。",
                                     "Sorry, nobody can take your call right now. Please call again later."),
                                ""},
                            {{"next", "end"}}, {1040, 40}));
  const auto leaves_for = [](QueueId queue) {
    return Voicemail{
        both("请在提示音后留言，说完请按井号键。",
             "Please leave your message after the tone, and press the hash key when you are done."),
        queue, 120};
  };
  flow.steps.push_back(step("whose", Branch{{{"chinese", "language == 'zh'"}}},
                            {{"chinese", "leave_zh"}, {"else", "leave_en"}}, {520, 400}));
  flow.steps.push_back(step("leave_zh", leaves_for(places.phone_zh),
                            {{"recorded", "thanks"}, {"nothing", "end"}}, {780, 400}));
  flow.steps.push_back(step("leave_en", leaves_for(places.phone_en),
                            {{"recorded", "thanks"}, {"nothing", "end"}}, {780, 500}));
  flow.steps.push_back(
      step("thanks", Say{both("谢谢，我们会尽快给您回电。", "Thank you. We will call you back soon."), ""},
           {{"next", "end"}}, {1040, 440}));
  flow.steps.push_back(step("end", End{}, {}, {1300, 40}));
  const auto voice = switchboard::Channel::voice;
  flow.tests = {
      test("support in English", "zh", {{"menu", "9", {}}, {"menu", "2", {}}},
           {"welcome", "menu", "language", "english", "welcome", "menu", "support", "queue_en"}, voice),
      test("查询订单后转销售", "zh", {{"menu", "3", {}}, {"number", "4711", {}}, {"menu", "1", {}}},
           {"welcome", "menu", "number", "found", "menu", "sales"}, voice),
      test("a message", "en", {{"menu", "4", {}}, {"leave_en", "recorded", {}}},
           {"welcome", "menu", "whose", "leave_en", "thanks", "end"}, voice),
      test("无按键转客服", "zh", {{"menu", "timeout", {}}, {"menu", "timeout", {}}},
           {"welcome", "menu", "menu", "support", "queue_zh"}, voice)};
  return flow;
}

flows::Definition demo_card_flow() {
  flows::Definition flow;
  flow.purpose = Purpose::assist;
  flow.channels = {switchboard::Channel::chat, switchboard::Channel::voice};
  flow.start = "card";
  flow.attributes = {{"card_number", ValueType::text, {}, "", true}};
  Collect card;
  card.text =
      both("请输入十六位银行卡号，我们的同事听不到也看不到。",
           "Please enter the sixteen digits of your card. Our colleague neither hears nor sees them.");
  card.again = both("卡号是十六位数字，请再试一次。", "A card number has sixteen digits. Please try again.");
  card.attribute = "card_number";
  card.length_min = 16;
  card.length_max = 16;
  card.pattern = "################";
  card.tries = 2;
  flow.steps.push_back(
      step("card", card, {{"done", "taken"}, {"timeout", "sorry"}, {"invalid", "sorry"}}, {0, 0}));
  flow.steps.push_back(step("taken", Tag{"card given"}, {{"next", "thanks"}}, {260, -60}));
  flow.steps.push_back(step("thanks",
                            Say{both("谢谢，现在为您转回。", "Thank you. Now back to our colleague."), ""},
                            {{"next", "end"}}, {520, -60}));
  flow.steps.push_back(step(
      "sorry",
      Say{both("没有收到卡号，现在为您转回。", "We did not get the number. Now back to our colleague."), ""},
      {{"next", "end"}}, {260, 80}));
  flow.steps.push_back(step("end", End{}, {}, {780, 0}));
  flow.tests = {
      test("a card", "en", {{"card", "4111 1111 1111 1111", {}}}, {"card", "taken", "thanks", "end"}),
      test("没有卡号", "zh", {{"card", "4111", {}}, {"card", "4111", {}}}, {"card", "card", "sorry", "end"},
           switchboard::Channel::voice)};
  return flow;
}

Result<FlowId> make_demo_flows(org::Changes& changes, const flows::FlowStore& store, const org::By& by,
                               const DemoPlaces& places, ChannelId chat) {
  return changes.make<FlowId>(by, "flows", [&](org::Change& change) -> Result<FlowId> {
    const auto chat_flow = change.new_id<FlowId>();
    const auto phone_flow = change.new_id<FlowId>();
    const auto card_flow = change.new_id<FlowId>();
    if (auto added = store.add(change, chat_flow, "Chat · 在线咨询", demo_chat_flow(places)); !added)
      return tl::unexpected<Error>(added.error());
    if (auto added = store.add(change, phone_flow, "Phone · 电话", demo_phone_flow(places)); !added)
      return tl::unexpected<Error>(added.error());
    if (auto added = store.add(change, card_flow, "Card number · 银行卡号", demo_card_flow()); !added)
      return tl::unexpected<Error>(added.error());
    if (auto done = store.publish(change, card_flow, "", demo_card_flow()); !done)
      return tl::unexpected<Error>(done.error());
    if (auto done = store.publish(change, chat_flow, "", demo_chat_flow(places)); !done)
      return tl::unexpected<Error>(done.error());
    if (auto done = store.publish(change, phone_flow, "", demo_phone_flow(places)); !done)
      return tl::unexpected<Error>(done.error());
    store.set_entrance(change, {"webchat", std::to_string(chat.value), chat_flow});
    return phone_flow;
  });
}

}  // namespace rapport::program
