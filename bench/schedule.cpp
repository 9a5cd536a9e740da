// Shift schedules: the public benchmark of Curtois & Qu, if its files are there, and a contact centre of 300
// agents and 28 days. Prints cost, bound, gap and seconds, and has every result judged by rules that know
// nothing of how it was found. `--quick`: a few seconds in all; `--limit S`: seconds for each; `--gap
// PERCENT`: when the contact centre's plan is good enough; `--trace`: its plans as they come; `--only NAME`;
// `--data FOLDER` instead of ../shared/data/scheduling.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "schedule/generated.h"
#include "schedule/roster.h"
#include "schedule/roster_generated.h"
#include "support/arguments.h"
#include "workforce/schedule/optimise.h"
#include "workforce/schedule/solve.h"

using namespace rapport;
using namespace rapport::workforce::schedule;

namespace {

// The best that anybody has published, by instance.
constexpr std::array best_known = {607, 828, 1001, 1716, 1143, 1950, 1056, 1300};

struct Wanted {
  bool is_quick = false;
  bool is_traced = false;
  double limit_s = 300;
  double gap = SolveOptions{}.gap;  // of the contact centre
  std::string only;
  std::filesystem::path data = "../shared/data/scheduling";
};

void print(const std::string& metric, double value, const char* unit) {
  fmt::print("{{\"bench\":\"schedule\",\"metric\":\"{}\",\"value\":{:.6g},\"unit\":\"{}\"}}\n", metric, value,
             unit);
  std::fflush(stdout);
}

int number_of(const std::filesystem::path& file) {
  const std::string stem = file.stem().string();
  return stem.starts_with("Instance") ? std::atoi(stem.c_str() + 8) : 0;
}

std::string text_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

// `number` is the public instance's; 0: none of them.
bool run_roster(const std::string& name, const std::string& text, int number, double limit_s) {
  const auto roster = bench::read_roster(text);
  if (!roster) {
    fmt::print("{}: {}\n", name, roster.error().detail);
    return false;
  }
  const auto lines = bench::roster_lines(*roster);
  SolveOptions options;
  options.time_limit_s = limit_s;
  options.gap = 0;
  options.patience_s = limit_s;
  options.is_integer = true;
  const Optimised found = optimise(*lines, options, {});
  if (!found.hopeless.empty()) {
    fmt::print("{}: no line found for person {}\n", name, found.hopeless.front());
    return false;
  }
  const double bound = std::max(0.0, found.bound);  // nothing costs less than nothing
  bench::Assignment assignment;
  for (const Line& line : found.solution.lines)
    assignment.push_back(line.picks);
  const bench::Judged judged = bench::judge_roster(*roster, assignment);
  const double cost = static_cast<double>(judged.cost);
  const bool is_right = judged.broken.empty() && std::abs(cost - found.solution.cost) < 0.5;
  const bool is_known = number >= 1 && number <= static_cast<int>(best_known.size());
  fmt::print(
      "{:10} {:4} staff {:4} days  cost {:6.0f}  best known {:>5}  bound {:8.0f}  gap {:5.2f} %  {:6.1f} s  "
      "{}\n",
      name, roster->people.size(), roster->days, cost,
      is_known ? std::to_string(best_known[static_cast<std::size_t>(number - 1)]) : "-", bound,
      cost > 0 ? 100 * (cost - bound) / cost : 0, found.seconds,
      is_right                ? "legal"
      : judged.broken.empty() ? "COST DIFFERS"
                              : "BROKEN: " + judged.broken.front());
  print(name + "_cost", cost, "points");
  return is_right;
}

bool run_generated(std::int32_t agents, std::int32_t days, double limit_s, double gap, bool is_traced) {
  const Problem problem = bench::generated_problem(agents, days, 1);
  SolveOptions options;
  options.time_limit_s = limit_s;
  options.gap = gap;
  options.patience_s = limit_s;
  const auto begin = std::chrono::steady_clock::now();
  double within_s = -1;  // when a plan was known to be within 2 %
  const auto solved = solve(problem, options, {}, [&](const Solved& plan) {
    const double now_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    if (within_s < 0 && plan.bound > 0 && plan.gap <= 0.02) within_s = now_s;
    if (is_traced)
      fmt::print("  {:6.1f} s  cost {:.0f}  bound {:.0f}  gap {:.2f} %\n", now_s, plan.costs.total,
                 plan.bound, 100 * plan.gap);
  });
  if (!solved || !solved->is_feasible) {
    fmt::print("{}: {}\n", problem.name, solved ? "infeasible" : solved.error().detail);
    return false;
  }
  const std::size_t violations = judge(problem, solved->plan).size();
  fmt::print(
      "{}: cost {:.0f} (pay {:.0f}, short {:.0f}, too many {:.0f}, wishes {:.0f}, fairness {:.0f}), bound "
      "{:.0f}, "
      "gap {:.2f} %, {:.1f} s, {} violations\n",
      problem.name, solved->costs.total, solved->costs.pay, solved->costs.under, solved->costs.over,
      solved->costs.wishes, solved->costs.fairness, solved->bound, 100 * solved->gap, solved->seconds,
      violations);
  print(fmt::format("agents_{}_days_{}_gap", agents, days), 100 * solved->gap, "%");
  print(fmt::format("agents_{}_days_{}_time", agents, days), solved->seconds, "s");
  if (within_s >= 0) print(fmt::format("agents_{}_days_{}_to_2_percent", agents, days), within_s, "s");
  return violations == 0;
}

}  // namespace

int main(int argc, char** argv) {
  bench::Arguments given(argc, argv);
  Wanted arguments;
  arguments.is_quick = given.has("--quick");
  arguments.is_traced = given.has("--trace");
  arguments.gap = given.real("--gap", 100 * arguments.gap) / 100;
  arguments.limit_s = given.real("--limit", arguments.limit_s);
  arguments.only = given.text("--only", "");
  arguments.data = given.text("--data", arguments.data.string());
  given.check_all_known();
  bool is_right = true;
  std::vector<std::filesystem::path> files;
  std::error_code none;
  for (const auto& entry : std::filesystem::directory_iterator(arguments.data, none))
    if (entry.path().extension() == ".txt" && number_of(entry.path()) > 0) files.push_back(entry.path());
  std::sort(files.begin(), files.end(),
            [](const auto& a, const auto& b) { return number_of(a) < number_of(b); });
  if (files.empty()) fmt::print("SKIPPED: no instances in {}\n", arguments.data.string());
  const auto is_wanted = [&](const std::string& name) {
    return arguments.only.empty() || name == arguments.only;
  };
  for (const auto& file : files)
    if (is_wanted(file.stem().string()))
      is_right = run_roster(file.stem().string(), text_of(file), number_of(file),
                            arguments.is_quick ? 0.8 : arguments.limit_s) &&
                 is_right;
  // The long ones, drawn where their files are not.
  for (const bench::RosterSize& size : bench::roster_sizes()) {
    const std::string name = fmt::format("Drawn{}", size.number);
    const bool is_there = std::any_of(files.begin(), files.end(),
                                      [&](const auto& file) { return number_of(file) == size.number; });
    const bool is_in =
        arguments.only.empty() ? !is_there && (!arguments.is_quick || size.number == 16) : is_wanted(name);
    if (!is_in) continue;
    is_right =
        run_roster(name, bench::generated_roster(size), 0, arguments.is_quick ? 2 : arguments.limit_s) &&
        is_right;
  }
  if (is_wanted("Tangled16"))
    is_right = run_roster("Tangled16", bench::generated_roster(bench::roster_sizes()[7], true), 0,
                          arguments.is_quick ? 2 : arguments.limit_s) &&
               is_right;
  if (arguments.only.empty() || arguments.only == "generated")
    is_right = (arguments.is_quick
                    ? run_generated(30, 14, 2, arguments.gap, arguments.is_traced)
                    : run_generated(300, 28, arguments.limit_s, arguments.gap, arguments.is_traced)) &&
               is_right;
  return is_right ? 0 : 1;
}
