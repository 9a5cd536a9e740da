// The other way round: the least size that keeps what is wanted. More agents make every figure better, so it
// is found by doubling and halving.
#pragma once

#include <functional>
#include <optional>

#include "workforce/queueing/load.h"

namespace rapport::workforce {

inline constexpr int size_max = 100'000;  // agents or lines

struct ServiceTarget {
  std::optional<double> service_level;  // at least, within `within_s`
  double within_s = 20;
  std::optional<double> asa_s;      // at most
  std::optional<double> p_abandon;  // at most
  std::optional<double> max_occupancy;
  std::optional<double> blocking;  // at most
};

// The least size from 1 for which `is_enough` holds, and then for every larger one; nothing: not even `most`.
std::optional<int> least_size(const std::function<bool(int)>& is_enough, int most = size_max);

// The least size whose figures keep the target; they must get better with it.
std::optional<QueueFigures> staff(const std::function<QueueFigures(int)>& figures_at,
                                  const ServiceTarget& target);

// With patience: Erlang A; without: Erlang C. Nothing: not with 100,000 agents.
std::optional<QueueFigures> staff(const Load& load, std::optional<double> patience_s,
                                  const ServiceTarget& target);

// Lines for a blocking of at most so much (Erlang B).
std::optional<int> lines_for(double erlangs, double blocking);

// People on the list for so many at work: shrinkage is the part of paid time that is not at work, below 1.
int positions(int agents, double shrinkage);

}  // namespace rapport::workforce
