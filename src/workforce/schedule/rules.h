// The hard rules: whether a plan may be worked as it stands. It knows nothing of how plans are found, so it
// judges the solver's, people's changes on the board, and swaps alike. Pure, any thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "workforce/schedule/plan.h"
#include "workforce/schedule/problem.h"

namespace rapport::workforce::schedule {

enum class Rule : std::uint8_t {
  known,          // agent, template and day exist
  template_fits,  // weekday, start and length are the template's
  breaks_fit,     // each break is there once, inside its window
  one_shift_a_day,
  contract_shifts,
  available,
  time_off,
  paid_day_max,
  paid_week_min,
  paid_week_max,
  days_week_max,
  paid_total_min,
  paid_total_max,
  rest_min,
  days_in_row_max,
  days_in_row_min,
  days_off_in_row_min,
  weekends_max,
  weekends_in_row_max,
  nights_max,
  nights_in_row_max,
  rest_after_nights,
};

struct Violation {
  Rule rule = Rule::known;
  std::string agent;
  std::string day;   // where it shows; of a week its first day, of the whole time empty
  double limit = 0;  // seconds, days or numbers, as the contract says it
  double found = 0;
  std::string what;  // for people, English
};

// Everything that is wrong, by agent and day. The problem must have passed check_problem.
std::vector<Violation> judge(const Problem& problem, const Plan& plan);
// One agent's shifts only (of the plan given): what a change on the board or a swap needs.
std::vector<Violation> judge_agent(const Problem& problem, const Plan& plan, const std::string& agent);

std::string_view name_of_rule(Rule rule);

}  // namespace rapport::workforce::schedule
