// Cost of a day: presence by the hour, answered contacts and abandoned ones by the piece, at the rates of the
// scenario, in whatever currency they are.
#pragma once

#include "twin/figures.h"
#include "twin/report.h"
#include "twin/world.h"

namespace rapport::twin {

// agents: (signed in + breaks) of each group times its rate; contacts and abandons: of each queue times its
// rates; total: their sum.
inline Figures cost_of(const World& world, const Report& report) {
  double agents = 0, contacts = 0, abandons = 0;
  for (std::size_t i = 0; i < world.groups.size(); ++i) {
    const GroupSummary& group = report.groups[i].total;
    agents += (group.signed_in_s + group.break_s) / 3600 * world.groups[i].cost_per_hour;
  }
  for (std::size_t i = 0; i < world.queues.size(); ++i) {
    const QueueSummary& queue = report.queues[i].total;
    contacts += static_cast<double>(queue.answered) * world.queues[i].cost_per_contact;
    abandons += static_cast<double>(queue.abandoned) * world.queues[i].cost_per_abandon;
  }
  return {{"agents", agents},
          {"contacts", contacts},
          {"abandons", abandons},
          {"total", agents + contacts + abandons}};
}

}  // namespace rapport::twin
