// Verdict: which promises the played days keep. A promise holds in a window when it holds for all the days'
// customers of that window together; and, with the problem's confidence, over each day as a whole (or in the
// window) on that part of the days. Nobody came: kept. Pure.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "workforce/staffing/plays.h"

namespace rapport::workforce::staffing {

enum class Promise : std::uint8_t { service_level, abandonment, asa, occupancy };

struct Broken {
  Promise promise = Promise::service_level;
  std::size_t subject = 0;            // queue; of occupancy: group
  std::optional<std::size_t> window;  // absent: the day as a whole
  bool is_of_days = false;            // not of the mean but of too many days
  double wanted = 0;
  double found = 0;  // of days: of the day at the confidence's edge
};

// The figure a promise is about; nothing when there was nobody to measure. Infinite: nobody was ever
// answered.
std::optional<double> figure_of(Promise promise, const QueueTally& tally);
std::optional<double> occupancy_of(const GroupTally& tally);
inline bool is_kept(Promise promise, double found, double wanted) {
  return promise == Promise::service_level ? found >= wanted : found <= wanted;
}

struct Promised {
  Promise promise;
  double wanted;
};
std::vector<Promised> promises_of(const Queue& queue);

// What so much of the days reaches or does better.
double at_confidence(Promise promise, std::vector<double> of_days, double confidence);

std::vector<Broken> broken_by(const Problem& problem, const PlayedDays& days, std::size_t windows);

}  // namespace rapport::workforce::staffing
