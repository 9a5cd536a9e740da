#include <fmt/format.h>

#include <initializer_list>
#include <iterator>

#include "twin/replications.h"

namespace rapport::twin {
namespace {

enum class Unit { number, share, seconds };
struct Row {
  const char* name;
  const char* title;
  Unit unit;
};

void rows(std::string& text, const Estimates& figures, std::initializer_list<Row> wanted) {
  for (const Row& row : wanted) {
    const auto found = figures.find(row.name);
    if (found == figures.end() || found->second.runs == 0) continue;
    const double scale = row.unit == Unit::share ? 100 : 1;
    const char* unit = row.unit == Unit::share ? "%" : row.unit == Unit::seconds ? "s" : "";
    fmt::format_to(std::back_inserter(text), "  {:<24}{:>12.2f}{:<2} +- {:.2f}{}\n", row.title,
                   found->second.mean * scale, unit, found->second.half_width * scale, unit);
  }
}

void queue_rows(std::string& text, const Estimates& figures) {
  rows(text, figures,
       {{"offered", "offered", Unit::number},
        {"answered", "answered", Unit::number},
        {"abandoned", "abandoned", Unit::number},
        {"service_level", "service level", Unit::share},
        {"abandonment", "abandonment", Unit::share},
        {"had_to_wait", "had to wait", Unit::share},
        {"asa_s", "average speed of answer", Unit::seconds},
        {"wait_p90_s", "wait, 90 %", Unit::seconds},
        {"wait_p95_s", "wait, 95 %", Unit::seconds},
        {"wait_max_s", "wait, longest", Unit::seconds},
        {"mean_queue_length", "waiting, mean", Unit::number}});
}

void group_rows(std::string& text, const Estimates& figures) {
  rows(text, figures,
       {{"occupancy", "occupancy", Unit::share}, {"concurrency", "conversations at once", Unit::number}});
}

}  // namespace

std::string to_table(const Replications& replications) {
  std::string text = fmt::format(
      "{}: {} runs, seeds {} to {}; mean +- half of the 95 % confidence interval\n",
      replications.scenario.empty() ? "scenario" : replications.scenario, replications.replications,
      replications.seed, replications.seed + replications.replications - 1);
  for (const QueueEstimates& queue : replications.queues) {
    text += "\n" + queue.queue + "\n";
    queue_rows(text, queue.figures);
  }
  if (replications.queues.size() > 1) {
    text += "\nall queues\n";
    queue_rows(text, replications.total);
  }
  for (const GroupEstimates& group : replications.groups) {
    text += fmt::format("\n{} ({} agents)\n", group.group, group.agents);
    group_rows(text, group.figures);
  }
  return text;
}

}  // namespace rapport::twin
