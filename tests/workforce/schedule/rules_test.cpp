#include "workforce/schedule/rules.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "workforce/schedule/frame.h"
#include "workforce/schedule/support/small_problem.h"

using namespace rapport;
using namespace rapport::workforce::schedule;

namespace {

// The rules that are broken, each once, as a line.
std::string broken(const Problem& problem, const Plan& plan) {
  std::vector<std::string> names;
  for (const Violation& violation : judge(problem, plan))
    names.emplace_back(name_of_rule(violation.rule));
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  std::string line;
  for (const std::string& name : names)
    line += (line.empty() ? "" : " ") + name;
  return line;
}

Plan worked(std::vector<int> days_of_march) {
  Plan plan;
  for (const int day : days_of_march)
    plan.shifts.push_back(day_shift("agent 1", day));
  return plan;
}

}  // namespace

TEST_CASE("a week of five days and a weekend off breaks no rule") {
  const Problem problem = small_problem();
  REQUIRE(check_problem(problem));
  CHECK(broken(problem, worked({2, 3, 4, 5, 6, 9, 10, 11, 12, 13})).empty());
}

TEST_CASE("each rule names itself, the agent, the day and the figures") {
  Problem problem = small_problem();
  CHECK(broken(problem, worked({2, 3, 4, 5, 6, 7})) == "days_in_row_max paid_week_max");
  CHECK(broken(problem, worked({3, 5})) == "days_off_in_row_min");
  CHECK(broken(problem, worked({2, 7, 14})) == "weekends_max");
  const auto found = judge(problem, worked({3, 5}));
  REQUIRE(found.size() == 1);
  CHECK(found[0].agent == "agent 1");
  CHECK(found[0].day == "2026-03-04");
  CHECK(found[0].limit == 2);
  CHECK(found[0].found == 1);

  Plan late = worked({2});
  late.shifts.push_back(day_shift("agent 1", 3, 7));
  late.shifts[0] = day_shift("agent 1", 2, 10);
  problem.contracts[0].rest_min_s = 13 * 3'600;
  CHECK(broken(problem, late) == "rest_min");

  Plan odd = worked({2});
  odd.shifts[0].breaks[0].start = odd.shifts[0].start;
  odd.shifts[0].breaks[0].end = odd.shifts[0].start + hours(1);
  CHECK(broken(problem, odd) == "breaks_fit");
  odd.shifts[0] = day_shift("agent 1", 2, 12);
  CHECK(broken(problem, odd) == "template_fits");
  odd.shifts[0].agent = "nobody";
  CHECK(broken(problem, odd) == "known");
}

TEST_CASE("hours that must be worked count paid time off as worked") {
  Problem problem = small_problem();
  problem.contracts[0].paid_week_min_s = 40 * 3'600;
  CHECK(broken(problem, worked({2, 3, 4, 5, 6, 9, 10, 11, 12})).find("paid_week_min") != std::string::npos);
  TimeOff friday;
  friday.first_day = friday.last_day = "2026-03-13";
  friday.paid_day_s = 8 * 3'600;
  problem.agents = {problem.agents[0]};
  problem.agents[0].time_off = {friday};
  CHECK(broken(problem, worked({2, 3, 4, 5, 6, 9, 10, 11, 12})).empty());
  CHECK(broken(problem, worked({2, 3, 4, 5, 6, 9, 10, 11, 12, 13})) == "paid_week_max time_off");
}

TEST_CASE("what happened before the first day binds the first days") {
  Problem problem = small_problem();
  Before before;
  before.days_in_row = 4;
  before.paid_week_s = 0;
  problem.agents[0].before = before;
  CHECK(broken(problem, worked({2})).empty());
  CHECK(broken(problem, worked({2, 3})) == "days_in_row_max");
  problem.agents[0].before->days_in_row = 0;
  problem.agents[0].before->days_off_in_row = 1;
  CHECK(broken(problem, worked({2, 3})) == "days_off_in_row_min");
  problem.agents[0].before->last_end = Instant{1'772'409'600'000'000};  // midnight
  CHECK(broken(problem, worked({2, 3})) == "days_off_in_row_min rest_min");
}

TEST_CASE("days on which clocks change have the hours that they have") {
  Problem problem = small_problem(1, 7);
  problem.time_zone = "Europe/Paris";
  problem.first_day = "2026-03-23";  // clocks go forward on the 29th
  problem.requirements[0].points.clear();
  REQUIRE(check_problem(problem));
  const Frame frame(problem);
  CHECK((frame.days.begin(7) - frame.days.begin(6)) == hours(23));
  CHECK(!frame.days.at(6, 150));  // 02:30 does not exist
  PlannedShift night = day_shift("agent 1", 29);
  night.start = *frame.days.at(6, 480);
  night.end = night.start + hours(9);
  night.breaks[0].start = night.start + hours(4);
  night.breaks[0].end = night.start + hours(5);
  CHECK(broken(problem, Plan{{night}}).empty());
}

TEST_CASE("an unsound problem says where") {
  Problem problem = small_problem();
  problem.contracts[0].paid_week_min_s = 41 * 3'600;
  problem.agents[1].contract = "nothing";
  problem.agents[2].skills.clear();
  problem.requirements[0].points.push_back(problem.requirements[0].points[0]);
  const auto checked = check_problem(problem);
  REQUIRE(!checked);
  std::vector<std::string> places;
  for (const Issue& issue : checked.error().issues)
    places.push_back(issue.where);
  CHECK(places ==
        std::vector<std::string>{"/contracts/0/paid_week_min_s", "/agents/1/contract", "/agents/2/skills"});
  problem = small_problem();
  problem.requirements[0].points.push_back(problem.requirements[0].points[0]);
  const auto twice = check_problem(problem);
  REQUIRE(!twice);
  CHECK(twice.error().issues[0].where == "/requirements/0/points/280/start");
  CHECK(!read_problem(R"({"time_zone": "UTC", "first_day": "2026-03-02", "days": 7, "skills": []})"));
}
