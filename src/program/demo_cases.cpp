#include "program/demo_cases.h"

#include <map>

#include "cases/case_work.h"
#include "cases/view_store.h"
#include "org/entity.h"
#include "org/hours_store.h"
#include "org/named.h"
#include "org/user.h"
#include "program/demo_organisation.h"

namespace rapport::program {
namespace {

using namespace cases;

struct DemoWords {
  int hours_ago;
  char who;  // c: the customer, a: the agent, n: a note
  const char* text;
};
struct DemoCase {
  const char* customer;
  const char* subject;
  const char* type;  // "": none
  CasePriority priority;
  CaseStatus status;
  const char* agent;  // "": nobody
  std::vector<std::string> tags;
  std::map<std::string, std::string> fields;
  std::vector<DemoWords> words;  // the first is the opening
};

const std::vector<DemoCase>& demo_cases() {
  using enum CasePriority;
  using enum CaseStatus;
  static const std::vector<DemoCase> all = {
      {"王芳",
       "磨豆机噪音很大",
       "保修",
       high,
       open,
       "林晓",
       {"磨豆机"},
       {{"order-number", "F-20881"}},
       {{30, 'c', "上周买的磨豆机声音非常大，能换一台吗？"},
        {28, 'a', "王女士您好，请发一段视频，我们马上判断。"},
        {2, 'c', "视频已经发到邮箱了，麻烦看看。"}}},
      {"Jonas Weber",
       "Espresso machine leaks at the group head",
       "Warranty",
       urgent,
       open,
       "Maya Fischer",
       {"leak"},
       {{"order-number", "F-20617"}},
       {{50, 'c', "Water runs down the front whenever I pull a shot."},
        {49, 'a', "Sorry to hear that. Please stop using it; I am arranging a pick-up."},
        {48, 'n', "Third one of this batch."},
        {20, 'c', "Nobody came yesterday. When will it be picked up?"}}},
      {"李雷",
       "退货款还没有到账",
       "退货",
       normal,
       waiting_other,
       "赵敏",
       {"退款"},
       {{"order-number", "F-20790"}, {"amount", "899.00"}},
       {{70, 'c', "退货已经签收五天了，钱还没到。"}, {66, 'a', "财务正在处理，预计两个工作日内到账。"}}},
      {"Emma Clarke",
       "Wrong colour delivered",
       "Return",
       normal,
       waiting_customer,
       "Tom Adeyemi",
       {"delivery"},
       {{"order-number", "F-20913"}},
       {{26, 'c', "I ordered the green kettle and got the black one."},
        {24, 'a', "Would you like to keep it with 15 % off, or shall we exchange it?"}}},
      {"陈静",
       "发票抬头写错了",
       "",
       low,
       fresh,
       "",
       {"发票"},
       {},
       {{5, 'c', "发票抬头应为“云杉科技有限公司”，请重开。"}}},
      {"Oliver Brown",
       "Subscription charged twice",
       "",
       high,
       fresh,
       "",
       {"billing"},
       {},
       {{3, 'c', "My card was charged twice for the bean subscription."}}},
      {"赵磊",
       "滤杯裂了",
       "保修",
       normal,
       solved,
       "林晓",
       {"滤杯"},
       {{"order-number", "F-20455"}},
       {{120, 'c', "新滤杯第一次用就裂了。"},
        {118, 'a', "已为您补发新的滤杯。"},
        {96, 'c', "收到了，谢谢！"}}},
      {"Sara Lind",
       "How do I descale the boiler?",
       "",
       low,
       solved,
       "Maya Fischer",
       {"how-to"},
       {},
       {{80, 'c', "The light is orange. What do I do?"},
        {79, 'a', "Here are the four steps; it takes twenty minutes."}}},
      {"刘洋",
       "企业批量采购报价",
       "",
       normal,
       open,
       "赵敏",
       {"企业"},
       {},
       {{9, 'c', "想采购 40 台，请报价。"}, {8, 'n', "已转给销售核价。"}}},
      {"Lucas Martin",
       "Parcel lost in transit",
       "Return",
       high,
       open,
       "Tom Adeyemi",
       {"delivery", "lost"},
       {{"order-number", "F-20999"}},
       {{96, 'c', "Tracking has not moved for six days."},
        {90, 'a', "I have opened an inquiry with the carrier."},
        {30, 'c', "Any news?"}}},
      {"孙丽",
       "会员积分没有累计",
       "",
       normal,
       fresh,
       "",
       {"会员"},
       {},
       {{1, 'c', "上个月的两笔订单没有积分。"}}},
      {"Nina Rossi",
       "Replacement gasket does not fit",
       "Warranty",
       normal,
       waiting_customer,
       "Maya Fischer",
       {"parts"},
       {{"order-number", "F-20333"}},
       {{60, 'c', "The gasket you sent is too small."},
        {58, 'a', "Could you tell me the number printed below the tank?"}}},
      {"周强",
       "门店预约体验课",
       "",
       low,
       closed,
       "林晓",
       {"门店"},
       {},
       {{400, 'c', "想预约周六的手冲课。"}, {399, 'a', "已为您预约周六下午两点。"}}},
      {"Hannah Schmidt",
       "Gift card code is not accepted",
       "",
       urgent,
       fresh,
       "",
       {"gift card"},
       {},
       {{2, 'c', "It is a birthday present for tomorrow, and the code does not work."}}},
      {"吴婷",
       "咖啡豆不新鲜",
       "退货",
       normal,
       open,
       "赵敏",
       {"咖啡豆"},
       {{"order-number", "F-21010"}},
       {{7, 'c', "烘焙日期是三个月前的。"},
        {6, 'a', "非常抱歉，您希望退款还是换新？"},
        {4, 'c', "换新吧，谢谢。"}}},
  };
  return all;
}

CaseTypeFields demo_type(const char* name, const char* name_zh, bool has_amount) {
  CaseTypeFields type;
  type.name = name;
  type.name_zh = name_zh;
  type.fields = {{"order-number", "Order number", "订单号", CaseFieldKind::text, {}, true, false}};
  if (has_amount) {
    type.fields.push_back({"amount", "Amount", "金额", CaseFieldKind::decimal, {}, false, true});
    type.fields.push_back({"reason",
                           "Reason",
                           "原因",
                           CaseFieldKind::choice,
                           {"broken", "wrong item", "late", "other"},
                           false,
                           false});
    type.checklist = {"Label sent · 已寄退货单", "Goods received · 已收货", "Money returned · 已退款"};
  } else {
    type.fields.push_back({"bought-on", "Bought on", "购买日期", CaseFieldKind::date, {}, false, false});
    type.checklist = {"Serial number known · 已登记序列号", "Warranty checked · 已核实保修"};
  }
  return type;
}

struct DemoCast {
  std::map<std::string, UserId> agents;
  std::map<std::string, CaseTypeId> types;
  TeamId team;
};

Result<void> open_demo_case(database::Session& sql, live::IdSource& ids, OrgId org, const DemoCast& cast,
                            const DemoCase& demo, CustomerId customer, Instant now) {
  const org::By by{org, {}};
  const auto at = [&](int hours_ago) { return now - hours(hours_ago); };
  const auto agent = cast.agents.find(demo.agent);
  const auto type = cast.types.find(demo.type);
  org::Change opening(sql, by, at(demo.words.front().hours_ago), ids);
  NewCase wanted;
  wanted.subject = demo.subject;
  wanted.text = demo.words.front().text;
  wanted.is_by_customer = true;
  wanted.priority = demo.priority;
  wanted.customer_id = customer;
  wanted.team_id = cast.team;
  wanted.tags = demo.tags;
  wanted.fields = demo.fields;
  if (type != cast.types.end()) wanted.type_id = type->second;
  auto made = CaseWork(opening).open(wanted, {});
  if (!made) return tl::unexpected<Error>(made.error());
  Case which = std::move(*made);
  const CaseActor actor{agent == cast.agents.end() ? std::optional<UserId>{} : agent->second, "", true};
  const auto edit = [&](const CaseEdit& wanted_edit, Instant when) -> Result<void> {
    org::Change change(sql, by, when, ids);
    auto done = CaseWork(change).edit(which, wanted_edit, actor);
    if (!done) return tl::unexpected<Error>(done.error());
    which = std::move(*done);
    return {};
  };
  if (actor.user) {
    CaseEdit take;
    take.assignee_id = actor.user;
    if (auto done = edit(take, at(demo.words.front().hours_ago)); !done) return done;
  }
  for (std::size_t i = 1; i < demo.words.size(); ++i) {
    const DemoWords& each = demo.words[i];
    org::Change change(sql, by, at(each.hours_ago), ids);
    Words words;
    words.text = each.text;
    words.is_by_customer = each.who == 'c';
    words.is_public = each.who != 'n';
    words.customer = customer;
    auto said = CaseWork(change).say(which, words, each.who == 'c' ? CaseActor{} : actor);
    if (!said) return tl::unexpected<Error>(said.error());
    which = std::move(*said);
  }
  const Instant last = at(demo.words.back().hours_ago) + minutes(20);
  if (demo.status != which.status) {
    CaseEdit move;
    move.status = demo.status == CaseStatus::closed ? CaseStatus::solved : demo.status;
    if (auto done = edit(move, last); !done) return done;
    if (demo.status == CaseStatus::closed) {
      move.status = CaseStatus::closed;
      if (auto done = edit(move, last + hours(24 * 7)); !done) return done;
    }
  }
  org::Change present(sql, by, now, ids);
  CaseWork(present).follow_clocks(which);
  return {};
}

Result<void> keep_demo_things(org::Admin& admin, const org::By& by, DemoCast& cast) {
  const auto zone = zone_of_demo(admin);
  if (!zone) return tl::unexpected<Error>(zone.error());
  org::Changes& changes = admin.changes();
  const org::HoursFields plan{"Office · 工作时间",
                              zone->name(),
                              {{1, "09:00", "21:00"},
                               {2, "09:00", "21:00"},
                               {3, "09:00", "21:00"},
                               {4, "09:00", "21:00"},
                               {5, "09:00", "21:00"},
                               {6, "10:00", "18:00"},
                               {7, "10:00", "18:00"}},
                              {}};
  auto kept_hours = admin.create_hours(by, plan);
  if (!kept_hours) return tl::unexpected<Error>(kept_hours.error());
  for (const auto& [name, name_zh, has_amount] :
       {std::tuple{"Return", "退货", true}, {"Warranty", "保修", false}}) {
    auto type = org::create(changes, case_types, by, demo_type(name, name_zh, has_amount));
    if (!type) return tl::unexpected<Error>(type.error());
    cast.types[name] = cast.types[name_zh] = type->id;
  }
  CasePolicyFields policy;
  policy.name = "Standard · 标准";
  policy.hours_id = kept_hours->id;
  policy.low = {480, 960, 4'800};
  policy.normal = {240, 480, 2'400};
  policy.high = {120, 240, 1'440};
  policy.urgent = {60, 120, 720};
  if (auto kept = org::create(changes, case_policies, by, policy); !kept)
    return tl::unexpected<Error>(kept.error());
  CaseMacroFields macro;
  macro.name = "Ask for the order number · 询问订单号";
  macro.actions.reply = "Hello {customer}, could you tell us the order number, please? {agent}";
  macro.actions.status = CaseStatus::waiting_customer;
  if (auto kept = org::create(changes, case_macros, by, macro); !kept)
    return tl::unexpected<Error>(kept.error());
  CaseRuleFields rule;
  rule.name = "Remind after three days · 三天未回复";
  rule.when.statuses = {CaseStatus::waiting_customer};
  rule.when.hours_in_status = 72;
  rule.then.note = "{number}: no answer for three days · 客户三天未回复";
  rule.then.add_tags = {"remind"};
  if (auto kept = org::create(changes, case_rules, by, rule); !kept)
    return tl::unexpected<Error>(kept.error());
  return {};
}

}  // namespace

Result<void> make_demo_cases(org::Admin& admin, database::Database& database,
                             customers::CustomerStore& customers, live::IdSource& ids, OrgId org,
                             Instant now) {
  const org::By by{org, {}};
  DemoCast cast;
  auto staff = database.read([&](database::Session& sql) -> Result<std::vector<org::User>> {
    return org::Users{}.list(sql, org, {}, 100);
  });
  if (!staff) return tl::unexpected<Error>(staff.error());
  for (const org::User& user : *staff)
    cast.agents[user.name] = user.id;
  auto teams = database.read([&](database::Session& sql) -> Result<std::vector<org::Team>> {
    return org::teams.list(sql, org, {}, 1);
  });
  if (!teams) return tl::unexpected<Error>(teams.error());
  if (!teams->empty()) cast.team = teams->front().id;
  if (auto kept = keep_demo_things(admin, by, cast); !kept) return kept;
  for (const DemoCase& demo : demo_cases()) {
    customers::Customer fresh;
    fresh.id = ids.next<CustomerId>();
    fresh.name = demo.customer;
    fresh.created_at = now - hours(24 * 60);
    auto customer = customers.find_or_create(org, "demo", demo.customer, fresh);
    if (!customer) return tl::unexpected<Error>(customer.error());
    auto opened = database
                      .write<void>([&](database::Session& sql) {
                        return open_demo_case(sql, ids, org, cast, demo, customer->id, now);
                      })
                      .get();
    if (!opened) return opened;
  }
  return database
      .write<void>([&](database::Session& sql) -> Result<void> {
        org::Change change(sql, by, now, ids);
        CaseView view;
        view.id = ids.next<CaseViewId>();
        view.name = "Urgent and open · 紧急未解决";
        view.is_shared = true;
        view.filter.is_open = true;
        view.filter.priorities = {CasePriority::high, CasePriority::urgent};
        insert_view(change, view);
        return {};
      })
      .get();
}

}  // namespace rapport::program
