// A planners' problem solved: a plan that breaks no hard rule, what it costs and of what, and how much better
// any plan could be. Where somebody's rules cannot be kept at all, there is no plan but the rules in
// conflict.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/progress.h"
#include "base/result.h"
#include "workforce/schedule/optimise.h"
#include "workforce/schedule/plan.h"
#include "workforce/schedule/problem.h"
#include "workforce/schedule/rules.h"

namespace rapport::workforce::schedule {

struct Costs {
  double pay = 0;
  double under = 0;
  double over = 0;
  double wishes = 0;
  double fairness = 0;
  double total = 0;
};

struct Covered {
  Instant start;  // of an interval
  double needed = 0;
  double planned = 0;  // agents at work, breaks taken out
};
struct RequirementCover {
  std::string requirement;
  double short_hours = 0;
  double over_hours = 0;
  std::vector<Covered> points;
};

// Rules that cannot be kept together; without any one of them the others could.
struct Conflict {
  std::string agent;
  std::vector<Rule> rules;
  std::string what;
};

struct Solved {
  bool is_feasible = false;
  std::vector<Conflict> conflicts;  // when it is not
  Plan plan;
  Costs costs;
  double bound = 0;  // no plan costs less (Lagrangean relaxation of the requirements)
  double gap = 0;    // (total - bound) / total
  double seconds = 0;
  bool is_stopped = false;  // before it was done
  std::string stopped_by;   // by what, when it was not by whoever listens to its progress
  std::vector<RequirementCover> cover;
  std::vector<Violation> violations;  // by the judge; empty, or it is a fault of ours
};

// Told of better plans on the way, each whole and legal; on the thread that computes.
using BetterPlan = std::function<void(const Solved&)>;

// invalid when the problem is; cancelled when it was stopped before there was a plan. Otherwise the best plan
// found.
Result<Solved> solve(const Problem& problem, const SolveOptions& options, const Progress& progress = {},
                     const BetterPlan& better = {});

// As one line per agent and sign per day, with costs and cover: for a terminal.
std::string to_table(const Problem& problem, const Solved& solved);
std::string to_json(const Solved& solved);

}  // namespace rapport::workforce::schedule
