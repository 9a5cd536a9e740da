#include "program/demo_requests.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "org/entity.h"
#include "program/demo_organisation.h"
#include "workforce/calendar/intervals.h"

namespace rapport::program {
namespace {

// Passes a failure on to the caller of the enclosing function, or gives the value.
#define TRY(name, expression) \
  auto name = (expression);   \
  if (!name) return tl::unexpected<Error>(std::move(name.error()))

using workforce::Day;

class DemoRequests {
 public:
  DemoRequests(const DemoRequestParts& parts, OrgId org, workforce::Zone zone, Instant now)
      : parts_(parts),
        org_(org),
        zone_(std::move(zone)),
        now_(now),
        today_(zone_.local(now).day),
        next_monday_(today_ + 8 - workforce::weekday(today_)) {}

  Result<void> make() {
    TRY(known, find_people());
    TRY(rules, make_rules());
    TRY(asked, ask_for_time_off());
    TRY(week, next_week());
    TRY(round, open_round(*week));
    TRY(offered, offer_hours(*week));
    return swap_shifts(*week);
  }

 private:
  Result<void> find_people();
  Result<void> make_rules();
  Result<void> ask_for_time_off();
  Result<workforce::ShiftPlan> next_week();
  Result<void> open_round(const workforce::ShiftPlan& week);
  Result<void> offer_hours(const workforce::ShiftPlan& week);
  Result<void> swap_shifts(const workforce::ShiftPlan& week);

  UserId of(const std::string& name) const { return people_.at(name); }
  org::By by(const std::string& name) const { return {org_, of(name)}; }
  Instant at(Day day, int hour) const { return zone_.at(day, hour * 3'600); }
  Result<workforce::TimeOffTypeId> make_type(const workforce::TimeOffTypeFields& fields);
  workforce::AskTimeOff days(workforce::TimeOffTypeId type, Day first, Day last, std::string note) const {
    workforce::AskTimeOff ask;
    ask.time_off_type_id = type;
    ask.first_day = text(first);
    ask.last_day = text(last);
    ask.note = std::move(note);
    return ask;
  }

  const DemoRequestParts& parts_;
  OrgId org_;
  workforce::Zone zone_;
  Instant now_;
  Day today_, next_monday_;
  std::map<std::string, UserId> people_;  // by what stands before the @
  workforce::TimeOffTypeId annual_, unpaid_;
  Day stocktaking_;
};

Result<void> DemoRequests::find_people() {
  return parts_.admin.changes().database().read([&](database::Session& sql) -> Result<void> {
    for (const org::User& user : org::Users{}.list(sql, org_, {}, std::numeric_limits<std::int32_t>::max()))
      people_[user.email.substr(0, user.email.find('@'))] = user.id;
    return {};
  });
}

Result<workforce::TimeOffTypeId> DemoRequests::make_type(const workforce::TimeOffTypeFields& fields) {
  TRY(made, parts_.admin.changes().make<workforce::TimeOffType>(by("pia"), "", [&](org::Change& change) {
    return org::add(change, workforce::time_off_types, fields);
  }));
  return made->id;
}

Result<void> DemoRequests::make_rules() {
  workforce::TimeOffTypeFields fields;
  fields.name = "Annual leave · 年假";
  fields.allowance_year = 15;
  fields.notice_days = 7;
  TRY(annual, make_type(fields));
  annual_ = *annual;
  fields = {};
  fields.name = "Sick leave · 病假";
  TRY(sick, make_type(fields));
  fields = {};
  fields.name = "Unpaid leave · 无薪假";
  fields.is_paid = false;
  fields.unit = workforce::TimeOffUnit::hours;
  fields.is_auto_approved = false;
  TRY(unpaid, make_type(fields));
  unpaid_ = *unpaid;

  stocktaking_ = next_monday_ + 4 * 7 + 2;
  workforce::TimeOffRules rules;
  workforce::AwayLimit everybody;
  everybody.name = "Everybody · 全体";
  everybody.away_max = 3;
  workforce::AwayLimit closed;
  closed.name = "Stocktaking · 盘点";
  closed.first_day = text(stocktaking_);
  closed.last_day = text(stocktaking_ + 1);
  rules.limits = {everybody, closed};
  TRY(kept, parts_.time_off.set_rules(by("pia"), rules));
  // Days that were left over from the year before.
  TRY(more, parts_.time_off.set_allowance(by("pia"),
                                          {of("chengyue"), annual_, workforce::civil(today_).year, 18.5}));
  return {};
}

Result<void> DemoRequests::ask_for_time_off() {
  const Day later = next_monday_ + 7;  // the first week that is not published yet
  struct Asked {
    const char* who;
    int first, last;  // days from `later` on
    const char* note;
  };
  constexpr std::array<Asked, 3> approved{
      {{"maya", 3, 4, "Long weekend"}, {"lin", 1, 1, "搬家"}, {"elena", 9, 11, ""}}};
  for (const Asked& one : approved) {
    TRY(given,
        parts_.time_off.ask(by(one.who), days(annual_, later + one.first, later + one.last, one.note)));
  }
  // An afternoon of next week without pay: for people to decide.
  workforce::AskTimeOff afternoon = days(unpaid_, next_monday_ + 2, next_monday_ + 2, "Registry office");
  afternoon.from = "14:00";
  afternoon.to = "18:00";
  TRY(waits, parts_.time_off.ask(by("farid"), afternoon));
  TRY(waits_too,
      parts_.time_off.ask(by("zhouting"), days(annual_, next_monday_ + 1, next_monday_ + 1, "孩子家长会")));
  TRY(turned_down, parts_.time_off.ask(by("xujia"), days(annual_, stocktaking_, stocktaking_, "")));
  if (turned_down->request) {
    TRY(declined,
        parts_.time_off.decline(by("pia"), turned_down->request->id, {"盘点需要全员到岗，请另选日期。", ""}));
  }
  return {};
}

Result<workforce::ShiftPlan> DemoRequests::next_week() {
  TRY(plans, parts_.schedules.list(org_, workforce::ShiftPlanId{1LL << 62}, 100));
  for (workforce::ShiftPlan& plan : *plans)
    if (plan.first_day == text(next_monday_)) return std::move(plan);
  return fail(ErrorCode::not_found, "no_week", "the demo's next week is not planned");
}

Result<void> DemoRequests::open_round(const workforce::ShiftPlan& week) {
  workforce::NewBidRound round;
  round.name = fmt::format("{}: bids · 竞班", week.name);
  round.schedule_id = week.id;
  round.agents = {{of("amara"), "2019-06-01", 0},
                  {of("lin"), "2020-02-17", 0},
                  {of("maya"), "2021-04-01", 0},
                  {of("tom"), "2023-09-15", 0}};
  round.closes_at = std::max(at(next_monday_ - 1, 12), now_ + hours(6));
  TRY(made, parts_.bids.create(by("pia"), round));
  TRY(first, parts_.bids.bid(by("amara"), made->id, {{4, 1}}));
  TRY(second, parts_.bids.bid(by("tom"), made->id, {{3, 1}}));
  return {};
}

Result<void> DemoRequests::offer_hours(const workforce::ShiftPlan& week) {
  workforce::NewShiftOffer offer;
  offer.kind = workforce::OfferKind::overtime;
  offer.schedule_id = week.id;
  offer.start = at(next_monday_ + 1, 18);
  offer.end = at(next_monday_ + 1, 20);
  offer.places = 3;
  offer.note = "Sale starts · 促销开始";
  TRY(overtime, parts_.offers.create(by("pia"), offer));
  offer.kind = workforce::OfferKind::time_off;
  offer.start = at(next_monday_ + 3, 16);
  offer.end = at(next_monday_ + 3, 18);
  offer.places = 2;
  offer.note = "A quiet afternoon · 来访较少";
  TRY(off, parts_.offers.create(by("pia"), offer));
  return {};
}

// One shift for another, so that all hours stay. It waits for the planner, since fewer are left who speak
// English on that day. Another one is open to everybody.
Result<void> DemoRequests::swap_shifts(const workforce::ShiftPlan& week) {
  TRY(shifts, parts_.schedules.shifts(org_, week.id, {}, ""));
  std::map<UserId, std::set<std::string>> days;
  for (const workforce::Shift& one : *shifts)
    if (one.start > now_) days[one.agent_id].insert(one.day);
  const auto without = [&](const char* who, const char* other) {
    std::vector<std::string> out;
    for (const std::string& day : days[of(who)])
      if (days[of(other)].count(day) == 0) out.push_back(day);
    return out;
  };
  const auto is_taken = [&](const char* who, const char* taker) -> Result<bool> {
    for (const std::string& day : without(who, taker)) {
      auto swap = parts_.swaps.offer(by(who), {day, of(taker), "Dentist · 看牙医"});
      if (!swap) continue;
      for (const std::string& given : without(taker, who)) {
        const auto tried = parts_.swaps.accept(by(taker), swap->id, {given, true});
        if (!tried || tried->effect.findings.empty()) continue;
        TRY(taken, parts_.swaps.accept(by(taker), swap->id, {given, false}));
        return true;
      }
      TRY(back, parts_.swaps.withdraw(by(who), swap->id));
    }
    return false;
  };
  bool waits = false;
  for (const char* who : {"ben", "tom", "amara", "grace"}) {
    for (const char* taker : {"zhao", "liuqing", "xujia", "huanglei"}) {
      if (waits) break;
      TRY(taken, is_taken(who, taker));
      waits = *taken;
    }
  }
  const std::set<std::string>& mayas = days[of("maya")];
  if (mayas.empty()) return {};
  TRY(open, parts_.swaps.offer(by("maya"), {*mayas.begin(), {}, "Concert · 演唱会"}));
  return {};
}

}  // namespace

Result<void> make_demo_requests(const DemoRequestParts& parts, OrgId org, Instant now) {
  TRY(zone, zone_of_demo(parts.admin));
  return DemoRequests(parts, org, std::move(*zone), now).make();
}

}  // namespace rapport::program
