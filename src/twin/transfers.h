// Transfers: customers of a scenario who come when another one's conversation has ended. How they are looked
// up, and what becomes of them when the others change.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "twin/scenario.h"
#include "twin/world.h"
#include "twin/world_names.h"

namespace rapport::twin {

// Of their random numbers: what the list says, or their place in it.
inline std::int64_t number_of(const std::vector<ScenarioContact>& contacts, std::size_t place) {
  return contacts[place].number.value_or(static_cast<std::int64_t>(place));
}
// All get theirs for good, so that the list may change.
void fix_numbers(std::vector<ScenarioContact>& contacts);

// Places in the list as WorldQueue::known has them: who comes by themselves, then who follows somebody.
std::vector<std::size_t> known_order(const std::vector<ScenarioContact>& contacts);

// Makes each one's followers. Nobody there of that number, or somebody who follows themselves, is a fault.
void link_transfers(World& world, const Scenario& scenario, WorldNames& names);

// One of a queue's customers who comes once more, as another.
struct CopiedContact {
  std::int64_t number = 0;
  std::int64_t as = 0;
  double later_s = 0;
};
// After customers of `queue` have been left out or copied: so is whoever followed them, in all queues.
void follow_copies(Scenario& scenario, const std::string& queue, std::vector<CopiedContact> copies);

// How many of the queue's customers follow somebody and would have come in the span.
std::int64_t transferred_in(const ScenarioQueue& queue, ScenarioSpan span);

}  // namespace rapport::twin
