#include "program/demo_organisation.h"

#include <algorithm>
#include <map>
#include <utility>

#include "desk/canned_replies.h"
#include "live/id_source.h"
#include "org/admin.h"
#include "program/demo_flows.h"

namespace rapport::program {
namespace {

struct Person {
  const char* email;
  const char* name;
  const char* role;
  int chinese, english, billing;  // levels, 0: none
};

constexpr Person people[] = {
    {"lin@fernwell.example", "林晓", "agent", 5, 2, 3},
    {"zhao@fernwell.example", "赵敏", "agent", 4, 0, 0},
    {"maya@fernwell.example", "Maya Fischer", "agent", 0, 5, 4},
    {"tom@fernwell.example", "Tom Adeyemi", "agent", 0, 5, 0},
    {"sofia@fernwell.example", "Sofia Marsh", "supervisor", 0, 0, 0},
    {"admin@fernwell.example", "Wei Andersen", "admin", 0, 0, 0},
    {"pia@fernwell.example", "Pia Novak", "planner", 0, 0, 0},
};

// More agents, so that there is somebody to plan; they have no password and cannot sign in.
constexpr Person colleagues[] = {
    {"fanghui@fernwell.example", "方慧", "agent", 5, 2, 0},
    {"liqiang@fernwell.example", "李强", "agent", 5, 0, 3},
    {"chengyue@fernwell.example", "程悦", "agent", 4, 3, 0},
    {"amara@fernwell.example", "Amara Okafor", "agent", 0, 5, 3},
    {"liuqing@fernwell.example", "柳青", "agent", 5, 0, 0},
    {"ben@fernwell.example", "Ben Hartley", "agent", 0, 5, 0},
    {"yangli@fernwell.example", "杨丽", "agent", 5, 3, 4},
    {"huanglei@fernwell.example", "黄磊", "agent", 4, 0, 0},
    {"chloe@fernwell.example", "Chloe Martin", "agent", 0, 5, 2},
    {"zhouting@fernwell.example", "周婷", "agent", 5, 0, 3},
    {"wuhao@fernwell.example", "吴昊", "agent", 5, 2, 0},
    {"daniel@fernwell.example", "Daniel Kim", "agent", 3, 5, 0},
    {"xujia@fernwell.example", "徐佳", "agent", 5, 0, 0},
    {"elena@fernwell.example", "Elena Rossi", "agent", 0, 5, 5},
    {"sunyue@fernwell.example", "孙悦", "agent", 5, 3, 0},
    {"majun@fernwell.example", "马骏", "agent", 4, 0, 3},
    {"grace@fernwell.example", "Grace Walsh", "agent", 0, 5, 0},
    {"zhulin@fernwell.example", "朱琳", "agent", 5, 4, 3},
    {"farid@fernwell.example", "Farid Haddad", "agent", 0, 5, 0},
    {"gaoyuan@fernwell.example", "高远", "agent", 5, 4, 5},
};

// Passes a failure on to the caller of the enclosing function, or gives the value.
#define TRY(name, expression) \
  auto name = (expression);   \
  if (!name) return tl::unexpected<Error>(std::move(name.error()))

struct Made {
  org::By by;
  SkillId chinese, english, billing;
  QueueId support, orders, sales, phone_zh, phone_en;
  FlowId phone_flow;
};

Result<org::UserFields> fields_of(org::Admin& admin, const Made& made, TeamId team, const Person& person) {
  TRY(role, admin.role(made.by.org, person.role));
  org::UserFields fields;
  fields.email = person.email;
  fields.name = person.name;
  fields.role_ids = {*role};
  if (std::string_view(person.role) != "agent") return fields;
  fields.team_ids = {team};
  fields.queue_ids = {made.support, made.orders, made.sales, made.phone_zh, made.phone_en};
  const auto add = [&](SkillId skill, int level) {
    if (level > 0) fields.skills.push_back({skill, level});
  };
  add(made.chinese, person.chinese);
  add(made.english, person.english);
  add(made.billing, person.billing);
  return fields;
}

Result<void> make_people(org::Admin& admin, const Made& made) {
  TRY(support_team, admin.create_team(made.by, "客服 · Support"));
  for (const Person& person : people) {
    TRY(fields, fields_of(admin, made, support_team->id, person));
    fields->password = demo_password;
    TRY(user, admin.create_user(made.by, *fields));
  }
  std::vector<org::UserFields> others;
  for (const Person& person : colleagues) {
    TRY(fields, fields_of(admin, made, support_team->id, person));
    others.push_back(std::move(*fields));
  }
  TRY(created, admin.create_users(made.by, others));
  return {};
}

Result<void> make_queues(org::Admin& admin, Made& made) {
  TRY(dispositions, admin.dispositions(made.by.org));
  org::QueueFields fields;
  fields.name = "Support";
  fields.rules.disposition_required = true;
  for (const auto& disposition : *dispositions)
    fields.rules.disposition_ids.push_back(disposition.id);
  fields.rules.choice = switchboard::AgentChoice::longest_idle;
  fields.rules.service_level_within_s = 30;
  TRY(existing, admin.queues(made.by.org));
  // The queue that every new organisation has becomes the first of the demo's two.
  if (existing->empty()) {
    TRY(support, admin.create_queue(made.by, fields));
    made.support = support->id;
  } else {
    TRY(support, admin.change_queue(made.by, existing->front().id, fields));
    made.support = support->id;
  }
  fields.name = "Orders & billing";
  fields.rules.choice = switchboard::AgentChoice::most_skilled;
  fields.rules.steps = {{{}, {}, {{made.billing, 3}}, 60}, {{}, {}, {{made.billing, 1}}, 120}};
  TRY(orders, admin.create_queue(made.by, fields));
  made.orders = orders->id;
  fields.name = "电话 · Phone";
  fields.channel = switchboard::Channel::voice;
  fields.rules.recording.rule = org::RecordingRule::all;
  fields.rules.recording.by_hand = true;
  fields.rules.choice = switchboard::AgentChoice::longest_idle;
  fields.rules.steps = {{{}, {}, {{made.chinese, 3}}, 0}};
  TRY(phone_zh, admin.create_queue(made.by, fields));
  made.phone_zh = phone_zh->id;
  fields.name = "Phone · English";
  fields.rules.steps = {{{}, {}, {{made.english, 3}}, 0}};
  TRY(phone_en, admin.create_queue(made.by, fields));
  made.phone_en = phone_en->id;
  fields.name = "销售 · Sales";
  fields.rules.steps = {};
  fields.rules.service_level_target = 0.9;
  TRY(sales, admin.create_queue(made.by, fields));
  made.sales = sales->id;
  return {};
}

Result<void> make_chat(org::Admin& admin, const Made& made) {
  org::ChannelFields fields;
  fields.name = "www.fernwell.example";
  fields.queue_id = made.support;
  fields.webchat.colour = "#1f6f5c";
  fields.webchat.texts["en"] = {"Fernwell", "Hello! How can we help you today?",
                                "We are closed right now and look forward to hearing from you when we open."};
  fields.webchat.texts["zh-CN"] = {"枫泉咖啡器具", "您好！请问有什么可以帮您？",
                                   "现在是非营业时间，营业后欢迎随时联系我们。"};
  fields.webchat.pre_chat.is_on = true;
  fields.webchat.pre_chat.fields = {
      {"name", "Your name", "您的称呼", org::ChatFieldKind::text, {}, false},
      {"topic",
       "What is it about?",
       "咨询内容",
       org::ChatFieldKind::select,
       {"Products · 商品", "Order or bill · 订单与账单", "Something else · 其他"},
       false}};
  fields.webchat.routing = {{"topic", "Order or bill · 订单与账单", made.orders, {}, 1}};
  fields.webchat.language_skills = {{"zh", made.chinese, 1}, {"en", made.english, 1}};
  TRY(channel, admin.create_channel(made.by, fields, demo_chat_key));
  TRY(secret, admin.make_channel_secret(made.by, channel->id));
  return {};
}

// Whoever calls on this machine is let in; nobody else is.
Result<void> make_phone(lines::Lines& lines, const Made& made) {
  lines::TrunkFields trunk;
  trunk.name = "Loopback";
  trunk.networks = {"127.0.0.0/8", "::1"};
  TRY(loopback, lines.create_trunk(made.by, trunk));
  lines::PhoneNumberFields number;
  number.trunk_id = loopback->id;
  number.number = demo_number_zh;
  number.name = "枫泉客服热线";
  number.queue_id = made.phone_zh;
  number.language = org::Language::zh_CN;
  number.flow_id = made.phone_flow;
  TRY(chinese, lines.create_phone_number(made.by, number));
  number.number = demo_number_en;
  number.name = "Fernwell, English";
  number.queue_id = made.phone_en;
  number.language = org::Language::en;
  number.flow_id.reset();
  number.greetings = {{"en", "Welcome to Fernwell."}};
  TRY(english, lines.create_phone_number(made.by, number));
  return {};
}

// A second chat, which begins with a flow; and the telephone's.
Result<void> make_flows(org::Admin& admin, const flows::FlowStore& store, Made& made) {
  org::ChannelFields fields;
  fields.name = "help.fernwell.example";
  fields.queue_id = made.support;
  fields.webchat.colour = "#1f6f5c";
  fields.webchat.texts["en"] = {"Fernwell help", "Hello! Tell us what it is about.",
                                "We are closed right now."};
  fields.webchat.texts["zh-CN"] = {"枫泉客服", "您好！请告诉我们您的问题。", "现在是非营业时间。"};
  TRY(channel, admin.create_channel(made.by, fields, demo_flow_chat_key));
  TRY(phone, make_demo_flows(admin.changes(), store, made.by,
                             {made.support, made.orders, made.sales, made.phone_zh, made.phone_en,
                              made.chinese, made.english},
                             channel->id));
  made.phone_flow = *phone;
  return {};
}

Result<void> make_replies(desk::CannedReplies& replies, live::IdSource& ids, OrgId org) {
  const desk::CannedReply all[] = {
      {{}, "hello", "Greeting", "Hello, thank you for writing to Fernwell. How can I help you?", "en"},
      {{}, "moment", "One moment", "One moment please, I am looking that up for you.", "en"},
      {{},
       "return",
       "Returns",
       "You can send anything back within 30 days. I have just e-mailed you the label.",
       "en"},
      {{}, "bye", "Goodbye", "Thank you for your time. Have a lovely day!", "en"},
      {{}, "nihao", "问候", "您好，感谢您联系枫泉咖啡器具，请问有什么可以帮您？", "zh-CN"},
      {{}, "shaodeng", "请稍等", "请您稍等，我马上为您查询。", "zh-CN"},
      {{}, "tuihuo", "退货", "收到商品后 30 天内均可退货，退货单已发送到您的邮箱。", "zh-CN"},
      {{}, "zaijian", "结束语", "感谢您的咨询，祝您生活愉快！", "zh-CN"},
  };
  for (desk::CannedReply reply : all) {
    reply.id = ids.next<desk::CannedReplyId>();
    TRY(added, replies.add(org, reply));
  }
  return {};
}

}  // namespace

std::vector<DemoSignIn> demo_sign_ins() {
  std::vector<DemoSignIn> all;
  for (const Person& person : people)
    all.push_back({person.email, demo_password, person.name, person.role});
  return all;
}

Result<void> make_demo_organisation(org::Admin& admin, lines::Lines& lines,
                                    desk::CannedReplies& canned_replies, const flows::FlowStore& flow_store,
                                    live::IdSource& ids, const std::string& time_zone) {
  if (auto there = admin.organisation_by_slug(demo_slug)) return {};
  org::OrganisationSettings settings;
  settings.phone_region = "CN";
  TRY(organisation, admin.create_organisation({"Fernwell", demo_slug, time_zone, settings}));
  Made made;
  made.by = org::By{organisation->id, {}};
  TRY(chinese, admin.create_skill(made.by, "中文 · Chinese"));
  TRY(english, admin.create_skill(made.by, "English"));
  TRY(billing, admin.create_skill(made.by, "Billing"));
  made.chinese = chinese->id;
  made.english = english->id;
  made.billing = billing->id;
  if (auto queues = make_queues(admin, made); !queues) return queues;
  if (auto staff = make_people(admin, made); !staff) return staff;
  if (auto chat = make_chat(admin, made); !chat) return chat;
  if (auto flows = make_flows(admin, flow_store, made); !flows) return flows;
  if (auto phone = make_phone(lines, made); !phone) return phone;
  return make_replies(canned_replies, ids, organisation->id);
}

Result<workforce::Zone> zone_of_demo(org::Admin& admin) {
  const auto organisation = admin.organisation_by_slug(demo_slug);
  if (!organisation) return tl::unexpected<Error>(organisation.error());
  return workforce::Zone::named(organisation->time_zone);
}

}  // namespace rapport::program
