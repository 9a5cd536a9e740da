#include "twin/arrivals.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "twin/arithmetic.h"

namespace rapport::twin {
namespace {

double seconds_of(Duration d) {
  return static_cast<double>(d.us) * 1e-6;
}

double end_of(const std::vector<RatePiece>& pieces, std::size_t piece, Duration until) {
  return piece + 1 < pieces.size() ? std::min(seconds_of(pieces[piece + 1].from), seconds_of(until))
                                   : seconds_of(until);
}

}  // namespace

ArrivalStream::ArrivalStream(const Arrivals& arrivals, Duration until, Random random)
    : arrivals_(&arrivals), until_(until), random_(random) {
  if (!arrivals.pieces.empty()) at_s_ = seconds_of(arrivals.pieces.front().from);
}

std::optional<Arrival> ArrivalStream::next() {
  if (!std::exchange(is_drawn_, true)) drawn_ = next_random();
  const std::vector<Duration>& times = arrivals_->times;
  if (listed_ < times.size() && times[listed_] < until_ && (!drawn_ || times[listed_] <= *drawn_)) {
    const std::size_t listed = listed_++;
    return Arrival{times[listed], listed};
  }
  if (!drawn_) return std::nullopt;
  is_drawn_ = false;
  return Arrival{*drawn_, std::nullopt};
}

// A unit of exponential patience is spent along the integral of the rate: exact, and one draw an arrival, so
// that a higher rate moves arrivals earlier instead of shuffling them.
std::optional<Duration> ArrivalStream::next_random() {
  const std::vector<RatePiece>& pieces = arrivals_->pieces;
  if (pieces.empty()) return std::nullopt;
  double left = -natural_log(random_.unit());
  for (; piece_ < pieces.size(); ++piece_) {
    const double rate = pieces[piece_].per_second;
    const double end = end_of(pieces, piece_, until_);
    if (end > at_s_) {
      if (rate * (end - at_s_) > left) {
        at_s_ += left / rate;
        const Duration at{static_cast<std::int64_t>(std::floor(at_s_ * 1e6))};
        if (at >= until_) break;
        return at;
      }
      left -= rate * (end - at_s_);
      at_s_ = end;
    }
  }
  piece_ = pieces.size();
  return std::nullopt;
}

double expected_arrivals(const Arrivals& arrivals, Duration until) {
  auto sum = static_cast<double>(arrivals.times.size());
  for (std::size_t i = 0; i < arrivals.pieces.size(); ++i) {
    const double from = seconds_of(arrivals.pieces[i].from);
    sum += arrivals.pieces[i].per_second * std::max(0.0, end_of(arrivals.pieces, i, until) - from);
  }
  return sum;
}

}  // namespace rapport::twin
