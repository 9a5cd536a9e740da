#include "twin/recorded_notes.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

#include "twin/recorded_parts.h"

namespace rapport::twin {

std::vector<std::string> recorded_notes(const SeenDay& seen, const RecordedDayOptions& options,
                                        const RecordedFlows& flows, RecordedNames& names) {
  std::vector<std::string> out;
  const auto note = [&](std::int64_t count, const char* what) {
    if (count > 0) out.push_back(fmt::format("{}: {}", count, what));
  };
  const auto count = [&](auto is_it) {
    return static_cast<std::int64_t>(
        std::count_if(seen.legs.begin(), seen.legs.end(),
                      [&](const SeenLeg& leg) { return is_played(seen, leg, options.to) && is_it(leg); }));
  };
  note(seen.open_conversations, "conversations that were going on when the day began are left out");
  note(count([&](const SeenLeg& leg) { return leg.queued_at < options.from; }),
       "who waited when the day began come at its beginning, their wait before does not count");
  const auto has_origin = [](const SeenLeg& leg) { return leg.origin.has_value(); };
  note(count([&](const SeenLeg& leg) { return leg.is_transfer && !leg.entry && has_origin(leg); }),
       "transfers come when the conversation before them has ended, and not at all without it");
  note(count([&](const SeenLeg& leg) { return leg.is_transfer && !leg.entry && !has_origin(leg); }),
       "transfers of conversations that nobody had yet, or that had begun before the day, come at the time "
       "they came");
  note(count([](const SeenLeg& leg) { return leg.is_from_flow && !leg.entry; }),
       options.plays_flows
           ? "customers who were in a flow when the day began come when they reached their queue"
           : "customers who came through a flow come when they reached their queue; the flow itself is not "
             "played");
  flows.add_notes(out);
  note(count([](const SeenLeg& leg) { return leg.called_back_from && !leg.entry; }),
       "callbacks that no flow booked wait like calls without impatience; the dialling is not played again");
  note(count([](const SeenLeg& leg) { return leg.is_unlike; }),
       "customers who left their queue for a flow, a transfer or another place count as having left");
  note(seen.consults, "consults; the second agent's time is left out");
  for (const auto& [id, queue] : seen.queues)
    if (queue.has_changed)
      out.push_back(fmt::format("the rules of {} changed in the day; the first ones are played",
                                names.queues.of(id.value)));
  for (const auto& [id, agent] : seen.agents)
    if (agent.has_changed_profile)
      out.push_back(fmt::format("the profile of {} changed in the day; the first one is played",
                                names.agents.of(id.value)));
  return out;
}

}  // namespace rapport::twin
