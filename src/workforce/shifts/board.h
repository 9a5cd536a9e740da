// The board: changes by hand to a plan, and what they do to it by the rules. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "workforce/schedule/rules.h"

namespace rapport::workforce {

// What an agent shall have on a day instead of what they have.
struct BoardChange {
  std::string agent;
  std::string day;
  std::optional<schedule::PlannedShift> put;  // absent: nothing. agent, day and paid_s are filled in here.
  bool places_breaks = true;                  // those of the template, in the middle of their windows
};

struct BoardOutcome {
  schedule::Plan plan;                                // of the agents concerned
  std::vector<schedule::PlannedShift> before, after;  // of the agents and days concerned
  std::vector<schedule::Violation> caused;            // new, or worse than before
  std::vector<schedule::Violation> cured;
};

// invalid with places below `/edits`: an agent or day that the problem does not know, the same twice, a shift
// that ends before it starts or does not start on its day. REQUIRES: the problem passed check_problem.
Result<BoardOutcome> try_on_board(const schedule::Problem& problem, const schedule::Plan& plan,
                                  const std::vector<BoardChange>& changes);

// Minimums that a plan which is still being filled cannot have yet.
bool is_of_whole_plan(schedule::Rule rule);

}  // namespace rapport::workforce
