#include "workforce/staffing/problem.h"

#include <fmt/format.h>

#include <algorithm>

#include "twin/world.h"
#include "workforce/calendar/intervals.h"

namespace rapport::workforce::staffing {
namespace {

constexpr std::int64_t after_everything_s = 366 * 86'400;

bool has_skills(const Group& group, const std::vector<twin::ScenarioNeed>& needs) {
  return std::all_of(needs.begin(), needs.end(), [&](const twin::ScenarioNeed& need) {
    return std::any_of(group.skills.begin(), group.skills.end(), [&](const twin::ScenarioSkill& has) {
      return has.skill == need.skill && has.level >= need.level_min;
    });
  });
}

bool works_on(const Group& group, const Queue& queue) {
  return std::find(group.queues.begin(), group.queues.end(), queue.name) != group.queues.end();
}

bool fits(const Group& group, const twin::ScenarioStep& step) {
  return has_skills(group, step.skills) &&
         (!step.team || std::find(group.teams.begin(), group.teams.end(), *step.team) != group.teams.end());
}

// Steps widen the circle; one that lasts for ever is the last.
bool fits_at_last(const Group& group, const std::vector<twin::ScenarioStep>& steps) {
  for (const twin::ScenarioStep& step : steps) {
    if (fits(group, step)) return true;
    if (step.lasts_s == 0) return false;
  }
  return true;
}

class ProblemChecker {
 public:
  explicit ProblemChecker(const Problem& problem) : problem_(problem) {}

  Result<void> run() {
    check_frame();
    for (std::size_t i = 0; i < problem_.queues.size(); ++i)
      check_queue(problem_.queues[i], fmt::format("/queues/{}", i));
    for (std::size_t i = 0; i < problem_.groups.size(); ++i)
      if (problem_.groups[i].agents_min > problem_.groups[i].agents_max)
        add(fmt::format("/groups/{}/agents_min", i), "must not be more than agents_max");
    if (issues_.empty()) check_names();
    if (issues_.empty()) return {};
    return fail(ErrorCode::invalid, "bad_staffing_problem", "the problem cannot be solved as it stands",
                std::move(issues_));
  }

 private:
  void add(std::string where, std::string what) { issues_.push_back({std::move(where), std::move(what)}); }

  void check_frame() {
    if (!Zone::named(problem_.time_zone))
      add("/time_zone", fmt::format("no time zone is called \"{}\"", problem_.time_zone));
    if (60 % problem_.interval_minutes != 0) add("/interval_minutes", "must divide an hour");
    if (problem_.window_minutes % std::max(problem_.interval_minutes, 1) != 0)
      add("/window_minutes", "must be whole intervals, or 0 for the whole day");
    const bool has_target =
        std::any_of(problem_.queues.begin(), problem_.queues.end(), [](const Queue& queue) {
          return queue.target.service_level || queue.target.abandonment || queue.target.asa_s;
        });
    const bool has_occupancy =
        std::any_of(problem_.groups.begin(), problem_.groups.end(),
                    [](const Group& group) { return group.max_occupancy.has_value(); });
    if (!has_target && !has_occupancy) add("/queues", "no queue has a target: nothing to keep");
  }

  void check_queue(const Queue& queue, const std::string& where) {
    const auto& arrivals = queue.arrivals;
    if (arrivals.per_interval.empty() || arrivals.per_hour || arrivals.at_s || arrivals.contacts)
      return add(where + "/arrivals", "needs per_interval, and nothing else");
    if (arrivals.interval_s != problem_.interval_minutes * 60)
      add(where + "/arrivals/interval_s", "must be as long as interval_minutes");
    const std::size_t size = problem_.queues.front().arrivals.per_interval.size();
    if (arrivals.per_interval.size() != size)
      add(where + "/arrivals/per_interval", fmt::format("must have {} intervals as the first queue", size));
    if (arrivals.per_interval.size() > staffing_intervals_max)
      add(where + "/arrivals/per_interval", fmt::format("at most {} intervals", staffing_intervals_max));
    check_sureness(queue, where);
    if (queue.target.abandonment && !queue.patience)
      add(where + "/target/abandonment", "means nothing without patience: nobody leaves");
    const bool is_served = std::any_of(problem_.groups.begin(), problem_.groups.end(),
                                       [&](const Group& group) { return works_on(group, queue); });
    if (!is_served) return add(where, fmt::format("no group works on \"{}\"", queue.name));
    check_steps(queue, queue.rules.steps, where + "/rules/steps");
    for (std::size_t i = 0; i < queue.mix.size(); ++i)
      if (queue.mix[i].steps)
        check_steps(queue, *queue.mix[i].steps, fmt::format("{}/mix/{}/steps", where, i));
  }

  void check_sureness(const Queue& queue, const std::string& where) {
    const std::vector<double>& expected = queue.arrivals.per_interval;
    if (queue.low_80.empty() && queue.high_80.empty()) return;
    for (const auto& [list, name] :
         {std::pair{&queue.low_80, "low_80"}, std::pair{&queue.high_80, "high_80"}})
      if (list->size() != expected.size())
        return add(fmt::format("{}/{}", where, name), "must have as many intervals as per_interval");
    for (std::size_t i = 0; i < expected.size(); ++i) {
      if (queue.low_80[i] > expected[i])
        add(fmt::format("{}/low_80/{}", where, i), "must not be above what is expected");
      if (queue.high_80[i] < expected[i])
        add(fmt::format("{}/high_80/{}", where, i), "must not be below what is expected");
    }
  }

  void check_steps(const Queue& queue, const std::vector<twin::ScenarioStep>& steps,
                   const std::string& where) {
    for (std::size_t i = 0; i < steps.size(); ++i) {
      const std::string at = fmt::format("{}/{}", where, i);
      if (steps[i].agent) add(at + "/agent", "no single agent is planned for, only groups");
      const bool is_met =
          std::any_of(problem_.groups.begin(), problem_.groups.end(),
                      [&](const Group& group) { return works_on(group, queue) && fits(group, steps[i]); });
      if (is_met) continue;
      std::string needs;
      for (const twin::ScenarioNeed& need : steps[i].skills)
        needs += fmt::format("{}{} at level {}", needs.empty() ? "" : " and ", need.skill, need.level_min);
      add(at, fmt::format("no group that works on \"{}\" has {}", queue.name,
                          needs.empty() ? "this team" : needs));
    }
  }

  // As the twin sees it: names that nobody has, limits of the whole.
  void check_names() {
    const Numbers one(problem_.groups.size(), std::vector<std::int32_t>(intervals_of(problem_), 1));
    const auto world = twin::resolve(cast_of(problem_, one).scenario);
    if (world) return;
    for (const Issue& issue : world.error().issues) {
      const bool is_group = issue.where.rfind("/agents", 0) == 0;
      add(is_group ? "/groups" + issue.where.substr(7) : issue.where, issue.what);
    }
  }

  const Problem& problem_;
  std::vector<Issue> issues_;
};

}  // namespace

std::size_t intervals_of(const Problem& problem) {
  return problem.queues.empty() ? 0 : problem.queues.front().arrivals.per_interval.size();
}

std::size_t window_of(const Problem& problem) {
  if (problem.window_minutes == 0) return std::max<std::size_t>(1, intervals_of(problem));
  return static_cast<std::size_t>(std::max(1, problem.window_minutes / problem.interval_minutes));
}

bool can_serve(const Group& group, const Queue& queue, const std::vector<twin::ScenarioStep>& steps) {
  return works_on(group, queue) && fits_at_last(group, steps);
}

bool can_serve(const Group& group, const Queue& queue) {
  return can_serve(group, queue, queue.rules.steps) ||
         std::any_of(queue.mix.begin(), queue.mix.end(), [&](const twin::ScenarioKind& kind) {
           return kind.steps && can_serve(group, queue, *kind.steps);
         });
}

Result<void> check(const Problem& problem) {
  return ProblemChecker(problem).run();
}

Cast cast_of(const Problem& problem, const Numbers& agents) {
  Cast out;
  twin::Scenario& scenario = out.scenario;
  const std::int64_t interval_s = problem.interval_minutes * 60;
  const auto intervals = static_cast<std::int64_t>(intervals_of(problem));
  scenario.name = problem.name;
  scenario.seed = problem.seed;
  scenario.start = problem.start;
  scenario.duration_s = interval_s * intervals;
  scenario.drain_s = problem.drain_s;
  scenario.interval_s = interval_s * static_cast<std::int64_t>(window_of(problem));
  scenario.silent_after_s = problem.silent_after_s;
  scenario.skills = problem.skills;
  scenario.queues.assign(problem.queues.begin(), problem.queues.end());
  for (std::size_t g = 0; g < problem.groups.size(); ++g) {
    const Group& group = problem.groups[g];
    const std::vector<std::int32_t>& numbers = agents[g];
    const std::int32_t most = *std::max_element(numbers.begin(), numbers.end());
    twin::ScenarioAgents like;
    like.skills = group.skills;
    like.teams = group.teams;
    like.queues = group.queues;
    like.capacity = group.capacity;
    like.answer_delay = group.answer_delay;
    like.no_answer_share = group.no_answer_share;
    like.back_after = group.back_after;
    std::vector<std::vector<twin::ScenarioShift>> shifts;
    for (std::int32_t agent = 1; agent <= most; ++agent) {
      std::vector<twin::ScenarioShift>& own = shifts.emplace_back();
      for (std::int64_t i = 0; i < intervals; ++i) {
        if (numbers[static_cast<std::size_t>(i)] < agent) continue;
        if (!own.empty() && own.back().to_s == i * interval_s)
          own.back().to_s = (i + 1) * interval_s;
        else
          own.push_back({i * interval_s, (i + 1) * interval_s, {}});
      }
      // Whoever is there at the end helps until what is open is done.
      if (!own.empty() && own.back().to_s == scenario.duration_s) own.back().to_s = after_everything_s;
    }
    // Nobody: still somebody for names to mean, after everything.
    if (shifts.empty()) shifts.push_back({{after_everything_s, after_everything_s + 1, {}}});
    for (std::size_t first = 0; first < shifts.size();) {
      std::size_t next = first + 1;
      const auto same = [&](const twin::ScenarioShift& a, const twin::ScenarioShift& b) {
        return a.from_s == b.from_s && a.to_s == b.to_s;
      };
      while (next < shifts.size() && std::equal(shifts[first].begin(), shifts[first].end(),
                                                shifts[next].begin(), shifts[next].end(), same))
        ++next;
      like.name = first == 0 ? group.name : fmt::format("{}+{}", group.name, first);
      like.count = static_cast<std::int32_t>(next - first);
      like.shifts = shifts[first];
      scenario.agents.push_back(like);
      out.groups.push_back(g);
      first = next;
    }
  }
  return out;
}

}  // namespace rapport::workforce::staffing
