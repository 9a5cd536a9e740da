#include "workforce/schedule/problem.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "workforce/schedule/frame.h"

namespace rapport::workforce::schedule {
namespace {

constexpr std::size_t issues_max = 50;
// More shifts to choose from than this, on all days, are refused: nobody means them, and memory ends.
constexpr std::size_t choices_max = 200'000;

class Checker {
 public:
  explicit Checker(const Problem& problem) : problem_(problem) {}

  Result<void> run() {
    check_names();
    check_times();
    for (std::size_t i = 0; i < problem_.shifts.size(); ++i)
      check_template(problem_.shifts[i], fmt::format("/shifts/{}", i));
    for (std::size_t i = 0; i < problem_.contracts.size(); ++i)
      check_contract(problem_.contracts[i], fmt::format("/contracts/{}", i));
    for (std::size_t i = 0; i < problem_.agents.size(); ++i)
      check_agent(problem_.agents[i], fmt::format("/agents/{}", i));
    if (issues_.empty()) {
      const LocalDays days(problem_.time_zone, problem_.first_day, problem_.days);
      check_size();
      for (std::size_t i = 0; i < problem_.requirements.size(); ++i)
        check_points(problem_.requirements[i], days, fmt::format("/requirements/{}", i));
    }
    if (issues_.empty()) return {};
    return fail(ErrorCode::invalid, "bad_schedule_problem", "the problem cannot be planned as it stands",
                std::move(issues_));
  }

 private:
  void add(std::string where, std::string what) {
    if (issues_.size() < issues_max) issues_.push_back({std::move(where), std::move(what)});
  }

  template <class List>
  void check_unique(const List& list, const std::string& where) {
    std::set<std::string> seen;
    for (std::size_t i = 0; i < list.size(); ++i)
      if (!seen.insert(list[i].name).second)
        add(fmt::format("{}/{}/name", where, i), fmt::format("\"{}\" is there twice", list[i].name));
  }
  template <class List>
  static bool has(const List& list, const std::string& name) {
    return std::any_of(list.begin(), list.end(), [&](const auto& one) { return one.name == name; });
  }

  void check_names() {
    check_unique(problem_.requirements, "/requirements");
    check_unique(problem_.shifts, "/shifts");
    check_unique(problem_.contracts, "/contracts");
    check_unique(problem_.agents, "/agents");
    for (std::size_t i = 0; i < problem_.skills.size(); ++i)
      if (problem_.skills[i].empty()) add(fmt::format("/skills/{}", i), "a skill needs a name");
    if (problem_.skills.empty()) add("/skills", "there is no skill");
    for (std::size_t i = 0; i < problem_.requirements.size(); ++i) {
      const auto& needed = problem_.requirements[i].skills;
      if (needed.empty())
        add(fmt::format("/requirements/{}/skills", i), "a requirement needs at least one skill");
      check_skills(needed, fmt::format("/requirements/{}/skills", i));
    }
  }

  void check_skills(const std::vector<std::string>& skills, const std::string& where) {
    for (std::size_t i = 0; i < skills.size(); ++i)
      if (std::find(problem_.skills.begin(), problem_.skills.end(), skills[i]) == problem_.skills.end())
        add(fmt::format("{}/{}", where, i), fmt::format("\"{}\" is not among the skills", skills[i]));
  }

  void check_times() {
    if (!is_time_zone(problem_.time_zone)) add("/time_zone", "is not an IANA time zone");
    if (problem_.grid_s % 300 != 0 || 3'600 % problem_.grid_s != 0)
      add("/grid_s", "must be 300, 600, 900, 1800 or 3600");
    if (problem_.interval_s != 900 && problem_.interval_s != 1'800 && problem_.interval_s != 3'600)
      add("/interval_s", "must be 900, 1800 or 3600");
    else if (problem_.interval_s % problem_.grid_s != 0)
      add("/grid_s", "must divide interval_s");
    for (const auto& [where, text] :
         {std::pair{"/night/from", &problem_.night.from}, {"/night/to", &problem_.night.to}})
      if (!minutes_of_day(*text)) add(where, "is not a time of day");
  }

  void on_grid(std::int64_t seconds, const std::string& where) {
    if (problem_.grid_s > 0 && seconds % problem_.grid_s != 0)
      add(where, fmt::format("{} s is not a multiple of grid_s ({} s)", seconds, problem_.grid_s));
  }

  void time_on_grid(const std::string& text, const std::string& where) {
    const auto minutes = minutes_of_day(text);
    if (!minutes)
      add(where, "is not a time of day");
    else
      on_grid(*minutes * 60, where);
  }

  void check_template(const Template& shift, const std::string& where) {
    time_on_grid(shift.from, where + "/from");
    time_on_grid(shift.to, where + "/to");
    on_grid(shift.every_s, where + "/every_s");
    on_grid(shift.length_s, where + "/length_s");
    on_grid(shift.length_max_s, where + "/length_max_s");
    on_grid(shift.length_step_s, where + "/length_step_s");
    if (shift.length_s <= 0) add(where + "/length_s", "must be longer than nothing");
    if (shift.length_max_s != 0 && shift.length_max_s < shift.length_s)
      add(where + "/length_max_s", "is shorter than length_s");
    if (const auto from = minutes_of_day(shift.from), to = minutes_of_day(shift.to);
        from && to && *to < *from)
      add(where + "/to", "is before `from`: two templates, one of them from 00:00, say it");
    check_unique(shift.breaks, where + "/breaks");
    std::vector<const Break*> breaks;
    for (std::size_t i = 0; i < shift.breaks.size(); ++i) {
      const Break& one = shift.breaks[i];
      const std::string at = fmt::format("{}/breaks/{}", where, i);
      on_grid(one.length_s, at + "/length_s");
      on_grid(one.from_s, at + "/from_s");
      on_grid(one.to_s, at + "/to_s");
      if (one.to_s < one.from_s) add(at + "/to_s", "is before from_s");
      if (one.from_s + one.length_s >= std::max(shift.length_s, one.shift_min_s))
        add(at + "/from_s", "the break does not end before the shift");
      breaks.push_back(&one);
    }
    std::sort(breaks.begin(), breaks.end(),
              [](const Break* a, const Break* b) { return a->from_s < b->from_s; });
    for (std::size_t i = 0; i + 1 < breaks.size(); ++i)
      if (breaks[i]->to_s + breaks[i]->length_s > breaks[i + 1]->from_s)
        add(where + "/breaks",
            fmt::format("\"{}\" may still last when \"{}\" begins: let their windows not overlap",
                        breaks[i]->name, breaks[i + 1]->name));
  }

  void check_contract(const Contract& contract, const std::string& where) {
    for (std::size_t i = 0; i < contract.shifts.size(); ++i)
      if (!has(problem_.shifts, contract.shifts[i]))
        add(fmt::format("{}/shifts/{}", where, i),
            fmt::format("\"{}\" is not among the shifts", contract.shifts[i]));
    if (contract.name.empty()) add(where + "/name", "a contract needs a name");
    if (contract.paid_week_max_s && contract.paid_week_min_s > *contract.paid_week_max_s)
      add(where + "/paid_week_min_s", "is more than paid_week_max_s: impossible");
    if (contract.paid_total_max_s && contract.paid_total_min_s > *contract.paid_total_max_s)
      add(where + "/paid_total_min_s", "is more than paid_total_max_s: impossible");
    if (contract.days_in_row_max && contract.days_in_row_min > *contract.days_in_row_max)
      add(where + "/days_in_row_min", "is more than days_in_row_max: impossible");
    if (contract.paid_day_max_s && contract.days_week_max &&
        contract.paid_week_min_s > *contract.paid_day_max_s * *contract.days_week_max)
      add(where + "/paid_week_min_s", "is more than days_week_max days of paid_day_max_s: impossible");
  }

  void check_agent(const Agent& agent, const std::string& where) {
    if (!has(problem_.contracts, agent.contract))
      add(where + "/contract", fmt::format("\"{}\" is not among the contracts", agent.contract));
    if (agent.skills.empty()) add(where + "/skills", "an agent needs at least one skill");
    check_skills(agent.skills, where + "/skills");
    for (std::size_t i = 0; i < agent.available.size(); ++i)
      check_span(agent.available[i].from, agent.available[i].to, fmt::format("{}/available/{}", where, i));
    for (std::size_t i = 0; i < agent.time_off.size(); ++i) {
      const TimeOff& off = agent.time_off[i];
      const std::string at = fmt::format("{}/time_off/{}", where, i);
      check_span(off.from, off.to, at);
      on_grid(off.paid_day_s, at + "/paid_day_s");
      if (off.last_day < off.first_day) add(at + "/last_day", "is before first_day");
    }
    for (std::size_t i = 0; i < agent.wishes.size(); ++i) {
      const Wish& wish = agent.wishes[i];
      const std::string at = fmt::format("{}/wishes/{}", where, i);
      if ((!wish.shift.empty() || wish.kind == WishKind::not_shift) && !has(problem_.shifts, wish.shift))
        add(at + "/shift", fmt::format("\"{}\" is not among the shifts", wish.shift));
    }
    if (agent.before) {
      on_grid(agent.before->paid_week_s, where + "/before/paid_week_s");
      if (agent.before->days_in_row > 0 && agent.before->days_off_in_row > 0)
        add(where + "/before/days_off_in_row", "the day before was either worked or free");
    }
  }

  void check_span(const std::string& from, const std::string& to, const std::string& where) {
    const auto begin = minutes_of_day(from), end = minutes_of_day(to);
    if (!begin) add(where + "/from", "is not a time of day");
    if (!end) add(where + "/to", "is not a time of day");
    if (begin && end && *end <= *begin) add(where + "/to", "is not after `from`");
  }

  void check_size() {
    std::size_t choices = 0;
    for (const Template& shift : problem_.shifts)
      choices += starts_of(shift, problem_.grid_s).size() * lengths_of(shift, problem_.grid_s).size();
    if (choices * static_cast<std::size_t>(problem_.days) > choices_max)
      add("/shifts", fmt::format("{} starts and lengths on each of {} days are too many to choose from",
                                 choices, problem_.days));
  }

  void check_points(const Requirement& requirement, const LocalDays& days, const std::string& where) {
    std::set<Instant> seen;
    for (std::size_t i = 0; i < requirement.points.size(); ++i) {
      const Point& point = requirement.points[i];
      const std::string at = fmt::format("{}/points/{}/start", where, i);
      if (point.start < days.begin(0) || point.start >= days.end())
        add(at, "is outside the days of the problem");
      else if ((point.start - days.begin(0)).us % (problem_.interval_s * 1'000'000) != 0)
        add(at, fmt::format("does not begin an interval of {} s", problem_.interval_s));
      else if (!seen.insert(point.start).second)
        add(at, "the interval is there twice");
    }
  }

  const Problem& problem_;
  std::vector<Issue> issues_;
};

}  // namespace

Result<void> check_problem(const Problem& problem) {
  return Checker(problem).run();
}

}  // namespace rapport::workforce::schedule
