#include "twin/recorded_count.h"

#include <algorithm>
#include <map>

#include "twin/crew.h"

namespace rapport::twin {

DayCount count_day(const SeenDay& seen, const RecordedDayOptions& options, const ByQueue& entries,
                   const World& world) {
  DayCount out{Ledger(world), 0};
  Ledger& ledger = out.ledger;
  std::map<QueueId, std::size_t> queues;
  for (const auto& [id, queue] : seen.queues)
    queues.emplace(id, queues.size());
  for (const SeenLeg& leg : seen.legs) {
    if (!is_played(seen, leg, options.to)) continue;
    ++out.contacts;
    const Instant arrived = std::max(leg.queued_at, options.from);
    ledger.contact({queues.at(leg.queue), arrived, std::max(arrived, leg.left_at.value_or(seen.last)),
                    leg.fate, leg.offered_at != leg.queued_at});
    if (leg.entry && leg.called_back_from) ledger.called_back(queues.at(leg.queue), arrived);
  }
  for (const auto& [queue, of_queue] : entries) {
    for (const std::size_t i : of_queue) {
      const SeenEntry& entry = seen.flows.entries[i];
      ledger.entered_flow(queues.at(queue), entry.at);
      if (entry.legs.empty()) ++out.contacts;
      if (entry.end == EntryEnd::served) ledger.served_in_flow(queues.at(queue), entry.at);
      if (entry.end == EntryEnd::left) ledger.left_in_flow(queues.at(queue), entry.at);
      if (entry.end == EntryEnd::refused)
        ledger.contact({queues.at(queue), entry.at, entry.at, Fate::refused, false});
    }
  }
  std::map<AgentId, std::size_t> agents;
  for (const auto& [id, agent] : seen.agents)
    agents.emplace(id, agents.size());
  Crew crew(world, ledger);
  for (const SeenWork& work : seen.work) {
    const auto agent = agents.find(work.agent);
    if (agent == agents.end()) continue;
    using Piece = SeenWork::What;
    switch (work.what) {
      case Piece::presence:
        crew.set_presence(agent->second, work.presence, work.at);
        break;
      case Piece::begin:
        crew.begin(agent->second, work.leg, queues.at(work.queue), work.at);
        break;
      case Piece::wrap_up:
        crew.wrap_up(agent->second, work.leg, work.at);
        break;
      case Piece::silent:
      case Piece::resumed:
        crew.set_silent(agent->second, work.leg, work.what == Piece::silent, work.at);
        break;
      case Piece::finish:
        crew.finish(agent->second, work.leg, work.at);
        break;
    }
  }
  crew.settle_all(std::max(seen.last, options.to));
  return out;
}

}  // namespace rapport::twin
