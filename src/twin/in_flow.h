// In flow: where the customers who are in a flow stand in it, and what is decided that they will do. Inside
// of the engine; of days without flows it holds nothing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <utility>
#include <vector>

#include "switchboard/flow/program.h"
#include "twin/world_flow.h"

namespace rapport::twin {

struct InFlow {
  std::size_t flow = 0;  // in the world's
  std::int32_t step = 0;
  std::int32_t turn = 0;
  std::int32_t gives = answer_timeout;
  std::vector<switchboard::flow::Value64> values;
  std::vector<std::pair<std::uint64_t, std::uint32_t>> visits;  // by the steps' sources

  // How often they have come to the step before, this time counted from now on.
  std::uint32_t visit(std::uint64_t source) {
    for (auto& [of, count] : visits)
      if (of == source) return count++;
    visits.emplace_back(source, 1);
    return 0;
  }
};

using InFlows = std::unordered_map<std::size_t, InFlow>;  // by the contact's index; looked up, never walked

}  // namespace rapport::twin
