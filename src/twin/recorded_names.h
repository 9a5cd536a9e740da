// Recorded names: what the queues, agents, skills and teams of a day are called in its scenario. Part of
// recorded_day.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "twin/naming.h"

namespace rapport::twin {

// What people call them, by id; who has no name is called by kind and number ("agent 17").
struct DayNames {
  std::map<std::int64_t, std::string> queues, agents, skills, teams;
};

// Names are taken in the order of asking, each once. Borrows what is given.
struct RecordedNames {
  explicit RecordedNames(const DayNames& given)
      : queues(given.queues, "queue"),
        agents(given.agents, "agent"),
        skills(given.skills, "skill"),
        teams(given.teams, "team") {}

  Naming queues, agents, skills, teams;
};

}  // namespace rapport::twin
