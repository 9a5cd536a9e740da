#include "switchboard/routing/wait_estimate.h"

#include "switchboard/model/queue.h"

#include <algorithm>
#include <array>

namespace rapport::switchboard {
namespace {

constexpr std::int64_t gap_weight = 8;
constexpr std::int32_t observation_worth = 64;
constexpr std::int32_t observations_kept = 200;
constexpr int bin_of_one = 24;  // four bins an octave: 2^-6 to 2^6
// 2^(k/4) in 1/65536.
constexpr std::array<std::int64_t, 4> quarter_octaves = {65'536, 77'936, 92'682, 110'218};
constexpr Duration longest = hours(24 * 7);

int bin_of(std::int64_t actual, std::int64_t predicted) {
  std::int64_t ratio = std::max<std::int64_t>(1, actual * 65'536 / std::max<std::int64_t>(1, predicted));
  int octave = 0;
  while (ratio >= 2 * 65'536) {
    ratio /= 2;
    ++octave;
  }
  while (ratio < 65'536) {
    ratio *= 2;
    --octave;
  }
  int quarter = 3;
  while (ratio < quarter_octaves[static_cast<std::size_t>(quarter)])
    --quarter;
  return std::clamp(octave * 4 + quarter + bin_of_one, 0, static_cast<int>(wait_ratio_bins) - 1);
}

// Lower edge of a bin, in 1/65536.
std::int64_t edge_of(int bin) {
  const int from_one = bin - bin_of_one;
  const int octave = from_one >= 0 ? from_one / 4 : -((3 - from_one) / 4);
  const std::int64_t quarter = quarter_octaves[static_cast<std::size_t>(from_one - octave * 4)];
  return octave >= 0 ? quarter << octave : quarter >> -octave;
}

// The ratio below which `tenths` of the finished waits lie, in 1/65536.
std::int64_t quantile(const WaitLearnt& learnt, std::int64_t tenths) {
  std::int64_t total = 0;
  for (const std::int32_t n : learnt.ratios)
    total += n;
  if (total == 0) return tenths < 5 ? 65'536 / 2 : 65'536 * 2;
  const std::int64_t target = total * tenths;  // in tenths of an observation's worth
  std::int64_t seen = 0;
  for (int bin = 0; bin < static_cast<int>(wait_ratio_bins); ++bin) {
    const std::int64_t here = std::int64_t{learnt.ratios[static_cast<std::size_t>(bin)]} * 10;
    if (here > 0 && seen + here >= target) {
      const std::int64_t low = edge_of(bin);
      return low + (edge_of(bin + 1) - low) * (target - seen) / here;
    }
    seen += here;
  }
  return edge_of(static_cast<int>(wait_ratio_bins));
}

Duration scaled(std::int64_t base_us, std::int64_t ratio) {
  const std::int64_t us = std::min(base_us, longest.us) / 1'000 * ratio / 65'536 * 1'000;
  return {std::clamp<std::int64_t>(us, 0, longest.us)};
}

}  // namespace

void waiting_began(WaitLearnt& learnt, Instant now) {
  learnt.last_departure = now;
}

Duration predicted_wait(const WaitLearnt& learnt, std::int64_t position) {
  if (learnt.observed == 0) return {-1};
  return {std::min(std::max<std::int64_t>(1, learnt.gap.us) * position, longest.us)};
}

void learn_wait(WaitLearnt& learnt, Duration predicted, Duration actual, Instant now) {
  const Duration gap = std::min(now - learnt.last_departure, longest);
  learnt.gap = learnt.observed == 0 ? gap : learnt.gap + (gap - learnt.gap) / gap_weight;
  learnt.observed = std::min(learnt.observed + 1, 1'000'000);
  learnt.last_departure = now;
  if (predicted.us <= 0) return;
  learnt.ratios[static_cast<std::size_t>(bin_of(std::min(actual, longest).us, predicted.us))] +=
      observation_worth;
  std::int32_t total = 0;
  for (const std::int32_t n : learnt.ratios)
    total += n;
  if (total > observation_worth * observations_kept)
    for (std::int32_t& n : learnt.ratios)
      n -= n / 2;
}

WaitEstimate estimate_wait(const WaitLearnt& learnt, std::int64_t position, Instant now) {
  WaitEstimate estimate;
  estimate.position = static_cast<std::int32_t>(position);
  estimate.is_known = learnt.observed >= wait_observations_min;
  if (learnt.observed == 0) return estimate;
  const std::int64_t excess = std::max<std::int64_t>(0, (now - learnt.last_departure - learnt.gap).us);
  const std::int64_t slow =
      std::min(learnt.gap.us + excess / gap_weight, longest.us / std::max<std::int64_t>(1, position));
  const std::int64_t slowest =
      std::min(learnt.gap.us + excess / 2, longest.us / std::max<std::int64_t>(1, position));
  estimate.low = scaled(slow * position, quantile(learnt, 1));
  estimate.high = std::max(estimate.low, scaled(slowest * position, quantile(learnt, 9)));
  return estimate;
}

WaitEstimate estimate_for_new(const Queue& queue, Instant now) {
  if (queue.waiting == 0) {
    // Nobody before them: with somebody free, no wait.
    for (const FreeList& list : queue.free)
      if (!list.agents.empty()) return {1, {}, {}, true};
    return estimate_wait(queue.learnt, 1, queue.learnt.last_departure);
  }
  return estimate_wait(queue.learnt, queue.waiting + 1, now);
}

}  // namespace rapport::switchboard
