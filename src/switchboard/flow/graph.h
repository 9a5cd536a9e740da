// The graph of a flow by numbers: what can be reached, where nothing ends, where it goes round without
// waiting. Pure.
#pragma once

#include <cstdint>
#include <vector>

namespace rapport::switchboard::flow {

struct Graph {
  std::vector<std::vector<std::int32_t>> to;  // by step; -1 is nowhere
  std::vector<bool> is_end;                   // the flow can end here
  std::vector<bool> waits;                    // a customer or the time is waited for
};

std::vector<bool> reached_from(const Graph& graph, std::int32_t start);
// From where an end can be reached.
std::vector<bool> can_end(const Graph& graph);
// In a circle that passes no step that waits.
std::vector<bool> is_restless(const Graph& graph);

}  // namespace rapport::switchboard::flow
