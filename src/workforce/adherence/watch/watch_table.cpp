#include "workforce/adherence/watch/watch_table.h"

#include "platform/contract/parameters.h"

namespace rapport::workforce {
namespace {

void add_figures(TableLine& line, const AdherenceFigures& figures) {
  for (const std::int64_t value :
       {figures.scheduled_s, figures.adherent_s, figures.scheduled_work_s, figures.worked_s,
        figures.excused_s, figures.unscheduled_s, figures.deviations})
    line.emplace_back(static_cast<double>(value));
  line.push_back(table_number(figures.adherence));
  line.push_back(table_number(figures.conformance));
}

TableLine titles(std::vector<std::string> first) {
  for (const char* name : {"scheduled_s", "adherent_s", "scheduled_work_s", "worked_s", "excused_s",
                           "unscheduled_s", "deviations", "adherence", "conformance"})
    first.emplace_back(name);
  return {first.begin(), first.end()};
}

}  // namespace

std::vector<TableSheet> adherence_sheets(const AdherenceDays& days,
                                         const std::vector<Watch::NamedDeviation>& deviations) {
  TableSheet by_day{"agents by day", {titles({"day", "agent"})}};
  TableSheet by_agent{"agents", {titles({"agent"})}};
  for (const AgentAdherenceDays& agent : days.items) {
    for (const AdherenceOfDay& one : agent.days) {
      TableLine line{one.day, agent.name};
      add_figures(line, one.figures);
      by_day.lines.push_back(std::move(line));
    }
    TableLine line{agent.name};
    add_figures(line, agent.figures);
    by_agent.lines.push_back(std::move(line));
  }
  TableSheet by_deviation{"deviations UTC",
                          {{std::string("from"), std::string("to"), std::string("day"), std::string("agent"),
                            std::string("kind"), std::string("seconds")}}};
  for (const auto& [name, day, deviation] : deviations)
    by_deviation.lines.push_back({table_moment(deviation.from), table_moment(deviation.to), day, name,
                                  std::string(contract::name_of(deviation.kind)),
                                  static_cast<double>((deviation.to - deviation.from).us / 1'000'000)});
  return {std::move(by_day), std::move(by_agent), std::move(by_deviation)};
}

}  // namespace rapport::workforce
