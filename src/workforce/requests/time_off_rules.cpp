#include "workforce/requests/time_off_rules.h"

#include <fmt/format.h>

#include <algorithm>

#include "workforce/schedule/local_days.h"

namespace rapport::workforce {
namespace {

constexpr double small = 1e-9;

std::int32_t minutes_of(const std::string& text) {
  return schedule::minutes_of_day(text).value_or(0);
}

bool holds(const std::vector<std::int32_t>& weekdays, Day day) {
  return weekdays.empty() || std::find(weekdays.begin(), weekdays.end(), weekday(day)) != weekdays.end();
}

const FreeDay* free_day(const TimeOffRequest& request, const std::string& day) {
  const auto found = std::find_if(request.free_days.begin(), request.free_days.end(),
                                  [&](const FreeDay& one) { return one.day == day; });
  return found == request.free_days.end() ? nullptr : &*found;
}

// Requests of before there were holidays have no free days, only weekdays.
bool costs(const TimeOffRequest& request, Day day) {
  return holds(request.weekdays, day) && !free_day(request, text(day));
}

// A holiday is not taken from the allowance, yet the hours of the contract have it.
bool is_paid_on(const TimeOffRequest& request, Day day) {
  if (!request.is_paid || !holds(request.weekdays, day)) return false;
  const FreeDay* free = free_day(request, text(day));
  return !free || free->why == FreeReason::holiday;
}

// Of a day that costs something, the share that is asked for.
double share_of(const TimeOffRequest& request) {
  const double asked_s = 60.0 * (minutes_of(request.to) - minutes_of(request.from));
  return std::min(1.0, asked_s / static_cast<double>(std::max<std::int64_t>(1, request.day_s)));
}

bool is_whole_day(const TimeOffRequest& request) {
  return minutes_of(request.from) == 0 && minutes_of(request.to) == 24 * 60;
}

struct Days {
  Day first, last;
  bool hold(Day day) const { return first <= day && day <= last; }
};
Days days_of(const TimeOffRequest& request) {
  return {*parse_day(request.first_day), *parse_day(request.last_day)};
}

bool is_of(const AwayLimit& limit, const std::map<AgentId, Groups>& groups, AgentId agent) {
  const auto found = groups.find(agent);
  if (limit.team_id && (found == groups.end() || found->second.teams.count(*limit.team_id) == 0))
    return false;
  return !limit.skill_id || (found != groups.end() && found->second.skills.count(*limit.skill_id) != 0);
}

bool is_on(const AwayLimit& limit, Day day) {
  const auto first = parse_day(limit.first_day), last = parse_day(limit.last_day);
  return (!first || *first <= day) && (!last || day <= *last) && holds(limit.weekdays, day);
}

void judge_notice(const TimeOffQuestion& question, std::vector<Finding>& findings) {
  const std::int32_t notice = days_of(question.request).first - question.today;
  if (notice < question.type.notice_days)
    findings.push_back({Obstacle::notice, question.request.first_day,
                        static_cast<double>(question.type.notice_days), static_cast<double>(notice),
                        question.type.name});
}

// Days that touch it, of the same agent, count with it; whatever their type.
void judge_row(const TimeOffQuestion& question, std::vector<Finding>& findings) {
  if (!question.type.days_in_row_max) return;
  Days row = days_of(question.request);
  for (bool grows = true; grows;) {
    grows = false;
    for (const TimeOffRequest& other : question.others) {
      if (other.agent_id != question.request.agent_id) continue;
      const Days days = days_of(other);
      if (days.last + 1 < row.first || row.last + 1 < days.first) continue;
      if (row.first <= days.first && days.last <= row.last) continue;
      row = {std::min(row.first, days.first), std::max(row.last, days.last)};
      grows = true;
    }
  }
  const std::int32_t length = row.last - row.first + 1;
  if (length > *question.type.days_in_row_max)
    findings.push_back({Obstacle::days_in_row, text(row.first),
                        static_cast<double>(*question.type.days_in_row_max), static_cast<double>(length),
                        question.type.name});
}

void judge_allowance(const TimeOffQuestion& question, std::vector<Finding>& findings) {
  for (const auto& [year, amount] : amount_by_year(question.request, question.type.unit))
    for (const TimeOffBalance& balance : question.balances) {
      if (balance.year != year || !balance.allowed) continue;
      const double left = *balance.allowed - balance.taken - balance.asked;
      if (amount > left + small)
        findings.push_back(
            {Obstacle::allowance, fmt::format("{}-01-01", year), left, amount, question.type.name});
    }
}

void judge_away(const TimeOffQuestion& question, std::vector<Finding>& findings) {
  const Days days = days_of(question.request);
  for (const AwayLimit& limit : question.rules.limits) {
    if (!is_of(limit, question.groups, question.request.agent_id)) continue;
    for (Day day = days.first; day <= days.last; day = day + 1) {
      if (!is_on(limit, day)) continue;
      if (limit.away_max == 0) {
        findings.push_back({Obstacle::closed, text(day), 0, 0, limit.name});
        continue;
      }
      std::set<AgentId> away;
      for (const TimeOffRequest& other : question.others)
        if (other.agent_id != question.request.agent_id && days_of(other).hold(day) &&
            is_of(limit, question.groups, other.agent_id))
          away.insert(other.agent_id);
      if (static_cast<std::int32_t>(away.size()) >= limit.away_max)
        findings.push_back({Obstacle::away, text(day), static_cast<double>(limit.away_max),
                            static_cast<double>(away.size()), limit.name});
    }
  }
}

void check_day(const std::string& day, const std::string& where, std::vector<Issue>& issues) {
  if (!day.empty() && !parse_day(day)) issues.push_back({where, "expected a date such as 2026-12-25"});
}

Result<void> told(std::vector<Issue> issues) {
  if (issues.empty()) return {};
  return fail(ErrorCode::invalid, "bad_value", "some values cannot be", std::move(issues));
}

}  // namespace

Result<void> check_ask(const AskTimeOff& ask) {
  std::vector<Issue> issues;
  const auto first = parse_day(ask.first_day), last = parse_day(ask.last_day);
  if (!first) issues.push_back({"/first_day", "expected a date such as 2026-12-25"});
  if (!last) issues.push_back({"/last_day", "expected a date such as 2026-12-25"});
  if (first && last && *last < *first) issues.push_back({"/last_day", "is before the first day"});
  if (first && last && *last - *first >= time_off_days_max)
    issues.push_back({"/last_day", fmt::format("is more than {} days after the first", time_off_days_max)});
  const auto from = schedule::minutes_of_day(ask.from), to = schedule::minutes_of_day(ask.to);
  if (!from || *from % 15 != 0) issues.push_back({"/from", "expected a quarter of an hour such as 09:15"});
  if (!to || *to % 15 != 0) issues.push_back({"/to", "expected a quarter of an hour such as 09:15"});
  if (from && to && *to <= *from) issues.push_back({"/to", "is not after `from`"});
  return told(std::move(issues));
}

Result<void> check_limits(const TimeOffRules& rules) {
  std::vector<Issue> issues;
  for (std::size_t i = 0; i < rules.limits.size(); ++i) {
    const AwayLimit& limit = rules.limits[i];
    const std::string at = fmt::format("/limits/{}", i);
    check_day(limit.first_day, at + "/first_day", issues);
    check_day(limit.last_day, at + "/last_day", issues);
    const auto first = parse_day(limit.first_day), last = parse_day(limit.last_day);
    if (first && last && *last < *first) issues.push_back({at + "/last_day", "is before the first day"});
  }
  return told(std::move(issues));
}

std::map<std::int32_t, double> amount_by_year(const TimeOffRequest& request, TimeOffUnit unit) {
  std::map<std::int32_t, double> amounts;
  const Days days = days_of(request);
  double one = share_of(request);
  if (unit == TimeOffUnit::hours) one *= static_cast<double>(request.day_s) / 3'600;
  for (Day day = days.first; day <= days.last; day = day + 1)
    amounts[civil(day).year] += costs(request, day) ? one : 0;
  return amounts;
}

std::vector<schedule::TimeOff> entries_of(const TimeOffRequest& request) {
  std::vector<schedule::TimeOff> entries;
  const Days days = days_of(request);
  const auto paid = static_cast<std::int64_t>(share_of(request) * static_cast<double>(request.day_s));
  for (Day day = days.first; day <= days.last; day = day + 1) {
    const std::int64_t paid_day_s = is_paid_on(request, day) ? paid : 0;
    const std::string date = text(day);
    if (!entries.empty() && entries.back().paid_day_s == paid_day_s)
      entries.back().last_day = date;
    else
      entries.push_back({date, date, request.from, request.to, paid_day_s});
  }
  return entries;
}

std::vector<Finding> judge_time_off(const TimeOffQuestion& question) {
  std::vector<Finding> findings;
  judge_notice(question, findings);
  judge_row(question, findings);
  judge_allowance(question, findings);
  judge_away(question, findings);
  if (!question.type.is_auto_approved) findings.push_back({Obstacle::approval, "", 0, 0, question.type.name});
  return findings;
}

bool overlap(const TimeOffRequest& a, const TimeOffRequest& b) {
  const Days one = days_of(a), other = days_of(b);
  if (one.last < other.first || other.last < one.first) return false;
  if (is_whole_day(a) || is_whole_day(b)) return true;
  return minutes_of(a.from) < minutes_of(b.to) && minutes_of(b.from) < minutes_of(a.to);
}

}  // namespace rapport::workforce
