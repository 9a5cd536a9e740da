#include "workforce/whatif/day_costs.h"

#include <map>

#include "workforce/shifts/facts_store.h"

namespace rapport::workforce {

contract::Notes contract_notes(contract::Tag<ContactCosts>) {
  return {
      .doc = "What contacts cost by the piece, whatever their queue.",
      .all_optional = true,
      .fields = {
          {.name = "per_contact", .doc = "an answered one, beyond the time of people", .min = 0, .max = 1e9},
          {.name = "per_abandon", .doc = "one that left unanswered", .min = 0, .max = 1e9}}};
}

Result<void> add_costs(database::Database& database, OrgId org, const ContactCosts& contacts,
                       twin::RecordedDay& day) {
  auto hours = database.read([&](database::Session& sql) -> Result<std::map<AgentId, double>> {
    return facts_store::costs_per_hour(sql, org);
  });
  if (!hours) return tl::unexpected<Error>(std::move(hours.error()));
  for (std::size_t i = 0; i < day.agents.size(); ++i)
    if (const auto cost = hours->find(day.agents[i]); cost != hours->end())
      day.scenario.agents[i].cost_per_hour = cost->second;
  for (twin::ScenarioQueue& queue : day.scenario.queues) {
    queue.cost_per_contact = contacts.per_contact;
    queue.cost_per_abandon = contacts.per_abandon;
  }
  return {};
}

}  // namespace rapport::workforce
