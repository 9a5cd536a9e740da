#include "workforce/requests/time_off_book.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "org/entity.h"
#include "org/hours_store.h"
#include "workforce/calendar/intervals.h"
#include "workforce/requests/again.h"
#include "workforce/requests/free_days.h"
#include "workforce/shifts/facts_store.h"

namespace rapport::workforce {
namespace {

constexpr const char* time_off_kind = "time_off_request";
constexpr std::int32_t facts_reach_back_days = 366;

tl::unexpected<Error> no_request(TimeOffRequestId id) {
  return org::no_such(time_off_kind, id.value);
}

Result<void> check_groups(const org::Directory& directory, const TimeOffRules& rules) {
  std::vector<Issue> issues;
  for (std::size_t i = 0; i < rules.limits.size(); ++i) {
    const AwayLimit& limit = rules.limits[i];
    if (limit.team_id && directory.teams.count(*limit.team_id) == 0)
      issues.push_back({fmt::format("/limits/{}/team_id", i), "there is no such team"});
    if (limit.skill_id && directory.skills.count(*limit.skill_id) == 0)
      issues.push_back({fmt::format("/limits/{}/skill_id", i), "there is no such skill"});
  }
  if (!issues.empty()) return org::wrong(std::move(issues));
  return {};
}

// The whole book is judged again by whoever has judged before this.
Result<void> turn_page(org::Change& change, std::int64_t judged_by) {
  auto book = time_off_store::book(change.sql, change.org());
  if (book.version != judged_by)
    return fail(ErrorCode::conflict, "changed_meanwhile", "somebody has just changed it: look again");
  ++book.version;
  time_off_store::set_book(change.sql, change.org(), book);
  return {};
}

Result<void> change_facts(org::Change& change, AgentId agent, const std::vector<schedule::TimeOff>& added,
                          const std::vector<schedule::TimeOff>& removed, Day today) {
  const auto all = facts_store::agents(change.sql, change.org());
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const AgentPlanning& one) { return one.agent_id == agent; });
  if (found == all.end()) return {};  // left meanwhile
  AgentFacts facts = *found;
  const std::string long_ago = text(today - facts_reach_back_days);
  facts.time_off.erase(
      std::remove_if(facts.time_off.begin(), facts.time_off.end(),
                     [&](const schedule::TimeOff& one) {
                       return one.last_day < long_ago ||
                              std::any_of(removed.begin(), removed.end(), [&](const schedule::TimeOff& gone) {
                                return contract::encode(gone) == contract::encode(one);
                              });
                     }),
      facts.time_off.end());
  facts.time_off.insert(facts.time_off.end(), added.begin(), added.end());
  return facts_store::put_agent(change, agent, facts).map([](const AgentPlanning&) {});
}

std::vector<TimeOffBalance> balances_of(const std::vector<TimeOffType>& types,
                                        const std::vector<TimeOffAllowance>& allowances,
                                        const std::vector<TimeOffRequest>& requests, AgentId agent,
                                        std::int32_t year) {
  std::vector<TimeOffBalance> balances;
  for (const TimeOffType& type : types) {
    TimeOffBalance balance{agent, type.id, year, type.allowance_year, 0, 0};
    for (const TimeOffAllowance& one : allowances)
      if (one.agent_id == agent && one.time_off_type_id == type.id && one.year == year)
        balance.allowed = one.amount;
    for (const TimeOffRequest& one : requests) {
      if (one.agent_id != agent || one.time_off_type_id != type.id) continue;
      const auto amounts = amount_by_year(one, type.unit);
      const auto amount = amounts.find(year);
      if (amount == amounts.end()) continue;
      if (one.state == RequestState::approved) balance.taken += amount->second;
      if (one.state == RequestState::waiting) balance.asked += amount->second;
    }
    balances.push_back(balance);
  }
  return balances;
}

bool blocks(const TimeOffRequest& one) {
  return one.state == RequestState::approved || one.state == RequestState::waiting;
}

}  // namespace

struct TimeOffBook::Known {
  time_off_store::Book book;
  std::vector<TimeOffType> types;
  std::vector<TimeOffRequest> requests;  // waiting or approved
  std::vector<TimeOffAllowance> allowances;
  std::map<AgentId, Groups> groups;
  HolidayNames holidays;
  std::map<AgentId, std::set<std::int32_t>> never_worked;
  Day today;

  const TimeOffType* type(TimeOffTypeId id) const {
    const auto found =
        std::find_if(types.begin(), types.end(), [&](const TimeOffType& one) { return one.id == id; });
    return found == types.end() ? nullptr : &*found;
  }
};

Day TimeOffBook::today(OrgId org) const {
  const auto directory = directories_.of(org);
  const auto zone = Zone::named(directory ? directory->time_zone : "UTC");
  return zone ? zone->local(schedules_.now()).day : Day{};
}

Result<TimeOffBook::Known> TimeOffBook::know(OrgId org) {
  const auto directory = directories_.of(org);
  if (!directory) return org::no_such("organisation", org.value);
  const Day day = today(org);
  return schedules_.changes().database().read([&](database::Session& sql) -> Result<Known> {
    Known known;
    known.today = day;
    known.book = time_off_store::book(sql, org);
    known.types = time_off_types.list(sql, org, {}, time_off_types_max);
    known.allowances = time_off_store::allowances(sql, org, {});
    // A year's balance needs all of the year.
    const std::string from = fmt::format("{}-01-01", civil(day).year - 1);
    for (TimeOffRequest& one : time_off_store::list(sql, org, {{}, std::nullopt, from, "", {}, 0}))
      if (blocks(one)) known.requests.push_back(std::move(one));
    std::vector<org::Hours> calendars;
    for (const org::HoursPlan& plan : org::hours_plans.list(sql, org, {}, org::hours_max))
      calendars.push_back(org::hours_of(plan));
    known.holidays = public_holidays(calendars, directory->time_zone);
    const Facts facts = facts_store::all(sql, org);
    for (const AgentPlanning& agent : facts.agents) {
      known.never_worked[agent.agent_id] = weekdays_never_worked(agent, facts);
      Groups& groups = known.groups[agent.agent_id];
      for (const auto& [id, name] : directory->skills)
        if (std::find(agent.skills.begin(), agent.skills.end(), name) != agent.skills.end())
          groups.skills.insert(id);
      if (const auto user = directory->users.find(agent.agent_id); user != directory->users.end())
        groups.teams.insert(user->second.teams.begin(), user->second.teams.end());
    }
    return known;
  });
}

Result<TimeOffRules> TimeOffBook::rules(OrgId org) {
  return schedules_.changes().database().read(
      [&](database::Session& sql) -> Result<TimeOffRules> { return time_off_store::book(sql, org).rules; });
}

Result<TimeOffRules> TimeOffBook::set_rules(const org::By& by, const TimeOffRules& rules) {
  if (auto sound = check_limits(rules); !sound) return tl::unexpected<Error>(std::move(sound.error()));
  const auto directory = directories_.of(by.org);
  if (!directory) return org::no_such("organisation", by.org.value);
  if (auto known = check_groups(*directory, rules); !known)
    return tl::unexpected<Error>(std::move(known.error()));
  auto kept =
      schedules_.changes().make<TimeOffRules>(by, "", [&](org::Change& change) -> Result<TimeOffRules> {
        auto book = time_off_store::book(change.sql, by.org);
        change.audit({"change", "time_off_rules", 0, contract::encode(book.rules), contract::encode(rules)});
        book.rules = rules;
        ++book.version;
        time_off_store::set_book(change.sql, by.org, book);
        return rules;
      });
  if (kept) settle(by.org);
  return kept;
}

Result<TimeOffAllowance> TimeOffBook::set_allowance(const org::By& by, const TimeOffAllowance& allowance) {
  const auto directory = directories_.of(by.org);
  if (!directory || directory->users.count(allowance.agent_id) == 0)
    return org::wrong({{"/agent_id", "there is no such agent"}});
  auto kept = schedules_.changes().make<TimeOffAllowance>(
      by, "", [&](org::Change& change) -> Result<TimeOffAllowance> {
        if (!time_off_types.find(change.sql, by.org, allowance.time_off_type_id))
          return org::wrong({{"/time_off_type_id", "there is no such type"}});
        auto book = time_off_store::book(change.sql, by.org);
        time_off_store::put_allowance(change.sql, by.org, allowance);
        ++book.version;
        time_off_store::set_book(change.sql, by.org, book);
        change.audit(
            {"change", "time_off_allowance", allowance.agent_id.value, "", contract::encode(allowance)});
        return allowance;
      });
  if (kept) settle(by.org);
  return kept;
}

Result<std::vector<TimeOffBalance>> TimeOffBook::balances(OrgId org, AgentId agent, std::int32_t year) {
  return schedules_.changes().database().read(
      [&](database::Session& sql) -> Result<std::vector<TimeOffBalance>> {
        const auto types = time_off_types.list(sql, org, {}, time_off_types_max);
        const auto allowances = time_off_store::allowances(sql, org, agent);
        const auto requests = time_off_store::list(
            sql, org,
            {agent, std::nullopt, fmt::format("{}-01-01", year), fmt::format("{}-12-31", year), {}, 0});
        std::vector<TimeOffBalance> all;
        for (const AgentPlanning& one : facts_store::agents(sql, org))
          if (!agent || agent == one.agent_id)
            for (const TimeOffBalance& balance : balances_of(types, allowances, requests, one.agent_id, year))
              all.push_back(balance);
        return all;
      });
}

Result<std::vector<TimeOffRequest>> TimeOffBook::list(OrgId org, const time_off_store::Wanted& wanted) {
  return schedules_.changes().database().read(
      [&](database::Session& sql) -> Result<std::vector<TimeOffRequest>> {
        return time_off_store::list(sql, org, wanted);
      });
}

Result<TimeOffRequest> TimeOffBook::made_of(const Known& known, AgentId agent, const AskTimeOff& ask,
                                            bool is_planner) {
  if (auto sound = check_ask(ask); !sound) return tl::unexpected<Error>(std::move(sound.error()));
  if (known.groups.count(agent) == 0) return org::wrong({{"/agent_id", "there is no such agent"}});
  const TimeOffType* type = known.type(ask.time_off_type_id);
  if (!type) return org::wrong({{"/time_off_type_id", "there is no such type"}});
  if (!is_planner && *parse_day(ask.first_day) < known.today) return org::wrong({{"/first_day", "is over"}});
  TimeOffRequest request;
  request.agent_id = agent;
  request.time_off_type_id = type->id;
  request.first_day = ask.first_day;
  request.last_day = ask.last_day;
  request.from = ask.from;
  request.to = ask.to;
  request.note = ask.note;
  request.day_s = type->day_s;
  request.is_paid = type->is_paid;
  request.weekdays = type->weekdays;
  const auto never = known.never_worked.find(agent);
  request.free_days =
      free_days(*parse_day(ask.first_day), *parse_day(ask.last_day),
                {type->weekdays, known.holidays,
                 never == known.never_worked.end() ? std::set<std::int32_t>{} : never->second});
  for (const auto& [year, amount] : amount_by_year(request, type->unit))
    request.amount += amount;
  for (const TimeOffRequest& other : known.requests)
    if (other.agent_id == agent && overlap(other, request))
      return fail(
          ErrorCode::conflict, "asked_already", "there is time off then already",
          {{"/first_day", fmt::format("{} to {} is there already", other.first_day, other.last_day)}});
  return request;
}

Result<std::vector<PreparedEdit>> TimeOffBook::prepared(OrgId org, const TimeOffRequest& request,
                                                        bool is_taken_back) {
  const auto plans = schedules_.with_days(org, request.first_day, request.last_day);
  if (!plans) return tl::unexpected<Error>(plans.error());
  TimeOffEdit edit{request.agent_id, {}, {}};
  (is_taken_back ? edit.removed : edit.added) = entries_of(request);
  std::vector<PreparedEdit> all;
  for (const ShiftPlan& plan : *plans) {
    auto one = schedules_.prepare(org, plan.id, {{}, edit, true});
    if (!one) return tl::unexpected<Error>(std::move(one.error()));
    if (!one->problem.empty()) all.push_back(std::move(*one));
  }
  return all;
}

Result<TimeOffBook::Judged> TimeOffBook::judge(OrgId org, const Known& known, const TimeOffRequest& request) {
  const TimeOffType* type = known.type(request.time_off_type_id);
  if (!type) return org::no_such("time_off_type", request.time_off_type_id.value);
  auto edits = prepared(org, request, false);
  if (!edits) return tl::unexpected<Error>(std::move(edits.error()));
  TimeOffQuestion question{request, *type, known.today, known.book.rules, known.groups, {}, {}};
  Judged judged;
  judged.book_version = known.book.version;
  for (const TimeOffRequest& other : known.requests) {
    const bool is_before =
        other.state == RequestState::approved || request.id.value == 0 || other.id < request.id;
    if (other.id == request.id || !is_before) continue;
    question.others.push_back(other);
    if (other.state == RequestState::waiting && other.agent_id != request.agent_id && overlap(other, request))
      ++judged.effect.ahead;
  }
  for (const auto& [year, amount] : amount_by_year(request, type->unit))
    for (const TimeOffBalance& one :
         balances_of({*type}, known.allowances, question.others, request.agent_id, year))
      question.balances.push_back(one);
  judged.effect.findings = judge_time_off(question);
  judged.edits = std::move(*edits);
  add_edits(judged.edits, known.book.rules.asks_coverage, judged.effect);
  return judged;
}

// As the request says: with its time off when it is approved.
Result<TimeOffRequest> TimeOffBook::keep(const org::By& by, const TimeOffRequest& request,
                                         const Judged& judged) {
  const bool is_approved = request.state == RequestState::approved;
  const Day day = today(by.org);
  auto kept =
      schedules_.changes().make<TimeOffRequest>(by, "", [&](org::Change& change) -> Result<TimeOffRequest> {
        if (auto turned = turn_page(change, judged.book_version); !turned)
          return tl::unexpected<Error>(std::move(turned.error()));
        TimeOffRequest made = request;
        const bool is_new = !made.id;
        if (is_new) {
          made.id = change.new_id<TimeOffRequestId>();
          made.asked_at = change.now;
        }
        if (made.state != RequestState::waiting) made.decided_at = change.now;
        made.findings = judged.effect.findings;
        if (is_approved) {
          if (auto written = write_all(change, judged.edits); !written)
            return tl::unexpected<Error>(std::move(written.error()));
          if (auto told = change_facts(change, made.agent_id, entries_of(made), {}, day); !told)
            return tl::unexpected<Error>(std::move(told.error()));
        }
        const auto before = is_new ? std::nullopt : time_off_store::find(change.sql, by.org, made.id);
        time_off_store::put(change.sql, by.org, made);
        change.audit({is_new ? "create" : "change", time_off_kind, made.id.value,
                      before ? contract::encode(*before) : "", contract::encode(made)});
        return made;
      });
  if (!kept) return kept;
  if (is_approved) tell_all(schedules_, by.org, judged.edits);
  if (told_) told_(by.org, {kept->agent_id});
  return kept;
}

Result<TimeOffAnswer> TimeOffBook::ask(const org::By& by, const AskTimeOff& ask) {
  return again_if_changed([&]() -> Result<TimeOffAnswer> {
    const auto known = know(by.org);
    if (!known) return tl::unexpected<Error>(known.error());
    auto request = made_of(*known, by.user, ask, false);
    if (!request) return tl::unexpected<Error>(std::move(request.error()));
    const auto judged = judge(by.org, *known, *request);
    if (!judged) return tl::unexpected<Error>(judged.error());
    TimeOffAnswer answer{std::nullopt, request->amount, judged->effect, request->free_days};
    if (ask.is_trial) return answer;
    request->state = judged->effect.findings.empty() ? RequestState::approved : RequestState::waiting;
    return keep(by, *request, *judged).map([&](TimeOffRequest&& kept) {
      answer.request = std::move(kept);
      return answer;
    });
  });
}

Result<TimeOffAnswer> TimeOffBook::grant(const org::By& by, AgentId agent, const AskTimeOff& ask,
                                         const Decision& decision) {
  return again_if_changed([&]() -> Result<TimeOffAnswer> {
    const auto known = know(by.org);
    if (!known) return tl::unexpected<Error>(known.error());
    auto request = made_of(*known, agent, ask, true);
    if (!request) return tl::unexpected<Error>(std::move(request.error()));
    auto judged = judge(by.org, *known, *request);
    if (!judged) return tl::unexpected<Error>(std::move(judged.error()));
    TimeOffAnswer answer{std::nullopt, request->amount, judged->effect, request->free_days};
    if (ask.is_trial) return answer;
    if (!judged->effect.breaks.empty() && decision.force_reason.empty())
      return breaks_rules(judged->effect.breaks);
    force(judged->edits, decision.force_reason);
    request->state = RequestState::approved;
    request->decided_by = by.user;
    request->reason = decision.reason;
    return keep(by, *request, *judged).map([&](TimeOffRequest&& kept) {
      answer.request = std::move(kept);
      return answer;
    });
  });
}

Result<TimeOffAnswer> TimeOffBook::look(OrgId org, TimeOffRequestId id) {
  const auto known = know(org);
  if (!known) return tl::unexpected<Error>(known.error());
  const auto found = list(org, {}).map([&](const std::vector<TimeOffRequest>& all) {
    const auto one = std::find_if(all.begin(), all.end(), [&](const auto& each) { return each.id == id; });
    return one == all.end() ? std::optional<TimeOffRequest>{} : std::optional(*one);
  });
  if (!found) return tl::unexpected<Error>(found.error());
  if (!*found) return no_request(id);
  TimeOffAnswer answer{**found, (*found)->amount, {}, (*found)->free_days};
  if ((*found)->state != RequestState::waiting) {
    answer.effect.findings = (*found)->findings;
    return answer;
  }
  auto judged = judge(org, *known, **found);
  if (!judged) return tl::unexpected<Error>(std::move(judged.error()));
  answer.effect = std::move(judged->effect);
  return answer;
}

Result<TimeOffRequest> TimeOffBook::decide(const org::By& by, TimeOffRequestId id, const Decision& decision) {
  const auto known = know(by.org);
  if (!known) return tl::unexpected<Error>(known.error());
  const auto found = std::find_if(known->requests.begin(), known->requests.end(),
                                  [&](const TimeOffRequest& one) { return one.id == id; });
  if (found == known->requests.end() || found->state != RequestState::waiting) {
    const auto exists = look(by.org, id);
    if (!exists) return tl::unexpected<Error>(exists.error());
    return fail(ErrorCode::conflict, "decided_already", "this request does not wait any more");
  }
  auto judged = judge(by.org, *known, *found);
  if (!judged) return tl::unexpected<Error>(std::move(judged.error()));
  TimeOffRequest request = *found;
  request.state = RequestState::approved;
  request.reason = decision.reason;
  const bool is_by_rules = !by.user;
  if (is_by_rules && !judged->effect.findings.empty()) return *found;
  if (!judged->effect.breaks.empty() && decision.force_reason.empty())
    return breaks_rules(judged->effect.breaks);
  force(judged->edits, decision.force_reason);
  if (!is_by_rules) request.decided_by = by.user;
  return keep(by, request, *judged);
}

Result<TimeOffRequest> TimeOffBook::approve(const org::By& by, TimeOffRequestId id,
                                            const Decision& decision) {
  return again_if_changed([&] { return decide(by, id, decision); });
}

Result<TimeOffRequest> TimeOffBook::decline(const org::By& by, TimeOffRequestId id,
                                            const Decision& decision) {
  auto declined =
      schedules_.changes().make<TimeOffRequest>(by, "", [&](org::Change& change) -> Result<TimeOffRequest> {
        auto found = time_off_store::find(change.sql, by.org, id);
        if (!found) return no_request(id);
        if (found->state != RequestState::waiting)
          return fail(ErrorCode::conflict, "decided_already", "this request does not wait any more");
        const std::string before = contract::encode(*found);
        found->state = RequestState::declined;
        found->reason = decision.reason;
        found->decided_at = change.now;
        found->decided_by = by.user;
        time_off_store::put(change.sql, by.org, *found);
        if (auto turned = turn_page(change, time_off_store::book(change.sql, by.org).version); !turned)
          return tl::unexpected<Error>(std::move(turned.error()));
        change.audit({"change", time_off_kind, id.value, before, contract::encode(*found)});
        return std::move(*found);
      });
  if (!declined) return declined;
  if (told_) told_(by.org, {declined->agent_id});
  settle(by.org);
  return declined;
}

Result<TimeOffRequest> TimeOffBook::withdraw(const org::By& by, AgentId agent, TimeOffRequestId id,
                                             const std::string& reason) {
  auto withdrawn = again_if_changed([&]() -> Result<TimeOffRequest> {
    const auto known = know(by.org);
    if (!known) return tl::unexpected<Error>(known.error());
    auto found = schedules_.changes().database().read([&](database::Session& sql) -> Result<TimeOffRequest> {
      auto one = time_off_store::find(sql, by.org, id);
      if (!one || (agent && one->agent_id != agent)) return no_request(id);
      return std::move(*one);
    });
    if (!found) return found;
    if (!blocks(*found)) return fail(ErrorCode::conflict, "decided_already", "there is nothing to withdraw");
    const bool is_approved = found->state == RequestState::approved;
    if (is_approved && agent && *parse_day(found->first_day) <= known->today)
      return fail(ErrorCode::conflict, "has_begun", "it has begun: a planner can end it");
    std::vector<PreparedEdit> edits;
    if (is_approved) {
      auto back = prepared(by.org, *found, true);
      if (!back) return tl::unexpected<Error>(std::move(back.error()));
      edits = std::move(*back);
    }
    return schedules_.changes().make<TimeOffRequest>(
        by, "", [&](org::Change& change) -> Result<TimeOffRequest> {
          if (auto turned = turn_page(change, known->book.version); !turned)
            return tl::unexpected<Error>(std::move(turned.error()));
          TimeOffRequest made = *found;
          made.state = RequestState::withdrawn;
          made.reason = reason;
          made.decided_at = change.now;
          made.decided_by = by.user;
          if (auto written = write_all(change, edits); !written)
            return tl::unexpected<Error>(std::move(written.error()));
          if (is_approved)
            if (auto told = change_facts(change, made.agent_id, {}, entries_of(made), known->today); !told)
              return tl::unexpected<Error>(std::move(told.error()));
          time_off_store::put(change.sql, by.org, made);
          change.audit({"change", time_off_kind, id.value, contract::encode(*found), contract::encode(made)});
          return made;
        });
  });
  if (!withdrawn) return withdrawn;
  if (told_) told_(by.org, {withdrawn->agent_id});
  settle(by.org);
  return withdrawn;
}

// Who waits for nothing any more, in the order in which they asked. What cannot be decided now stays.
void TimeOffBook::settle(OrgId org) {
  auto waiting = list(org, {{}, RequestState::waiting, "", "", {}, 0});
  if (!waiting) return;
  for (auto one = waiting->rbegin(); one != waiting->rend(); ++one)
    (void)approve({org, {}}, one->id, {});
}

}  // namespace rapport::workforce
