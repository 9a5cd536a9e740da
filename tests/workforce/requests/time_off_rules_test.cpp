#include "workforce/requests/time_off_rules.h"

#include <doctest/doctest.h>

namespace rapport::workforce {
namespace {

TimeOffRequest leave(std::int64_t id, std::int64_t agent, const std::string& first, const std::string& last) {
  TimeOffRequest made;
  made.id = {id};
  made.agent_id = {agent};
  made.first_day = first;
  made.last_day = last;
  made.from = "00:00";
  made.to = "24:00";
  made.day_s = 8 * 3'600;
  made.weekdays = {1, 2, 3, 4, 5};
  made.state = RequestState::approved;
  return made;
}

TimeOffQuestion question_of(TimeOffRequest request) {
  TimeOffQuestion question;
  question.request = std::move(request);
  question.type.name = "Leave";
  question.today = *parse_day("2026-03-01");
  question.groups[{11}].teams = {{1}};
  question.groups[{12}].teams = {{1}};
  question.groups[{13}].teams = {{2}};
  return question;
}

}  // namespace

TEST_CASE("a fortnight over the end of the year costs its working days, in the year in which they are") {
  // 2026-12-28 is a Monday: four days until Thursday the 31st, then Friday the 1st and a week.
  const auto request = leave(1, 11, "2026-12-28", "2027-01-10");
  const auto days = amount_by_year(request, TimeOffUnit::days);
  CHECK(days.at(2026) == doctest::Approx(4));
  CHECK(days.at(2027) == doctest::Approx(6));
  CHECK(amount_by_year(request, TimeOffUnit::hours).at(2026) == doctest::Approx(32));
}

TEST_CASE("two hours cost a quarter of a day, and more than a day's hours cost the day") {
  auto request = leave(1, 11, "2026-03-02", "2026-03-02");
  request.from = "09:00";
  request.to = "11:00";
  CHECK(amount_by_year(request, TimeOffUnit::days).at(2026) == doctest::Approx(0.25));
  CHECK(amount_by_year(request, TimeOffUnit::hours).at(2026) == doctest::Approx(2));
  request.to = "20:00";
  CHECK(amount_by_year(request, TimeOffUnit::hours).at(2026) == doctest::Approx(8));
}

TEST_CASE("planning has the weekend of a holiday without pay, and nothing is paid that is not") {
  auto request = leave(1, 11, "2026-03-05", "2026-03-10");
  const auto entries = entries_of(request);
  REQUIRE(entries.size() == 3);
  CHECK(entries[0].last_day == "2026-03-06");
  CHECK(entries[0].paid_day_s == 8 * 3'600);
  CHECK(entries[1].first_day == "2026-03-07");
  CHECK(entries[1].paid_day_s == 0);
  CHECK(entries[2].last_day == "2026-03-10");
  request.is_paid = false;
  REQUIRE(entries_of(request).size() == 1);
  CHECK(entries_of(request)[0].paid_day_s == 0);
}

TEST_CASE("what is asked for too late, or makes too long a row with what touches it, is said") {
  auto question = question_of(leave(2, 11, "2026-03-04", "2026-03-06"));
  question.type.notice_days = 3;
  question.type.days_in_row_max = 5;
  CHECK(judge_time_off(question).empty());
  question.today = *parse_day("2026-03-02");
  auto findings = judge_time_off(question);
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].obstacle == Obstacle::notice);
  CHECK(findings[0].found == doctest::Approx(2));
  question.today = *parse_day("2026-02-02");
  // Both of these touch: the second only through the first.
  question.others = {leave(3, 11, "2026-03-09", "2026-03-09"), leave(4, 11, "2026-03-07", "2026-03-08"),
                     leave(5, 12, "2026-03-01", "2026-03-03")};
  findings = judge_time_off(question);
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].obstacle == Obstacle::days_in_row);
  CHECK(findings[0].found == doctest::Approx(6));
}

TEST_CASE("only as many of a group are away on a day as may be, and nobody when it is closed") {
  auto question = question_of(leave(9, 11, "2026-03-04", "2026-03-06"));
  AwayLimit team;
  team.name = "Team";
  team.team_id = TeamId{1};
  team.away_max = 1;
  question.rules.limits = {team};
  question.others = {leave(5, 13, "2026-03-01", "2026-03-30")};  // of another team
  CHECK(judge_time_off(question).empty());
  question.others.push_back(leave(6, 12, "2026-03-06", "2026-03-08"));
  auto findings = judge_time_off(question);
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].obstacle == Obstacle::away);
  CHECK(findings[0].day == "2026-03-06");
  question.rules.limits[0].weekdays = {1};
  CHECK(judge_time_off(question).empty());
  AwayLimit closed;
  closed.name = "Sale";
  closed.first_day = "2026-03-05";
  closed.last_day = "2026-03-05";
  question.rules.limits = {closed};
  findings = judge_time_off(question);
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].obstacle == Obstacle::closed);
  CHECK(findings[0].day == "2026-03-05");
}

TEST_CASE("what is left of an allowance is what is not taken and not asked for") {
  auto question = question_of(leave(9, 11, "2026-03-02", "2026-03-06"));
  question.balances = {{{}, {}, 2026, 10.0, 3, 2}};
  CHECK(judge_time_off(question).empty());
  question.balances = {{{}, {}, 2026, 10.0, 3, 3}};
  const auto findings = judge_time_off(question);
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].obstacle == Obstacle::allowance);
  CHECK(findings[0].limit == doctest::Approx(4));
  CHECK(findings[0].found == doctest::Approx(5));
  question.balances = {{{}, {}, 2026, std::nullopt, 300, 0}};
  CHECK(judge_time_off(question).empty());
}

TEST_CASE("what cannot be asked for is refused at its place") {
  AskTimeOff ask;
  ask.first_day = "2026-02-30";
  ask.last_day = "2026-03-01";
  ask.from = "09:10";
  ask.to = "08:00";
  const auto refused = check_ask(ask);
  REQUIRE_FALSE(refused.has_value());
  std::vector<std::string> places;
  for (const Issue& issue : refused.error().issues)
    places.push_back(issue.where);
  CHECK(places == std::vector<std::string>{"/first_day", "/from", "/to"});
  ask = {{}, "2026-03-02", "2026-03-01", "00:00", "24:00", "", false};
  CHECK(check_ask(ask).error().issues.front().where == "/last_day");
  ask.last_day = "2027-03-03";
  CHECK_FALSE(check_ask(ask).has_value());
  ask.last_day = "2027-03-02";
  CHECK(check_ask(ask).has_value());
}

TEST_CASE("mornings and afternoons of the same day do not meet, whole days do") {
  auto morning = leave(1, 11, "2026-03-02", "2026-03-04"),
       afternoon = leave(2, 11, "2026-03-04", "2026-03-05");
  CHECK(overlap(morning, afternoon));
  morning.to = "12:00";
  CHECK(overlap(morning, afternoon));
  afternoon.from = "12:00";
  CHECK_FALSE(overlap(morning, afternoon));
}

}  // namespace rapport::workforce
