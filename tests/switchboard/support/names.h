// Names: what a scenario calls its queues, agents and interactions, and the ids the switchboard knows them
// by. Ids count up in order of first mention, so that ties fall the way the scenario is written.
#pragma once

#include <array>
#include <map>
#include <string>
#include <vector>

#include "base/id.h"
#include "switchboard/support/words.h"

namespace rapport::switchboard::scenario {

enum class Kind { queue, person, interaction, skill, team, reason, disposition, customer, flow };
inline constexpr std::size_t kind_count = 9;

class Names {
 public:
  // The id of the name, given at its first mention.
  template <class AnyId>
  AnyId make(Kind kind, const std::string& name) {
    return AnyId{number(kind, name, true)};
  }
  // The id of a name mentioned before; a name that begins with "unknown" has an id that nobody knows.
  template <class AnyId>
  AnyId find(Kind kind, const std::string& name) {
    return AnyId{number(kind, name, false)};
  }
  // "-" for 0.
  template <class AnyId>
  std::string name(Kind kind, AnyId id) const {
    return name_of(kind, id.value);
  }
  bool knows(Kind kind, const std::string& name) const;

 private:
  struct Table {
    std::map<std::string, std::int64_t> ids;
    std::vector<std::string> names;
  };
  std::int64_t number(Kind kind, const std::string& name, bool is_new);
  std::string name_of(Kind kind, std::int64_t id) const;

  std::array<Table, kind_count> tables_;
};

}  // namespace rapport::switchboard::scenario
