#include "workforce/shifts/coverage.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "workforce/schedule/local_days.h"

namespace rapport::workforce {
namespace {

using schedule::Problem;

constexpr double hour_s = 3'600;

// Agents at work in one slot onto requirements: augmenting paths, the dearest requirement first.
class Matching {
 public:
  Matching(const std::vector<std::vector<std::size_t>>& can, std::vector<std::size_t> at_work,
           std::size_t requirements)
      : can_(can), at_work_(std::move(at_work)), of_(at_work_.size(), none), held_(requirements) {}

  void fill(std::size_t requirement, std::int64_t heads) {
    for (std::int64_t i = 0; i < heads; ++i) {
      seen_.assign(held_.size(), false);
      if (!take(requirement)) return;
    }
  }
  // Who is left goes to the first that they can do.
  std::vector<std::int64_t> counts() {
    std::vector<std::int64_t> counts(held_.size(), 0);
    for (std::size_t i = 0; i < at_work_.size(); ++i) {
      const auto& can = can_[at_work_[i]];
      if (of_[i] != none)
        ++counts[of_[i]];
      else if (!can.empty())
        ++counts[can.front()];
    }
    return counts;
  }

 private:
  static constexpr std::size_t none = static_cast<std::size_t>(-1);

  bool can_do(std::size_t worker, std::size_t requirement) const {
    const auto& can = can_[at_work_[worker]];
    return std::find(can.begin(), can.end(), requirement) != can.end();
  }
  // One more for the requirement: somebody free, or somebody of another that finds one in turn.
  bool take(std::size_t requirement) {
    seen_[requirement] = true;
    for (std::size_t i = 0; i < of_.size(); ++i)
      if (of_[i] == none && can_do(i, requirement)) {
        of_[i] = requirement;
        held_[requirement].push_back(i);
        return true;
      }
    for (std::size_t other = 0; other < held_.size(); ++other) {
      if (seen_[other]) continue;
      const auto found = std::find_if(held_[other].begin(), held_[other].end(),
                                      [&](std::size_t worker) { return can_do(worker, requirement); });
      if (found == held_[other].end()) continue;
      const std::size_t worker = *found;
      if (!take(other)) continue;
      auto& rest = held_[other];
      rest.erase(std::find(rest.begin(), rest.end(), worker));
      of_[worker] = requirement;
      held_[requirement].push_back(worker);
      return true;
    }
    return false;
  }

  const std::vector<std::vector<std::size_t>>& can_;
  std::vector<std::size_t> at_work_;  // indexes of agents
  std::vector<std::size_t> of_;
  std::vector<std::vector<std::size_t>> held_;
  std::vector<bool> seen_;
};

class Counting {
 public:
  Counting(const Problem& problem, const schedule::Plan& plan, Instant from, Instant to)
      : problem_(problem), from_(from), to_(to) {
    std::map<std::string, std::size_t> index;
    for (const schedule::Agent& agent : problem.agents) {
      index[agent.name] = can_.size();
      can_.push_back(requirements_of(agent));
    }
    at_work_.resize(slots());
    for (const schedule::PlannedShift& shift : plan.shifts)
      if (const auto agent = index.find(shift.agent); agent != index.end()) mark(shift, agent->second);
  }

  std::vector<StaffCoverage> run() {
    const auto count = problem_.requirements.size();
    std::vector<StaffCoverage> all(count);
    std::vector<std::map<Instant, double>> needed(count);
    for (std::size_t i = 0; i < count; ++i) {
      const auto& one = problem_.requirements[i];
      all[i].requirement = one.name;
      for (const schedule::Point& point : one.points)
        needed[i][point.start] = point.agents / (1 - one.shrinkage);
    }
    std::vector<std::size_t> order(count);
    for (std::size_t i = 0; i < count; ++i)
      order[i] = i;
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      return problem_.requirements[a].under_cost > problem_.requirements[b].under_cost;
    });
    const std::int64_t in_interval = problem_.interval_s / problem_.grid_s;
    for (std::size_t slot = 0; slot < at_work_.size(); ++slot) {
      const Instant start = from_ + seconds(static_cast<std::int64_t>(slot) * problem_.grid_s);
      const auto into = static_cast<std::int64_t>(slot) % in_interval;
      const Instant interval = start - seconds(into * problem_.grid_s);
      Matching matching(can_, at_work_[slot], count);
      for (const std::size_t i : order)
        matching.fill(i, static_cast<std::int64_t>(std::ceil(needed_at(needed[i], interval) - 1e-9)));
      const auto counts = matching.counts();
      for (std::size_t i = 0; i < count; ++i) {
        const double wanted = needed_at(needed[i], interval);
        if (into == 0) all[i].points.push_back({interval, wanted, 0});
        const auto scheduled = static_cast<double>(counts[i]);
        all[i].points.back().scheduled += scheduled / static_cast<double>(in_interval);
        const double slot_hours = static_cast<double>(problem_.grid_s) / hour_s;
        all[i].under_hours += std::max(0.0, wanted - scheduled) * slot_hours;
        all[i].over_hours += std::max(0.0, scheduled - wanted) * slot_hours;
      }
    }
    return all;
  }

 private:
  static double needed_at(const std::map<Instant, double>& needed, Instant interval) {
    const auto found = needed.find(interval);
    return found == needed.end() ? 0 : found->second;
  }
  std::size_t slots() const {
    return static_cast<std::size_t>((to_ - from_).us / 1'000'000 / problem_.grid_s);
  }

  std::vector<std::size_t> requirements_of(const schedule::Agent& agent) const {
    std::vector<std::size_t> can;
    for (std::size_t i = 0; i < problem_.requirements.size(); ++i) {
      const auto& skills = problem_.requirements[i].skills;
      if (std::all_of(skills.begin(), skills.end(), [&](const std::string& skill) {
            return std::find(agent.skills.begin(), agent.skills.end(), skill) != agent.skills.end();
          }))
        can.push_back(i);
    }
    return can;
  }

  void mark(const schedule::PlannedShift& shift, std::size_t agent) {
    const Duration step = seconds(problem_.grid_s);
    const std::int64_t begin = std::max<std::int64_t>(0, (shift.start - from_).us / step.us);
    for (std::int64_t slot = begin; static_cast<std::size_t>(slot) < at_work_.size(); ++slot) {
      const Instant at = from_ + step * slot;
      if (at < shift.start) continue;
      if (at >= shift.end) return;
      const bool is_away =
          std::any_of(shift.breaks.begin(), shift.breaks.end(),
                      [&](const schedule::PlannedBreak& one) { return at >= one.start && at < one.end; });
      if (!is_away) at_work_[static_cast<std::size_t>(slot)].push_back(agent);
    }
  }

  const Problem& problem_;
  const Instant from_, to_;
  std::vector<std::vector<std::size_t>> can_;      // per agent
  std::vector<std::vector<std::size_t>> at_work_;  // per slot
};

}  // namespace

std::vector<StaffCoverage> coverage_of(const Problem& problem, const schedule::Plan& plan, std::int32_t first,
                                       std::int32_t days) {
  const schedule::LocalDays local(problem.time_zone, problem.first_day, problem.days);
  const std::int32_t end = std::min(problem.days, first + days);
  return Counting(problem, plan, local.begin(first), local.begin(end)).run();
}

std::vector<StaffCoverage> coverage_on(const Problem& problem, const schedule::Plan& plan,
                                       const std::set<std::string>& days) {
  const schedule::LocalDays local(problem.time_zone, problem.first_day, problem.days);
  std::vector<StaffCoverage> all;
  for (const std::string& day : days) {
    const auto index = local.index_of(day);
    if (!index) continue;
    std::vector<StaffCoverage> one = coverage_of(problem, plan, *index, 1);
    if (all.empty()) {
      all = std::move(one);
      continue;
    }
    for (std::size_t i = 0; i < all.size(); ++i) {
      all[i].points.insert(all[i].points.end(), one[i].points.begin(), one[i].points.end());
      all[i].under_hours += one[i].under_hours;
      all[i].over_hours += one[i].over_hours;
    }
  }
  return all;
}

}  // namespace rapport::workforce
