#include "switchboard/flow/graph.h"

#include <cstddef>

namespace rapport::switchboard::flow {
namespace {

bool is_step(const Graph& graph, std::int32_t step) {
  return step >= 0 && static_cast<std::size_t>(step) < graph.to.size();
}

}  // namespace

std::vector<bool> reached_from(const Graph& graph, std::int32_t start) {
  std::vector<bool> reached(graph.to.size());
  std::vector<std::int32_t> open = {start};
  while (!open.empty()) {
    const std::int32_t step = open.back();
    open.pop_back();
    if (!is_step(graph, step) || reached[static_cast<std::size_t>(step)]) continue;
    reached[static_cast<std::size_t>(step)] = true;
    for (const std::int32_t next : graph.to[static_cast<std::size_t>(step)])
      open.push_back(next);
  }
  return reached;
}

std::vector<bool> can_end(const Graph& graph) {
  std::vector<bool> can = graph.is_end;
  for (bool is_new = true; is_new;) {
    is_new = false;
    for (std::size_t step = 0; step < graph.to.size(); ++step) {
      if (can[step]) continue;
      for (const std::int32_t next : graph.to[step]) {
        if (!is_step(graph, next) || !can[static_cast<std::size_t>(next)]) continue;
        can[step] = true;
        is_new = true;
        break;
      }
    }
  }
  return can;
}

std::vector<bool> is_restless(const Graph& graph) {
  Graph restless = graph;
  for (std::size_t step = 0; step < graph.to.size(); ++step)
    if (graph.waits[step]) restless.to[step].clear();
  std::vector<bool> result(graph.to.size());
  for (std::size_t step = 0; step < graph.to.size(); ++step) {
    for (const std::int32_t next : restless.to[step])
      if (is_step(graph, next) && reached_from(restless, next)[step]) result[step] = true;
  }
  return result;
}

}  // namespace rapport::switchboard::flow
