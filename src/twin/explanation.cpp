#include "twin/explanation.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string_view>

namespace rapport::twin {
namespace {

constexpr std::size_t groups_told_max = 10;  // of a recorded day each agent is one

bool is_nothing(double difference, int digits) {
  const double least = digits == 1 ? 0.05 : digits == 2 ? 0.005 : 0.0005;
  return difference < least && difference > -least;
}

// A figure that planners look at, as the table and the sentences name it.
struct ShownFigure {
  const char* name;
  const char* title;
  int digits;
  const char* unit;
};
constexpr ShownFigure shown_of_queues[] = {{"service_level", "service level", 3, ""},
                                           {"abandonment", "abandonment", 3, ""},
                                           {"asa_s", "average speed of answer", 1, " s"},
                                           {"wait_p50_s", "wait, 50 %", 1, " s"},
                                           {"wait_p90_s", "wait, 90 %", 1, " s"},
                                           {"called_back", "called back", 1, ""},
                                           {"served_in_flow", "served in the flow", 1, ""},
                                           {"left_in_flow", "left in the flow", 1, ""},
                                           {"offered", "offered", 1, ""}};
constexpr ShownFigure shown_of_agents[] = {{"occupancy", "occupancy", 3, ""},
                                           {"concurrency", "conversations at once", 3, ""}};
constexpr ShownFigure shown_of_cost[] = {{"total", "cost", 2, ""}};

template <std::size_t N>
void sentences(std::vector<std::string>& out, const ComparedFigures& figures, const ShownFigure (&wanted)[N],
               const std::string& of) {
  for (const ShownFigure& one : wanted) {
    const auto found = figures.find(one.name);
    if (found == figures.end() || !found->second.is_sure) continue;
    const ComparedFigure& f = found->second;
    if (is_nothing(f.difference.mean, one.digits)) continue;
    out.push_back(fmt::format("{}{} {:.{}f}{} -> {:.{}f}{} ({:+.{}f} \u00b1 {:.{}f}{})", one.title, of,
                              f.base.mean, one.digits, one.unit, f.variant.mean, one.digits, one.unit,
                              f.difference.mean, one.digits, f.difference.half_width, one.digits, one.unit));
  }
}

template <std::size_t N>
void rows(std::string& text, const ComparedFigures& figures, const ShownFigure (&wanted)[N]) {
  for (const ShownFigure& one : wanted) {
    const auto found = figures.find(one.name);
    if (found == figures.end() || found->second.difference.runs == 0) continue;
    const bool is_one_at_a_time = found->second.base.mean == 1 && found->second.variant.mean == 1;
    if (std::string_view(one.name) == "concurrency" && is_one_at_a_time) continue;
    const ComparedFigure& f = found->second;
    const auto cell = [&](const Estimate& e) {
      return fmt::format("{:.{}f} +- {:.{}f}", e.mean, one.digits, e.half_width, one.digits);
    };
    const std::string difference = fmt::format("{:+.{}f} +- {:.{}f}", f.difference.mean, one.digits,
                                               f.difference.half_width, one.digits);
    fmt::format_to(std::back_inserter(text), "  {:<26}{:>22}{:>22}{:>22}{}\n",
                   fmt::format("{}{}", one.title, *one.unit != 0 ? fmt::format(",{}", one.unit) : ""),
                   cell(f.base), cell(f.variant), difference, f.is_sure ? "" : "  ?");
  }
}

}  // namespace

std::vector<std::string> explanation_of(const ComparedVariant& variant) {
  std::vector<std::string> out;
  if (variant.queues.size() != 1) sentences(out, variant.total, shown_of_queues, " of all queues");
  sentences(out, variant.agents, shown_of_agents, variant.groups.size() > 1 ? " of all agents" : "");
  sentences(out, variant.cost, shown_of_cost, "");
  for (const ComparedQueue& queue : variant.queues)
    sentences(out, queue.figures, shown_of_queues, " of " + queue.queue);
  if (variant.groups.size() > 1 && variant.groups.size() <= groups_told_max)
    for (const ComparedGroup& group : variant.groups)
      sentences(out, group.figures, shown_of_agents, " of " + group.group);
  return out;
}

std::string to_table(const Comparison& comparison) {
  std::string text = fmt::format(
      "{}: {} runs, seeds {} to {}; mean +- half of the 95 % confidence interval; differences are paired by "
      "run, ? marks those that could be none\n",
      comparison.scenario.empty() ? "scenario" : comparison.scenario, comparison.replications,
      comparison.seed, comparison.seed + comparison.replications - 1);
  if (!comparison.is_precise) text += "The precision that was asked for is not reached.\n";
  const auto head = [&](const std::string& of) {
    fmt::format_to(std::back_inserter(text), "\n  {:<26}{:>22}{:>22}{:>22}\n", of, "as it is", "changed",
                   "difference");
  };
  for (const ComparedVariant& variant : comparison.variants) {
    text += fmt::format("\n== {} ==\n", variant.name);
    for (const std::string& sentence : variant.explanation)
      text += sentence + "\n";
    if (variant.explanation.empty()) text += "No difference that these runs could show.\n";
    for (const std::string& note : variant.notes)
      text += note + "\n";
    if (variant.queues.size() != 1) {
      head("all queues");
      rows(text, variant.total, shown_of_queues);
    }
    for (const ComparedQueue& queue : variant.queues) {
      head(queue.queue);
      rows(text, queue.figures, shown_of_queues);
    }
    head("all agents");
    rows(text, variant.agents, shown_of_agents);
    const auto cost = variant.cost.find("total");
    if (cost != variant.cost.end() && (cost->second.base.mean != 0 || cost->second.variant.mean != 0))
      rows(text, variant.cost, shown_of_cost);
    if (variant.groups.size() > 1 && variant.groups.size() <= groups_told_max)
      for (const ComparedGroup& group : variant.groups) {
        head(group.group);
        rows(text, group.figures, shown_of_agents);
      }
  }
  return text;
}

}  // namespace rapport::twin
